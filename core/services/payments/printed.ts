import { z } from 'zod'
import type { PrintedPayment } from '../../contract/documents.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { toInstant } from '../instants.ts'
import { bigintJson } from '../json.ts'

/** Of `app.printed_payments`. */
export const PrintedPaymentRow = z.object({
  applied: bigintJson,
  paid_at: z.string(),
  provider: z.string(),
  method_label: z.string().nullable(),
  receipt_url: z.string().nullable(),
})
type PrintedPaymentRow = z.infer<typeof PrintedPaymentRow>

export const presentPrintedPayment =
  (currency: string) =>
  (paid: PrintedPaymentRow): PrintedPayment => ({
    amount: formatMoney(paid.applied, currency),
    paid_at: toInstant(paid.paid_at),
    method_label: paid.method_label ?? PROVIDERS[paid.provider] ?? null,
    receipt_url: paid.receipt_url,
  })

const PROVIDERS: Record<string, string> = {
  CASH: 'Cash',
  BANK: 'Bank transfer',
  CHECK: 'Check',
  STRIPE: 'Card',
  SQUARE: 'Square',
  SHOPIFY: 'Shopify',
}
