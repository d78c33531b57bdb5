import { type Asked, creditPiece } from '../../../core/domain/credit-notes/credit.ts'
import {
  addPieces,
  type CreditedInvoice,
  leftOf,
  noneOf,
  type Piece,
  sumsOfPiece,
  taxableOf,
  wholeOf,
} from '../../../core/domain/credit-notes/pieces.ts'
import { sharesOf } from '../../../core/domain/documents/tax-parts.ts'
import {
  type Adjustment,
  computeByRate,
  type TotalsInput,
  type TotalsLine,
} from '../../../core/domain/documents/totals.ts'
import { CURRENCY_CODES, minorUnits } from '../../../core/domain/kernel/currencies.ts'

// Invoices and what is credited of them, drawn from a seed; each piece is held against exact fractions.

export const CURRENCIES = CURRENCY_CODES.filter((code) => minorUnits(code) !== null)

/** A generator of its own, because a library takes longer to draw an invoice than this takes to credit it. */
export function drawFrom(seed: number) {
  let state = seed >>> 0
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0
    let t = state
    t = Math.imul(t ^ (t >>> 15), t | 1)
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
  const upTo = (max: number) => Math.floor(next() * (max + 1))
  return { upTo, big: (max: number) => BigInt(upTo(max)), one: <T>(of: readonly T[]): T => of[upTo(of.length - 1)]! }
}
export type Draw = ReturnType<typeof drawFrom>

const part = (percentE4: bigint, isCompound = false) => ({ percentE4, isCompound })
const RATES = [
  {},
  { taxKey: 'zero', taxPercentE4: 0n },
  { taxKey: 'hst', taxPercentE4: 130_000n },
  { taxKey: 'ust', taxPercentE4: 190_000n },
  { taxKey: 'odd', taxPercentE4: 199_999n },
  { taxKey: 'quebec', taxParts: [part(50_000n), part(99_750n)] },
  { taxKey: 'on top', taxParts: [part(50_000n), part(99_750n, true), part(1n, true)] },
]

const percentOf = (draw: Draw) => draw.one([0n, 100_000n, 333_333n, draw.big(500_000)])

const lineOf = (draw: Draw): TotalsLine => ({
  qtyE6: draw.one([1_000_000n, 2_000_000n, 3_000_000n, 333_000n, draw.big(9_000_000)]),
  rateE6: draw.one([9_990_000n, 100_000_000n, 1_010n, draw.big(2_000_000_000)]),
  ...draw.one(RATES),
  ...(draw.upTo(3) === 0 ? { discount: { percentE4: percentOf(draw) } } : {}),
})

const adjustmentOf = (draw: Draw): Adjustment => ({
  ...(draw.upTo(1) ? { percentE4: percentOf(draw) } : { amount: draw.big(5000) }),
  ...(draw.upTo(2) ? {} : draw.one(RATES)),
})

export function drawInvoice(draw: Draw): TotalsInput {
  const some = <T>(max: number, make: (draw: Draw) => T) => Array.from({ length: draw.upTo(max) }, () => make(draw))
  const [currency, pricesIncludeTax] = [draw.one(CURRENCIES), draw.upTo(1) === 1]
  const lines = [lineOf(draw), ...some(4, lineOf)]
  if (draw.upTo(5) === 0) lines.push(deductionOf(lines[0]!, { currency, pricesIncludeTax }))
  return {
    currency,
    pricesIncludeTax,
    lines,
    discounts: some(1, adjustmentOf),
    charges: some(2, adjustmentOf),
  }
}

/** What a deposit billed at the rate of a line, as a final invoice takes it off, with the tax that it charged. */
function deductionOf(
  { discount: _, ...line }: TotalsLine,
  of: Pick<TotalsInput, 'currency' | 'pricesIncludeTax'>,
): TotalsLine {
  const billed = { ...line, qtyE6: 1_000_000n, rateE6: 3_000_000n }
  const bill = computeByRate({ ...of, lines: [billed], discounts: [], charges: [] })
  if (!bill.ok) throw new Error(bill.error.reason)
  const { taxes } = bill.value.rates[0]!
  const { amount, net: without } = bill.value.totals.lines[0]!
  const net = (of.pricesIncludeTax ? amount : without) * 10n ** BigInt(6 - (minorUnits(of.currency) ?? 0))
  return { ...billed, qtyE6: -1_000_000n, rateE6: net, deducted: taxes }
}

export function creditedOf(input: TotalsInput): { invoice: CreditedInvoice; total: bigint } | null {
  const sums = computeByRate(input)
  if (!sums.ok || sums.value.totals.total <= 0n) return null
  const { rates, totals } = sums.value
  const lines = input.lines.map(({ qtyE6 }, at) => ({
    qtyE6,
    net: totals.lines[at]!.net,
    rate: rates.findIndex((rate) => rate.lines.some(({ index }) => index === at)),
  }))
  return { invoice: { lines, rates }, total: totals.total }
}

function drawAsked(draw: Draw, invoice: CreditedInvoice, left: Piece): Asked {
  if (draw.upTo(2) === 0) return { amount: 1n + draw.big(Number(sumsOfPiece(left).total)) }
  const places = [...invoice.lines.keys()].filter(() => draw.upTo(1) === 1)
  const qtyOf = (at: number) => (left.lines[at]!.qtyE6 * draw.big(1000)) / 1000n
  return { lines: places.map((line) => ({ line, ...(draw.upTo(2) ? { qtyE6: qtyOf(line) } : {}) })) }
}

export interface Told {
  pieces: number
  refused: number
  /** What does not hold; none. */
  problems: string[]
}

/** Credits an invoice in some pieces and then the rest, and holds every piece against what must be true of it. */
export function tellStory(draw: Draw, { invoice, total }: { invoice: CreditedInvoice; total: bigint }): Told {
  const told: Told = { pieces: 0, refused: 0, problems: [] }
  let credited = noneOf(invoice)
  for (let turn = draw.upTo(4); turn >= 0; turn -= 1) {
    const left = leftOf(invoice, credited)
    const asked: Asked = turn === 0 ? 'rest' : drawAsked(draw, invoice, left)
    const piece = creditPiece(invoice, credited, asked)
    if (!piece.ok) {
      told.refused += 1
      if (turn === 0 && sumsOfPiece(left).total > 0n) told.problems.push(`the rest was refused: ${piece.error.reason}`)
      continue
    }
    told.pieces += 1
    told.problems.push(...problemsOf(invoice, left, piece.value, asked))
    credited = addPieces(credited, piece.value)
  }
  const sum = sumsOfPiece(credited)
  if (sum.total !== total) told.problems.push(`credited ${sum.total} of ${total}`)
  if (!isSame(credited, wholeOf(invoice)) && sumsOfPiece(leftOf(invoice, credited)).total !== 0n)
    told.problems.push('something is left')
  return told
}

/** How far the tax of a piece may lie from its rate, in minor units: what the pieces before it were rounded, and what tax inside was. */
const TAX_OFF_MAX = 3n

const isSame = (one: Piece, other: Piece) =>
  one.lines.every(({ net }, at) => net === other.lines[at]!.net) &&
  one.rates.every(
    (rate, at) =>
      rate.discount === other.rates[at]!.discount &&
      rate.charge === other.rates[at]!.charge &&
      rate.taxes.every((tax, each) => tax === other.rates[at]!.taxes[each]),
  )

function problemsOf(invoice: CreditedInvoice, left: Piece, piece: Piece, asked: Asked): string[] {
  const problems: string[] = []
  const { total } = sumsOfPiece(piece)
  if (total <= 0n) problems.push(`a piece of ${total}`)
  if (asked !== 'rest' && 'amount' in asked && asked.amount !== total)
    problems.push(`${asked.amount} asked, ${total} credited`)
  const outside = (value: bigint, rest: bigint) => (rest < 0n ? value > 0n || value < rest : value < 0n || value > rest)
  for (const [at, { qtyE6, net }] of piece.lines.entries()) {
    if (outside(net, left.lines[at]!.net)) problems.push(`line ${at}: ${net} of ${left.lines[at]!.net}`)
    const whole = invoice.lines[at]!
    // As an exact fraction: net / whole net = qty / whole qty, to within one minor unit.
    if (
      asked !== 'rest' &&
      'lines' in asked &&
      asked.lines.some(({ line, qtyE6: of }) => line === at && of !== undefined)
    ) {
      const off = net * whole.qtyE6 - whole.net * qtyE6
      if (left.lines[at]!.qtyE6 !== qtyE6 && (off < 0n ? -off : off) > (whole.qtyE6 < 0n ? -whole.qtyE6 : whole.qtyE6))
        problems.push(`line ${at}: ${net} is not its share`)
    }
  }
  for (const [rate, { discount, charge, taxes }] of piece.rates.entries()) {
    const rest = left.rates[rate]!
    if (outside(discount, rest.discount)) problems.push(`discount ${rate}: ${discount} of ${rest.discount}`)
    if (outside(charge, rest.charge)) problems.push(`charge ${rate}: ${charge} of ${rest.charge}`)
    const { whole, parts } = sharesOf(invoice.rates[rate]!.parts)
    const taxable = taxableOf(invoice, piece, rate)
    for (const [each, tax] of taxes.entries()) {
      if (outside(tax, rest.taxes[each]!)) problems.push(`tax ${rate}.${each}: ${tax} of ${rest.taxes[each]}`)
      const off = tax * whole - taxable * parts[each]!.of
      if ((off < 0n ? -off : off) > TAX_OFF_MAX * whole) problems.push(`tax ${rate}.${each}: ${tax} on ${taxable}`)
    }
  }
  return problems
}
