import { formatScaled } from '../kernel/decimal.ts'
import { divideRounded, sumOf } from '../kernel/money.ts'

/** One of the taxes that a rate is made of. A compound one is charged on the base and on the parts before it. */
export interface TaxPart {
  percentE4: bigint
  isCompound: boolean
}

/** What a part taxes and what that comes to, in minor units. */
export interface PartTotal {
  percentE4: bigint
  taxable: bigint
  tax: bigint
}

const WHOLE_E4 = 1_000_000n

/** The shares of the base that the parts take, exactly: each is `of / whole`. */
export interface Shares {
  whole: bigint
  parts: readonly { of: bigint; base: bigint }[]
  sum: bigint
}

/** With the denominator of all of them, so that a compound part is exact too. */
export function sharesOf(parts: readonly TaxPart[]): Shares {
  const whole = WHOLE_E4 ** BigInt(Math.max(1, parts.length))
  let sum = 0n
  const shares = parts.map(({ percentE4, isCompound }) => {
    const base = isCompound ? whole + sum : whole
    const of = (percentE4 * base) / WHOLE_E4
    sum += of
    return { of, base }
  })
  return { whole, parts: shares, sum }
}

/** The parts of what is taxed (a sum without tax), each rounded on its own base (DESIGN 7). */
export const taxOn = (taxable: bigint, parts: readonly TaxPart[], shares: Shares): PartTotal[] =>
  partTotals(taxable, shares.whole, parts, shares)

/** The parts that a sum contains which has them inside. */
export const taxWithin = (gross: bigint, parts: readonly TaxPart[], shares: Shares): PartTotal[] =>
  partTotals(gross, shares.whole + shares.sum, parts, shares)

const partTotals = (of: bigint, denominator: bigint, parts: readonly TaxPart[], shares: Shares): PartTotal[] =>
  parts.map(({ percentE4 }, at) => ({
    percentE4,
    taxable: divideRounded(of * shares.parts[at]!.base, denominator),
    tax: divideRounded(of * shares.parts[at]!.of, denominator),
  }))

export const sumOfTax = (parts: readonly PartTotal[]): bigint => sumOf(parts.map(({ tax }) => tax))

/** What all parts together come to, as a decimal of a percent: GST 5 and a compound QST of 9.975 are 15.47375. */
export function percentOfParts(parts: readonly TaxPart[]): string {
  const { sum } = sharesOf(parts)
  return formatScaled(sum, 6 * Math.max(1, parts.length) - 2, { trim: true })
}
