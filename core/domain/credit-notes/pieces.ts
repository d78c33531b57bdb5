import type { RateSums } from '../documents/totals.ts'
import { sumOf } from '../kernel/money.ts'

// An invoice is credited in pieces: each has something of its lines, discounts, charges and taxes, and together they never have more
// than the invoice. What is left of each part is the invoice less all pieces, so the last one makes it whole to the cent.

/** An invoice as it is credited; minor units, without tax but for `taxes`. */
export interface CreditedInvoice {
  /** `rate` is the place of its rate. */
  lines: readonly { qtyE6: bigint; net: bigint; rate: number }[]
  rates: readonly RateSums[]
}

/** What is taken off: of each line, and of each rate, in the order of the invoice. */
export interface Piece {
  /** `qtyE6` is zero for a piece that is an amount. */
  lines: { qtyE6: bigint; net: bigint }[]
  rates: { discount: bigint; charge: bigint; taxes: bigint[] }[]
}

export const wholeOf = ({ lines, rates }: CreditedInvoice): Piece => ({
  lines: lines.map(({ qtyE6, net }) => ({ qtyE6, net })),
  rates: rates.map(({ discount, charge, taxes }) => ({ discount, charge, taxes: [...taxes] })),
})

export const noneOf = (invoice: CreditedInvoice): Piece => combine(wholeOf(invoice), wholeOf(invoice), (a, b) => a - b)
export const addPieces = (one: Piece, other: Piece): Piece => combine(one, other, (a, b) => a + b)
export const leftOf = (invoice: CreditedInvoice, credited: Piece): Piece =>
  combine(wholeOf(invoice), credited, (a, b) => a - b)

function combine(one: Piece, other: Piece, by: (a: bigint, b: bigint) => bigint): Piece {
  return {
    lines: one.lines.map(({ qtyE6, net }, at) => ({
      qtyE6: by(qtyE6, other.lines[at]!.qtyE6),
      net: by(net, other.lines[at]!.net),
    })),
    rates: one.rates.map(({ discount, charge, taxes }, at) => ({
      discount: by(discount, other.rates[at]!.discount),
      charge: by(charge, other.rates[at]!.charge),
      taxes: taxes.map((tax, part) => by(tax, other.rates[at]!.taxes[part]!)),
    })),
  }
}

/** The lines of one rate. */
export const linesOf = (invoice: CreditedInvoice, rate: number): number[] =>
  invoice.lines.flatMap((line, at) => (line.rate === rate ? [at] : []))

/** What a piece has of one rate without its tax. */
export const taxableOf = (invoice: CreditedInvoice, piece: Piece, rate: number): bigint =>
  sumOf(linesOf(invoice, rate).map((at) => piece.lines[at]!.net)) -
  piece.rates[rate]!.discount +
  piece.rates[rate]!.charge

/** The sums of a piece, as they are printed. */
export function sumsOfPiece({ lines, rates }: Piece) {
  const subtotal = sumOf(lines.map(({ net }) => net))
  const discountTotal = sumOf(rates.map(({ discount }) => discount))
  const chargeTotal = sumOf(rates.map(({ charge }) => charge))
  const taxTotal = sumOf(rates.flatMap(({ taxes }) => taxes))
  return { subtotal, discountTotal, chargeTotal, taxTotal, total: subtotal - discountTotal + chargeTotal + taxTotal }
}
