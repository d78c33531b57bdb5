import type { CreatePayment, Payment } from '../../core/contract/payments.ts'
import { formatScaled, parseScaled } from '../../core/domain/kernel/decimal.ts'
import { get, post } from '../api.ts'
import { fractionDigits, readDecimal } from './decimal.ts'
import { changed } from './queries.ts'

export const PROVIDER_LABELS: Record<string, string> = {
  STRIPE: 'Card, by Stripe',
  CASH: 'Cash',
  BANK: 'Bank transfer',
  CHECK: 'Cheque',
  SQUARE: 'Square',
  SHOPIFY: 'Shopify',
  OTHER: 'Other',
}

export const UNAPPLIED_REASONS: Record<string, string> = {
  UNKNOWN_INVOICE: 'No invoice fits it',
  OTHER_CURRENCY: 'It came in another currency than the invoice',
  TOO_MUCH: 'More than was due',
  INVOICE_VOID: 'The invoice was void',
  NOT_SENT: 'The invoice was not sent yet',
  METADATA_DISAGREES: 'Stripe names another invoice',
}

export const invoicePaymentsQuery = (invoiceId: string) => ({
  queryKey: ['payments', 'of-invoice', invoiceId],
  queryFn: async () => (await get<Payment[]>('/v1/payments', { invoice_id: invoiceId, limit: 50 })).data,
})

export async function recordPayment(input: CreatePayment): Promise<Payment> {
  const { data } = await post<Payment>('/v1/payments', input)
  changed('payment')
  return data
}

export async function reversePayment(payment: Payment, reason: string): Promise<void> {
  await post(`/v1/payments/${payment.id}/reverse`, { reason })
  changed('payment')
}

export const paymentLabel = (payment: Pick<Payment, 'method_label' | 'provider'>) =>
  payment.method_label ?? PROVIDER_LABELS[payment.provider] ?? payment.provider

/** How much more was typed than is due, null when it is not; `due` comes from the server with the decimals of its currency. */
export function excessOver(due: string, typed: string): string | null {
  const decimals = fractionDigits(due)
  const amount = parseScaled(readDecimal(typed) ?? '', decimals)
  const limit = parseScaled(due, decimals)
  if (!amount.ok || !limit.ok || amount.value <= limit.value) return null
  return formatScaled(amount.value - limit.value, decimals)
}
