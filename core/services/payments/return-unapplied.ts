import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { newId } from '../../db/ids.ts'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Action } from '../../domain/actions.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { bigintJson } from '../json.ts'
import { notesStep } from './steps.ts'

export const UnappliedRow = z.object({
  id: z.string(),
  invoice_id: z.string().nullable(),
  payment_id: z.string().nullable(),
  contact_id: z.string().nullable(),
  contact_name: z.string().nullable(),
  provider: z.string(),
  amount_left: bigintJson,
  currency: z.string(),
  reason: z.string(),
  paid_at: z.string(),
  created_at: z.string(),
  role: z.string(),
})
export type UnappliedRow = z.infer<typeof UnappliedRow>

export const parseUnapplied = (row: unknown): UnappliedRow => UnappliedRow.parse(row)
export const unappliedObject = (id: string): SQL => sql`app.unapplied_money_object(${id}::uuid)`

export const getUnapplied = (tenant: TenantDb, id: string, action: Action): Promise<UnappliedRow> =>
  getRecord(tenant, action, id, unappliedObject(id), parseUnapplied)

/**
 * Says that what is left of it was given back by hand: by cash, by a transfer. Nothing moves here; a refund at Stripe tells
 * of itself. Two trips.
 */
export function returnUnapplied(tenant: TenantDb, id: string, reason: string): Promise<UnappliedRow> {
  return tenant.once('unapplied.return', parseUnapplied, async () => {
    const { invoice_id, payment_id, amount_left, currency } = await getUnapplied(tenant, id, 'unapplied.return')
    if (amount_left === 0n) throw new AppError('CONFLICT', 'Nothing is left of it: it went back, or was applied')
    return tenant.write(
      {
        action: 'unapplied.return',
        id: invoice_id ?? id,
        changes: { unapplied_id: id, amount: String(amount_left), currency, detail: reason },
      },
      [
        tenant.db.execute(sql`select app.return_unapplied(${id}::uuid, ${newId()}::uuid, ${reason})`),
        ...(payment_id ? notesStep(tenant, payment_id, { returned: reason }) : []),
      ],
      unappliedObject(id),
      parseUnapplied,
    )
  })
}
