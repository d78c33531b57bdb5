import { randomInt } from 'node:crypto'
import { CURRENCIES, creditedOf, drawFrom, drawInvoice, tellStory } from '../domain/credit-notes/story.ts'

/** `npm run prove:credits [seed] [invoices]`: random invoices in all currencies, credited in pieces, each held against exact fractions. */
const SEED = Number(process.argv[2] ?? randomInt(2 ** 32))
const INVOICES = Number(process.argv[3] ?? 1_000_000)
const SAID_MAX = 10

const draw = drawFrom(SEED)
console.log(`${INVOICES} invoices in ${CURRENCIES.length} currencies, seed ${SEED}`)
let [invoices, pieces, refused, differences] = [0, 0, 0, 0]
while (invoices < INVOICES) {
  const input = drawInvoice(draw)
  const credited = creditedOf(input)
  if (!credited) continue
  invoices += 1
  const told = tellStory(draw, credited)
  pieces += told.pieces
  refused += told.refused
  for (const problem of told.problems)
    if (++differences <= SAID_MAX) console.log(`invoice ${invoices}, ${input.currency}: ${problem}`)
}
console.log(`${invoices} invoices, ${pieces} credit notes, ${refused} refused, ${differences} differences`)
process.exitCode = differences === 0 ? 0 : 1
