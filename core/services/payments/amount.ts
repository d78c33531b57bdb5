import { minorUnits } from '../../domain/kernel/currencies.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { moneyMessage, parseMoney } from '../../domain/kernel/money.ts'

/** What was typed under `amount`, more than zero, in minor units. */
export function parsePositive(input: string | number, currency: string): bigint {
  if (minorUnits(currency) === null) throw invalid('currency', 'Use the three-letter code of the invoice’s currency')
  const amount = parseMoney(input, currency)
  if (!amount.ok) throw invalid('amount', moneyMessage(amount.error, currency))
  if (amount.value <= 0n) throw invalid('amount', 'The amount must be more than zero')
  return amount.value
}
