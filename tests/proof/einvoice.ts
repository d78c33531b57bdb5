import { randomInt } from 'node:crypto'
import { CURRENCIES, drawFrom, drawInvoice } from '../domain/credit-notes/story.ts'
import { tellOf } from '../domain/einvoice/story.ts'

/** `npm run prove:einvoice [seed] [documents]`: random documents in all currencies as e-invoices, each held against exact fractions and the rules. */
const SEED = Number(process.argv[2] ?? randomInt(2 ** 32))
const DOCUMENTS = Number(process.argv[3] ?? 200_000)
const SAID_MAX = 10

const draw = drawFrom(SEED)
console.log(`${DOCUMENTS} documents in ${CURRENCIES.length} currencies, seed ${SEED}`)
let [documents, differences] = [0, 0]
const refused = new Map<string, number>()
while (documents < DOCUMENTS) {
  const input = drawInvoice(draw)
  const told = tellOf(input)
  if (!told) continue
  documents += 1
  for (const rule of told.refused) refused.set(rule, (refused.get(rule) ?? 0) + 1)
  for (const problem of told.problems)
    if (++differences <= SAID_MAX) console.log(`document ${documents}, ${input.currency}: ${problem}`)
}
const said = [...refused].map(([rule, count]) => `${rule} ${count}`).sort()
console.log(`${documents} documents, ${differences} differences; said of others: ${said.join(', ')}`)
process.exitCode = differences === 0 ? 0 : 1
