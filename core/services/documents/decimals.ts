import { z } from 'zod'
import { formatScaled } from '../../domain/kernel/decimal.ts'
import { formatMoney } from '../../domain/kernel/money.ts'

/** As it is stored. */
export const DiscountRow = z.union([z.object({ percent_e4: z.string() }), z.object({ amount: z.string() })])
type DiscountRow = z.infer<typeof DiscountRow>

/** A stored decimal as it is typed: no more digits than it needs. */
export const decimalOf = (valueE4: bigint): string => formatScaled(valueE4, 4, { trim: true })

/** A stored discount as it is typed. */
export const discountOf = (discount: DiscountRow, currency: string) =>
  'percent_e4' in discount
    ? { percent: decimalOf(BigInt(discount.percent_e4)) }
    : { amount: formatMoney(BigInt(discount.amount), currency) }
