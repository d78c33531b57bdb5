import { sql } from 'drizzle-orm'
import { newId } from '../../db/ids.ts'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { getPaymentRow } from './get.ts'
import { type PaymentRow, parsePayment, paymentObject } from './internal.ts'
import { isReversible } from './present.ts'
import { notesStep, settleStep } from './steps.ts'

/** Takes a payment entered by hand, or money that was applied, back with a row of its own; nothing is edited or deleted (MO15). Two trips. */
export function reversePayment(tenant: TenantDb, paymentId: string, reason: string): Promise<PaymentRow> {
  return tenant.once('payments.reverse', parsePayment, async () => {
    const paid = await getPaymentRow(tenant, paymentId, 'payments.reverse')
    if (!isReversible(paid))
      throw new AppError('CONFLICT', 'This payment was reversed already, or must be refunded through the provider')
    const id = newId()
    return tenant.write(
      {
        ...(paid.invoice_id
          ? { action: 'payments.reverse', id: paid.invoice_id }
          : { action: 'payments.reverse_advance', id: paid.id }),
        changes: { payment_id: paid.id, amount: String(-(paid.unapplied_id ? paid.applied : paid.amount)), reason },
      },
      [
        takeBackStep(tenant, id, paid, reason),
        ...notesStep(tenant, paid.id, { reversal: reason }),
        ...(paid.invoice_id ? [settleStep(tenant, paid.invoice_id)] : []),
      ],
      paymentObject(id),
      parsePayment,
    )
  })
}

/** The unique index on `reverses_id` refuses a second one, however close they come. */
const takeBackStep = (tenant: TenantDb, id: string, paid: PaymentRow, reason: string): Step =>
  tenant.db.execute(
    paid.kind === 'APPLICATION'
      ? sql`select app.take_application_back(${paid.id}::uuid, ${id}::uuid, ${reason})`
      : sql`select app.take_back(${paid.id}::uuid, ${id}::uuid, ${reason})`,
  )
