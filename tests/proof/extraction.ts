import { madeByItself } from '../support/extraction/by-itself.ts'
import {
  FRESH,
  isHeldOut,
  MESSAGES,
  messageTable,
  OF_OTHER_HANDS,
  scoreMessages,
} from '../support/extraction/messages.ts'
import { messagesTaken, receiptsKnown, scorePapers } from '../support/extraction/papers.ts'
import { scorePhrases } from '../support/extraction/phrases.ts'
import { type ReceiptScores, scannedReceipts, scoreReceipts, withoutPlaces } from '../support/extraction/receipts.ts'
import {
  isHeldOut as isUnread,
  scoreWritten,
  WRITTEN,
  type WrittenScore,
} from '../support/extraction/written-receipts.ts'

// What is read from words without a model, against what is meant. `--wrong` shows what was read otherwise.
const showsWrong = process.argv.includes('--wrong')
const percent = (share: number) => `${(share * 100).toFixed(1)} %`

function printReceipts(name: string, { right, sure, sureRight, meanMs }: ReceiptScores): void {
  for (const [field, { all, seen, unseen }] of Object.entries(right)) {
    const halves = `of those that rules were made with ${percent(seen)}, of the others ${percent(unseen)}`
    console.log(`${name}  ${field.padEnd(8)} ${percent(all)}, ${halves}`)
  }
  console.log(
    `${name}  sure     ${percent(sure)} of all fields, of them right ${percent(sureRight)}; ${meanMs.toFixed(2)} ms each`,
  )
}
const scores = scoreReceipts()
printReceipts('receipts', scores)
printReceipts('receipts without positions', scoreReceipts(withoutPlaces(scannedReceipts())))
if (showsWrong) console.log(scores.wrong.join('\n'))

function printWritten(name: string, { of, right, sure, sureRight }: WrittenScore): void {
  const fields = Object.entries(right).map(([field, count]) => `${field} ${count}`)
  console.log(
    `receipts of nineteen countries that ${name}  of ${of}: ${fields.join(', ')}; sure of ${sure} fields, of them right ${sureRight}`,
  )
}
const writtenSeen = scoreWritten(WRITTEN.filter((one) => !isUnread(one)))
printWritten('rules were made with', writtenSeen)
printWritten('no rule was made with', scoreWritten(WRITTEN.filter(isUnread)))
if (showsWrong) console.log(writtenSeen.wrong.join('\n'))

const papers = scorePapers()
const { of, known } = receiptsKnown()
const taken = messagesTaken([...MESSAGES, ...OF_OTHER_HANDS, ...FRESH])
console.log(`photos    ${known} of ${of} receipts become an expense`)
console.log(`photos    ${papers.right} of ${papers.of} notes, slips and bills become what is meant`)
console.log(`photos    ${taken.taken} of ${taken.of} messages that mean something else become an expense`)
if (showsWrong) console.log([...papers.wrong, ...taken.words].join('\n'))

for (const kind of ['currency', 'datetime', 'phone', 'email'] as const) {
  const score = scorePhrases(kind)
  console.log(`phrases   ${kind.padEnd(8)} ${score.right} of ${score.of}, ${percent(score.right / score.of)}`)
  if (showsWrong) console.log(score.wrong.join('\n'))
}

for (const [hand, messages] of [
  ['of those that wrote the rules', MESSAGES],
  ['of other hands', OF_OTHER_HANDS],
] as const) {
  for (const [name, isAmong] of [
    ['rules were made with', (one) => !isHeldOut(one)],
    ['no rule was made with', isHeldOut],
  ] satisfies [string, typeof isHeldOut][]) {
    const score = scoreMessages(messages.filter(isAmong))
    console.log(`messages  ${hand} that ${name}\n${messageTable(score).join('\n')}`)
    // Whoever sees what is wrong in the others makes rules with them.
    if (showsWrong && isAmong !== isHeldOut) console.log(score.wrong.join('\n'))
  }
  const { made, wrong, words } = madeByItself(messages)
  console.log(
    `messages  ${hand} made without a click at L3 if each sender were proven: ${made}, of them meant otherwise ${wrong}`,
  )
  if (showsWrong) console.log(words.join('\n'))
}

const fresh = scoreMessages(FRESH)
console.log(`messages  of a hand that taught nothing\n${messageTable(fresh).join('\n')}`)
