import { sql } from 'drizzle-orm'
import type { CreatePayment } from '../../contract/payments.ts'
import { newId } from '../../db/ids.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { AppError, invalid } from '../../domain/kernel/errors.ts'
import { inOrder } from '../in-order.ts'
import { reference } from '../references.ts'
import { loadSettings } from '../settings.ts'
import { parsePositive } from './amount.ts'
import { expireSessionsJob } from './expire-job.ts'
import { type PaymentRow, parsePayment, paymentObject } from './internal.ts'
import { applyStep, notesStep, type Received, settleStep, unappliedRestStep } from './steps.ts'

/**
 * Money that a person received by hand. What exceeds the amount due is kept as unapplied, never dropped (MO4). One trip:
 * without a currency the business's own is assumed, and only an invoice in another one costs a look.
 */
export const createPayment = (tenant: TenantDb, input: CreatePayment): Promise<PaymentRow> =>
  inOrder(tenant, 'payments.create', () => recordReceived(tenant, input))

async function recordReceived(tenant: TenantDb, input: CreatePayment): Promise<PaymentRow> {
  const invoiceId = reference(input.invoice_id, 'invoice_id')
  if (input.currency !== undefined) return record(tenant, input, invoiceId, input.currency)
  const assumed = (await loadSettings(tenant, 'payments.create')).business.currency
  try {
    return await record(tenant, input, invoiceId, assumed)
  } catch (error) {
    if (!(error instanceof AppError) || !error.details.some(({ field }) => field === 'currency' || field === 'amount'))
      throw error
    const currency = await invoiceCurrency(tenant, invoiceId)
    if (currency === null || currency === assumed) throw error
    return record(tenant, input, invoiceId, currency)
  }
}

async function record(
  tenant: TenantDb,
  input: CreatePayment,
  invoiceId: string,
  currency: string,
): Promise<PaymentRow> {
  const paid = received(input, invoiceId, currency)
  try {
    return await tenant.write(
      {
        action: 'payments.create',
        id: invoiceId,
        changes: { payment_id: paid.id, amount: String(paid.amount), currency, provider: input.provider },
        jobs: [expireSessionsJob(invoiceId)],
      },
      [
        tenant.db.execute(sql`select app.same_currency(${invoiceId}::uuid, ${currency})`),
        ...(input.paid_at ? [tenant.db.execute(sql`select app.day_has_come(${input.paid_at}::timestamptz)`)] : []),
        applyStep(tenant, paid),
        unappliedRestStep(tenant, paid, newId()),
        ...notesStep(tenant, paid.id, { method_label: paid.methodLabel, note: paid.note }),
        settleStep(tenant, invoiceId),
      ],
      paymentObject(paid.id),
      parsePayment,
    )
  } catch (error) {
    if (error instanceof AppError && error.code === 'NOT_FOUND') throw invalid('invoice_id', 'No such record')
    throw error
  }
}

const received = (input: CreatePayment, invoiceId: string, currency: string): Received => ({
  id: newId(),
  invoiceId,
  provider: input.provider,
  account: null,
  providerPaymentId: null,
  amount: parsePositive(input.amount, currency),
  currency,
  paidAt: input.paid_at ?? null,
  methodLabel: input.method_label ?? null,
  receiptUrl: null,
  note: input.note ?? null,
})

async function invoiceCurrency(tenant: TenantDb, invoiceId: string): Promise<string | null> {
  const [, found] = await tenant.read(
    'payments.create',
    tenant.db.execute<{ currency: string }>(
      sql`select currency from invoices where tenant_id = app.tenant() and id = ${invoiceId}::uuid`,
    ),
  )
  return found.rows[0]?.currency ?? null
}
