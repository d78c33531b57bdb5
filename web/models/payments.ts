import type { CreatePayment, Payment, RecordAdvance } from '../../core/contract/payments.ts'
import { formatScaled, parseScaled } from '../../core/domain/kernel/decimal.ts'
import { post } from '../api.ts'
import { fractionDigits, isZero } from './decimal.ts'
import { changed } from './queries.ts'
import { Resource } from './resource.ts'
import { readDecimal } from './typed-number.ts'

export const PROVIDER_LABELS: Record<string, string> = {
  STRIPE: 'Card, by Stripe',
  CASH: 'Cash',
  BANK: 'Bank transfer',
  CHECK: 'Cheque',
  SQUARE: 'Square',
  SHOPIFY: 'Shopify',
  OTHER: 'Other',
}

/** How money comes that a person records. */
export type Way = NonNullable<CreatePayment['provider']>
export const WAYS = (['CASH', 'BANK', 'CHECK', 'OTHER'] as const).map((value) => ({
  value,
  label: PROVIDER_LABELS[value]!,
}))

/** What a movement that is not a payment is called: which way the money went. */
const RETURNS: Record<Exclude<Payment['kind'], 'PAYMENT'>, [gone: string, back: string]> = {
  REFUND: ['Refunded', 'Refund that failed'],
  DISPUTE: ['Dispute lost', 'Dispute won'],
  REVERSAL: ['Taken back', 'Put back'],
  APPLICATION: ['Credit that went back', 'Paid from credit'],
}

/** Null for a payment. */
export const returnLabel = (payment: Pick<Payment, 'kind' | 'amount' | 'applied'>): string | null =>
  payment.kind === 'PAYMENT' ? null : RETURNS[payment.kind][movedBy(payment).startsWith('-') ? 0 : 1]

/** What it changed of its invoice, where no money came or went by it. */
export const movedBy = ({ amount, applied }: Pick<Payment, 'amount' | 'applied'>): string =>
  isZero(amount) ? applied : amount

export const UNAPPLIED_REASONS: Record<string, string> = {
  UNKNOWN_INVOICE: 'No invoice fits it',
  OTHER_CURRENCY: 'It came in another currency than the invoice',
  TOO_MUCH: 'More than was due',
  INVOICE_VOID: 'The invoice was void',
  NOT_SENT: 'The invoice was not sent yet',
  METADATA_DISAGREES: 'Stripe names another invoice',
  CREDIT: 'Credited on an invoice that was paid',
  ADVANCE: 'Paid in advance',
}

export const payments = new Resource('payment', '/v1/payments', { shows: ['invoice', 'contact'] })
export const unappliedMoney = new Resource('payment', '/v1/unapplied-money', { shows: ['invoice'] })
export const disputes = new Resource('payment', '/v1/disputes', { shows: ['invoice', 'contact'] })

export async function recordAdvance(contactId: string, input: RecordAdvance): Promise<void> {
  await post('/v1/contacts/:id/record-advance', input, { id: contactId })
  changed('payment')
}

export const paymentsOf = (invoiceId: string) => payments.rows({ invoice_id: invoiceId, limit: 50 })

export const paymentLabel = (payment: Pick<Payment, 'method_label' | 'provider'>) =>
  payment.method_label ?? PROVIDER_LABELS[payment.provider] ?? payment.provider

/** Of two amounts as the server writes them. */
export function exceeds(amount: string, limit: string): boolean {
  const decimals = Math.max(fractionDigits(amount), fractionDigits(limit))
  const [more, most] = [parseScaled(amount, decimals), parseScaled(limit, decimals)]
  return more.ok && most.ok && more.value > most.value
}

/** How much more was typed than is due, null when it is not; `due` comes from the server with the decimals of its currency. */
export function excessOver(due: string, typed: string): string | null {
  const decimals = fractionDigits(due)
  const amount = parseScaled(readDecimal(typed) ?? '', decimals)
  const limit = parseScaled(due, decimals)
  if (!amount.ok || !limit.ok || amount.value <= limit.value) return null
  return formatScaled(amount.value - limit.value, decimals)
}
