import type { Totals, TotalsInput, TotalsLine } from '../../../core/domain/documents/totals.ts'

/**
 * The rule of DESIGN 7 once more, in exact fractions and as slowly and plainly as it can be said. It shares nothing with
 * the engine but its types. Only for inputs that the engine does not refuse for what one field says.
 */
export function oracleTotals(input: TotalsInput, decimals: number): Totals {
  const unit = 10n ** BigInt(decimals)
  const amounts = input.lines.map((line) => lineAmount(line, unit))
  const base = fraction(sum(amounts), 1n)
  const rates = new Map<string, OracleRate>()
  const rateOf = (of: Taxed) => {
    const key = of.taxKey ?? ''
    if (!rates.has(key)) rates.set(key, { ...sharesOf(of), lines: 0n, down: 0n, up: 0n })
    return rates.get(key)!
  }
  input.lines.forEach((line, i) => {
    rateOf(line).lines += amounts[i]!
  })
  const both = [...input.discounts, ...input.charges]
  for (const each of both) if (each.taxKey !== undefined || rates.size === 0) rateOf(each)
  both.forEach((each, i) => {
    const side = i < input.discounts.length ? 'down' : 'up'
    const amount = 'amount' in each ? each.amount : round(times(base, percent(each.percentE4)))
    if (each.taxKey !== undefined) rateOf(each)[side] += amount
    else {
      const weights = [...rates.values()].map((rate) => rate.lines)
      const size = amount < 0n ? -amount : amount
      const parts = shareOut(size, proportions(size, weights)).map((part) => (amount < 0n ? -part : part))
      ;[...rates.values()].forEach((rate, at) => {
        rate[side] += parts[at]!
      })
    }
  })
  return input.pricesIncludeTax ? inclusive(input, amounts, rates) : exclusive(amounts, rates)
}

type Taxed = Pick<TotalsLine, 'taxKey' | 'taxPercentE4' | 'taxParts'>

interface OracleRate {
  /** Of the base, all parts together. */
  share: Fraction
  parts: { share: Fraction; on: Fraction; percentE4: bigint; isOnParts: boolean }[]
  isSplit: boolean
  lines: bigint
  down: bigint
  up: bigint
}

function sharesOf({ taxParts, taxPercentE4 = 0n }: Taxed): Pick<OracleRate, 'share' | 'parts' | 'isSplit'> {
  const one = fraction(1n, 1n)
  let share = fraction(0n, 1n)
  const parts = (taxParts ?? [{ percentE4: taxPercentE4, isCompound: false }]).map(({ percentE4, isCompound }, at) => {
    const on = isCompound ? plus(one, share) : one
    const own = times(percent(percentE4), on)
    share = plus(share, own)
    return { share: own, on, percentE4, isOnParts: isCompound && at > 0 }
  })
  return { share, parts, isSplit: taxParts !== undefined }
}

/** Each part of a rate as it is printed, out of a sum without tax or one that has it inside. */
const printed = (key: string, rate: OracleRate, of: bigint, inside: Fraction, taxable: bigint) =>
  rate.parts.map(({ share, on, percentE4, isOnParts }, part) => ({
    key,
    ...(rate.isSplit ? { part } : {}),
    percentE4,
    taxable: isOnParts ? round(over(times(fraction(of, 1n), on), inside)) : taxable,
    tax: round(over(times(fraction(of, 1n), share), inside)),
  }))

function lineAmount(line: TotalsLine, unit: bigint): bigint {
  const gross = round(
    times(times(fraction(line.qtyE6, 1_000_000n), fraction(line.rateE6, 1_000_000n)), fraction(unit, 1n)),
  )
  if (!line.discount) return gross
  const { discount } = line
  return (
    gross - ('amount' in discount ? discount.amount : round(times(fraction(gross, 1n), percent(discount.percentE4))))
  )
}

function exclusive(amounts: bigint[], rates: Map<string, OracleRate>): Totals {
  const taxes = [...rates].map(([key, rate]) => {
    const taxable = rate.lines - rate.down + rate.up
    return printed(key, rate, taxable, fraction(1n, 1n), taxable)
  })
  const subtotal = sum(amounts)
  const discountTotal = sum([...rates.values()].map((rate) => rate.down))
  const chargeTotal = sum([...rates.values()].map((rate) => rate.up))
  const taxTotal = sum(taxes.flat().map((tax) => tax.tax))
  return {
    lines: amounts.map((amount) => ({ amount, net: amount })),
    subtotal,
    discountTotal,
    chargeTotal,
    taxTotal,
    total: subtotal - discountTotal + chargeTotal + taxTotal,
    taxes: taxes.flat().filter((tax) => tax.key !== ''),
  }
}

function inclusive(input: TotalsInput, amounts: bigint[], rates: Map<string, OracleRate>): Totals {
  const lines = amounts.map((amount) => ({ amount, net: amount }))
  const found = [...rates].map(([key, rate]) => {
    const whole = plus(fraction(1n, 1n), rate.share)
    const taxOf = (gross: bigint) =>
      sum(rate.parts.map((part) => round(over(times(fraction(gross, 1n), part.share), whole))))
    const bare = (gross: bigint) => gross - taxOf(gross)
    const gross = rate.lines - rate.down + rate.up
    const tax = taxOf(gross)
    const members = input.lines.flatMap((line, i) => ((line.taxKey ?? '') === key ? [i] : []))
    const isEmpty = members.every((i) => amounts[i] === 0n)
    const charge = isEmpty ? gross - tax + bare(rate.down) : bare(rate.up)
    const net = gross - tax + bare(rate.down) - charge
    const exact = members.map((i) => over(fraction(amounts[i]!, 1n), whole))
    const parts = shareOut(net, exact)
    members.forEach((i, at) => {
      lines[i]!.net = parts[at]!
    })
    const taxes = printed(key, rate, gross, whole, gross - tax)
    return { key, gross, tax, taxes, discount: bare(rate.down), charge }
  })
  return {
    lines,
    subtotal: sum(lines.map((line) => line.net)),
    discountTotal: sum(found.map((rate) => rate.discount)),
    chargeTotal: sum(found.map((rate) => rate.charge)),
    taxTotal: sum(found.map((rate) => rate.tax)),
    total: sum(found.map((rate) => rate.gross)),
    taxes: found.filter((rate) => rate.key !== '').flatMap((rate) => rate.taxes),
  }
}

/** Gives whole units one at a time to whoever is owed most, starting from what each is owed at least. */
function shareOut(total: bigint, exact: Fraction[]): bigint[] {
  // Where nobody is owed anything the first takes all, which may be 100,000 units.
  if (exact.every((share) => share.top === 0n)) return exact.map((_, i) => (i === 0 ? total : 0n))
  const parts = exact.map(floor)
  const eligible = exact.map((share) => share.top !== 0n)
  for (let left = total - sum(parts); left !== 0n; left += left > 0n ? -1n : 1n) {
    let chosen = -1
    for (const [i, share] of exact.entries()) {
      if (!eligible[i]) continue
      const owed = minus(share, fraction(parts[i]!, 1n))
      const best = chosen === -1 ? null : minus(exact[chosen]!, fraction(parts[chosen]!, 1n))
      if (best === null || (left > 0n ? isMore(owed, best) : !isMore(owed, best))) chosen = i
    }
    parts[chosen]! += left > 0n ? 1n : -1n
  }
  return parts
}

function proportions(total: bigint, weights: bigint[]): Fraction[] {
  const whole = sum(weights)
  if (whole !== 0n) return weights.map((weight) => fraction(total * weight, whole))
  const sizes = weights.map((weight) => (weight < 0n ? -weight : weight))
  return sum(sizes) === 0n ? sizes.map(() => fraction(0n, 1n)) : sizes.map((size) => fraction(total * size, sum(sizes)))
}

interface Fraction {
  top: bigint
  bottom: bigint
}
const fraction = (top: bigint, bottom: bigint): Fraction =>
  bottom < 0n ? { top: -top, bottom: -bottom } : { top, bottom }
const percent = (e4: bigint) => fraction(e4, 1_000_000n)
const times = (a: Fraction, b: Fraction) => fraction(a.top * b.top, a.bottom * b.bottom)
const over = (a: Fraction, b: Fraction) => fraction(a.top * b.bottom, a.bottom * b.top)
const plus = (a: Fraction, b: Fraction) => fraction(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom)
const minus = (a: Fraction, b: Fraction) => plus(a, fraction(-b.top, b.bottom))
const isMore = (a: Fraction, b: Fraction) => a.top * b.bottom > b.top * a.bottom
const sum = (values: bigint[]) => values.reduce((all, value) => all + value, 0n)

function floor(value: Fraction): bigint {
  let whole = value.top / value.bottom
  while (whole * value.bottom > value.top) whole -= 1n
  return whole
}

function round(value: Fraction): bigint {
  if (value.top < 0n) return -round(fraction(-value.top, value.bottom))
  return floor(plus(value, fraction(1n, 2n)))
}
