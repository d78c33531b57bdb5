import { minorUnits } from '../kernel/currencies.ts'
import { formatScaled } from '../kernel/decimal.ts'
import { divideRounded, formatUnitPrice } from '../kernel/money.ts'
import { FACTOR_DECIMALS } from '../kernel/scales.ts'

const ONE_E6 = 10n ** BigInt(FACTOR_DECIMALS)

interface Priced {
  qtyE6: bigint
  rateE6: bigint
  net: bigint
  discount: bigint
}

/**
 * Quantity and price of a line, which come to its amount before the discount exactly, without tax. A price is never less than zero
 * (BR-27): what takes off has a quantity below zero. A price that tax was taken out of, and that six decimals cannot say for
 * one, is said for the whole quantity (BT-149).
 */
export function pricedLine(line: Priced, unit: string, currency: string) {
  const { qtyE6, rateE6 } = line
  const gross = line.net + line.discount
  const minorPerMajor = 10n ** BigInt(minorUnits(currency) ?? 0)
  const grossE6 = (gross * ONE_E6) / minorPerMajor
  const says = (quantityE6: bigint, priceE6: bigint) => ({
    quantity: factor(quantityE6),
    unit,
    price: formatUnitPrice(priceE6, currency),
  })
  const isOwnPrice = divideRounded(qtyE6 * rateE6 * minorPerMajor, ONE_E6 * ONE_E6) === gross
  if (isOwnPrice) return rateE6 < 0n ? says(-qtyE6, -rateE6) : says(qtyE6, rateE6)
  const count = qtyE6 === 0n ? ONE_E6 : size(qtyE6)
  const quantityE6 = gross < 0n || (gross === 0n && qtyE6 < 0n) ? -count : count
  const whole = size(grossE6)
  if ((whole * ONE_E6) % count === 0n) return says(quantityE6, (whole * ONE_E6) / count)
  return { ...says(quantityE6, whole), baseQuantity: factor(count), baseUnit: unit }
}

const factor = (factorE6: bigint) => formatScaled(factorE6, FACTOR_DECIMALS, { trim: true })
const size = (value: bigint) => (value < 0n ? -value : value)
