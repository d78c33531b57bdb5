import { isHeldOut, MESSAGES, messageTable, scoreMessages } from '../support/extraction/messages.ts'
import { scorePhrases } from '../support/extraction/phrases.ts'
import { scoreReceipts } from '../support/extraction/receipts.ts'

// What is read from words without a model, against what is meant. `--wrong` shows what was read otherwise.
const showsWrong = process.argv.includes('--wrong')
const percent = (share: number) => `${(share * 100).toFixed(1)} %`

const { right, sure, sureRight, meanMs, wrong } = scoreReceipts()
for (const [field, { all, unseen }] of Object.entries(right))
  console.log(`receipts  ${field.padEnd(8)} ${percent(all)}, of those that no rule was made with ${percent(unseen)}`)
console.log(
  `receipts  sure     ${percent(sure)} of all fields, of them right ${percent(sureRight)}; ${meanMs.toFixed(2)} ms each`,
)
if (showsWrong) console.log(wrong.join('\n'))

for (const kind of ['currency', 'datetime', 'phone', 'email'] as const) {
  const score = scorePhrases(kind)
  console.log(`phrases   ${kind.padEnd(8)} ${score.right} of ${score.of}, ${percent(score.right / score.of)}`)
  if (showsWrong) console.log(score.wrong.join('\n'))
}

for (const [name, isAmong] of [
  ['the rules were made with', (one) => !isHeldOut(one)],
  ['no rule was made with', isHeldOut],
] satisfies [string, typeof isHeldOut][]) {
  const score = scoreMessages(MESSAGES.filter(isAmong))
  console.log(`messages  that ${name}\n${messageTable(score).join('\n')}`)
  // Whoever sees what is wrong in the others makes rules with them.
  if (showsWrong && !isAmong(MESSAGES.find(isHeldOut)!)) console.log(score.wrong.join('\n'))
}
