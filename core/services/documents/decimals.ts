import { z } from 'zod'
import { formatScaled } from '../../domain/kernel/decimal.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { FACTOR_DECIMALS, PERCENT_DECIMALS } from '../../domain/kernel/scales.ts'

/** As it is stored. */
export const DiscountRow = z.union([z.object({ percent_e4: z.string() }), z.object({ amount: z.string() })])
type DiscountRow = z.infer<typeof DiscountRow>

/** A stored percentage as it is typed: no more digits than it needs. */
export const percentOf = (percentE4: bigint): string => formatScaled(percentE4, PERCENT_DECIMALS, { trim: true })

/** A stored quantity or price for one, likewise. */
export const factorOf = (valueE6: bigint): string => formatScaled(valueE6, FACTOR_DECIMALS, { trim: true })

/** A stored discount as it is typed. */
export const discountOf = (discount: DiscountRow, currency: string) =>
  'percent_e4' in discount
    ? { percent: percentOf(BigInt(discount.percent_e4)) }
    : { amount: formatMoney(BigInt(discount.amount), currency) }
