import { type SQL, sql } from 'drizzle-orm'
import type { CreateQuote } from '../../contract/quotes.ts'
import type { DiscountJson } from '../../db/schema.ts'
import { ONE_HUNDRED_PERCENT_E4 } from '../../domain/documents/pricing.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { discountJson, parseDiscount } from '../documents/adjustments.ts'

type Deposit = NonNullable<CreateQuote['deposit']>

/** What is asked for at approval, as it is stored. Whether an amount is more than the whole is judged when the quote goes out. */
export function parseDeposit(deposit: Deposit, currency: string): DiscountJson {
  const asked = parseDiscount(deposit, 'deposit', currency)
  const [field, value] = 'percentE4' in asked ? ['deposit.percent', asked.percentE4] : ['deposit.amount', asked.amount]
  if (value <= 0n) throw invalid(field, 'Use more than zero, or ask for no deposit')
  if ('percentE4' in asked && value > ONE_HUNDRED_PERCENT_E4) throw invalid(field, 'Use at most 100 %')
  return discountJson(asked)
}

/** The column of a change. An amount that nobody said anew does not become one of another currency. */
export function depositColumn(
  deposit: Deposit | null | undefined,
  currency: string | undefined,
): { deposit?: DiscountJson | null | SQL } {
  if (deposit === null) return { deposit: null }
  if (currency === undefined) return {}
  if (deposit) return { deposit: parseDeposit(deposit, currency) }
  return { deposit: sql`case when deposit ? 'amount' and currency <> ${currency} then null else deposit end` }
}
