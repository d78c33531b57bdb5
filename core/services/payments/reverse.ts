import { sql } from 'drizzle-orm'
import { newId } from '../../db/ids.ts'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Action } from '../../domain/actions.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { type PaymentRow, parsePayment, paymentObject } from './internal.ts'
import { isReversible } from './present.ts'
import { settleStep } from './steps.ts'

/** Takes a payment entered by hand back with a row of its own; nothing is edited or deleted (MO15). Two trips. */
export function reversePayment(tenant: TenantDb, paymentId: string, reason: string): Promise<PaymentRow> {
  return tenant.once('payments.reverse', parsePayment, async () => {
    const paid = await getPaymentRow(tenant, paymentId, 'payments.reverse')
    if (!isReversible(paid))
      throw new AppError('CONFLICT', 'This payment was reversed already, or must be refunded through the provider')
    const id = newId()
    return tenant.write(
      {
        action: 'payments.reverse',
        id: paid.invoice_id,
        changes: { payment_id: paid.id, amount: String(-paid.amount), reason },
      },
      [reverseStep(tenant, id, paid.id, reason), restGoneStep(tenant, paid.id), settleStep(tenant, paid.invoice_id)],
      paymentObject(id),
      parsePayment,
    )
  })
}

export const getPaymentRow = (tenant: TenantDb, id: string, action: Action): Promise<PaymentRow> =>
  getRecord(tenant, action, id, paymentObject(id), parsePayment)

/** The unique index on `reverses_id` refuses a second one, however close they come. */
const reverseStep = (tenant: TenantDb, id: string, paymentId: string, reason: string) =>
  tenant.db.execute(sql`
    insert into payments (tenant_id, id, invoice_id, provider, status, amount, applied, currency, paid_at, paid_on, method_label, note, reverses_id)
    select app.tenant(), ${id}::uuid, p.invoice_id, p.provider, 'REFUNDED', -p.amount, -p.applied, p.currency, app.now(), app.today(), p.method_label, ${reason}, p.id
    from payments p where p.tenant_id = app.tenant() and p.id = ${paymentId}::uuid`)

/** What was too much of it went back with it. */
const restGoneStep = (tenant: TenantDb, paymentId: string) =>
  tenant.db.execute(
    sql`update unapplied_money set returned = amount where tenant_id = app.tenant() and payment_id = ${paymentId}::uuid`,
  )
