import { sharesOf, taxOn, taxWithin } from '../documents/tax-parts.ts'
import { allocate, divideRounded, sumOf } from '../kernel/money.ts'
import { err, ok, type Result } from '../kernel/result.ts'
import { type CreditedInvoice, leftOf, linesOf, noneOf, type Piece, sumsOfPiece, taxableOf } from './pieces.ts'

/** `line` is the place of a line; without a quantity all that is left of it. */
export interface AskedLine {
  line: number
  qtyE6?: bigint | undefined
}

/** All that is left, so many of some lines, or an amount with its tax inside (minor units). */
export type Asked = 'rest' | { lines: readonly AskedLine[] } | { amount: bigint }

export interface CreditRefusal {
  reason: 'nothing_left' | 'nothing' | 'more_than_left' | 'line_twice' | 'more_than_line'
  /** The place among the lines that were asked for. */
  at?: number
  /** What is left: minor units of the total or of the line, or a quantity. */
  left?: bigint
}

/**
 * What a credit note takes off an invoice of which some was credited already (C-18, MO11). Taxes follow from the rates of the
 * invoice, discounts and charges go with the lines in proportion, and the last piece takes what is left of each: credited
 * in pieces, an invoice comes to nothing in every part of it, to the cent.
 */
export function creditPiece(invoice: CreditedInvoice, credited: Piece, asked: Asked): Result<Piece, CreditRefusal> {
  const left = leftOf(invoice, credited)
  const total = sumsOfPiece(left).total
  if (total <= 0n) return err({ reason: 'nothing_left' })
  if (asked === 'rest') return ok(left)
  const piece =
    'amount' in asked ? ofAmount(invoice, left, asked.amount) : ofLines(invoice, credited, left, asked.lines)
  if (!piece.ok) return piece
  const sum = sumsOfPiece(piece.value).total
  if (sum <= 0n) return err({ reason: 'nothing' })
  return sum > total ? err({ reason: 'more_than_left', left: total }) : piece
}

function ofLines(
  invoice: CreditedInvoice,
  credited: Piece,
  left: Piece,
  asked: readonly AskedLine[],
): Result<Piece, CreditRefusal> {
  const piece = noneOf(invoice)
  const seen = new Set<number>()
  for (const [at, { line, qtyE6 }] of asked.entries()) {
    if (seen.has(line)) return err({ reason: 'line_twice', at })
    seen.add(line)
    const taken = ofLine(invoice.lines[line]!, credited.lines[line]!, left.lines[line]!, qtyE6)
    if (taken === null) return err({ reason: 'more_than_line', at, left: left.lines[line]!.qtyE6 })
    piece.lines[line] = taken
  }
  for (const rate of invoice.rates.keys()) {
    follow(invoice, credited, left, piece, rate)
    // A deposit that was taken off at this rate leaves less of it than its lines come to.
    const room = taxableOf(invoice, left, rate)
    const taken = taxableOf(invoice, piece, rate)
    if (taken !== within(taken, room)) return err({ reason: 'more_than_left', left: sumsOfPiece(left).total })
  }
  return ok(piece)
}

type Part = Piece['lines'][number]

/** So many of a line; its net is rounded as a sum of all that were credited, so that nothing is lost between the pieces. */
function ofLine(line: Part, credited: Part, left: Part, qtyE6: bigint | undefined): Part | null {
  if (qtyE6 === undefined || qtyE6 === left.qtyE6) return left.qtyE6 === 0n && left.net === 0n ? null : { ...left }
  if (!isWithin(qtyE6, left.qtyE6)) return null
  const [size, sign] = line.qtyE6 < 0n ? [-line.qtyE6, -1n] : [line.qtyE6, 1n]
  const upTo = (qty: bigint) => divideRounded(line.net * qty * sign, size)
  const net = upTo(credited.qtyE6 + qtyE6) - upTo(credited.qtyE6)
  return isWithin(net, left.net) || net === 0n ? { qtyE6, net } : null
}

/** No more than it, and not the other way. */
const isWithin = (value: bigint, bound: bigint) =>
  bound < 0n ? value < 0n && value >= bound : value > 0n && value <= bound

/** Discounts, charges and taxes of a rate, as the lines of the piece want them. */
function follow(invoice: CreditedInvoice, credited: Piece, left: Piece, piece: Piece, rate: number): void {
  const whole = invoice.rates[rate]!
  const own = linesOf(invoice, rate)
  // A charge at a rate that no line has goes with all of them.
  const lines = own.length > 0 ? own : [...invoice.lines.keys()]
  const net = (of: (at: number) => bigint) => sumOf(lines.map(of))
  const base = net((at) => invoice.lines[at]!.net)
  const after = net((at) => credited.lines[at]!.net + piece.lines[at]!.net)
  const isOver = lines.every((at) => left.lines[at]!.net === piece.lines[at]!.net)
  const share = (sum: bigint, taken: bigint, rest: bigint) =>
    isOver ? rest : within(base > 0n ? divideRounded(sum * after, base) - taken : 0n, rest)
  const now = piece.rates[rate]!
  const before = credited.rates[rate]!
  now.discount = share(whole.discount, before.discount, left.rates[rate]!.discount)
  now.charge = share(whole.charge, before.charge, left.rates[rate]!.charge)
  const taxable = taxableOf(invoice, credited, rate) + taxableOf(invoice, piece, rate)
  const due = taxOn(taxable, whole.parts, sharesOf(whole.parts))
  now.taxes = left.rates[rate]!.taxes.map((rest, part) =>
    isOver ? rest : within(due[part]!.tax - before.taxes[part]!, rest),
  )
}

/** The value, but no more than what is left, and not the other way. */
const within = (value: bigint, left: bigint): bigint => {
  const [low, high] = left < 0n ? [left, 0n] : [0n, left]
  return value < low ? low : value > high ? high : value
}

/** An amount with its tax: split over the rates by what is left of them, and within a rate over its lines, discount and charge. */
function ofAmount(invoice: CreditedInvoice, left: Piece, amount: bigint): Result<Piece, CreditRefusal> {
  const total = sumsOfPiece(left).total
  if (amount <= 0n) return err({ reason: 'nothing' })
  if (amount > total) return err({ reason: 'more_than_left', left: total })
  if (amount === total) return ok(left)
  const grosses = invoice.rates.map((_, rate) => taxableOf(invoice, left, rate) + sumOf(left.rates[rate]!.taxes))
  const parts = allocate(
    amount,
    grosses.map((gross) => (gross > 0n ? gross : 0n)),
  )
  const piece = noneOf(invoice)
  for (const rate of invoice.rates.keys()) if (parts[rate] !== 0n) takeOf(invoice, left, piece, rate, parts[rate]!)
  return ok(piece)
}

function takeOf(invoice: CreditedInvoice, left: Piece, piece: Piece, rate: number, gross: bigint): void {
  const { parts } = invoice.rates[rate]!
  const rest = left.rates[rate]!
  const room = taxableOf(invoice, left, rate)
  const contained = taxWithin(gross, parts, sharesOf(parts))
  const taxes = rest.taxes.map((tax, part) => within(contained[part]!.tax, tax))
  // What the taxes did not take is net, and what is more than the net that is left is tax after all.
  let over = gross - sumOf(taxes) - room
  for (const [part, tax] of rest.taxes.entries()) {
    if (over <= 0n) break
    const more = within(over, tax - taxes[part]!)
    taxes[part]! += more
    over -= more
  }
  const lines = linesOf(invoice, rate)
  const weights = [...lines.map((at) => left.lines[at]!.net), -rest.discount, rest.charge]
  const nets = allocate(gross - sumOf(taxes), weights)
  for (const [rank, at] of lines.entries()) piece.lines[at] = { qtyE6: 0n, net: nets[rank]! }
  piece.rates[rate] = { discount: -nets[lines.length]!, charge: nets[lines.length + 1]!, taxes }
}
