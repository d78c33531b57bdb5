import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { PaymentQuery } from '../../contract/payments.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import type { Cursors } from '../cursor.ts'
import { type PaymentRow, parsePayment, paymentColumns } from './internal.ts'

const UnappliedRow = z.object({
  id: z.string(),
  invoice_id: z.string().nullable(),
  payment_id: z.string().nullable(),
  provider: z.string(),
  amount: z
    .number()
    .int()
    .transform((value) => BigInt(value)),
  currency: z.string(),
  reason: z.string(),
  paid_at: z.string(),
  created_at: z.string(),
})
export type UnappliedRow = z.infer<typeof UnappliedRow>

/** One page of payments, newest first. */
export async function listPayments(tenant: TenantDb, cursors: Cursors, query: PaymentQuery) {
  const { limit, cursor, ...filters } = query
  if (filters.invoice_id !== undefined && !isUuid(filters.invoice_id)) return { rows: [] as PaymentRow[], cursor: null }
  const scope = ['payments', tenant.scope, filters]
  const place = await cursors.decode(cursor, scope, 2)
  const [, found] = await tenant.read(
    'payments.read',
    tenant.db.execute<{ object: unknown }>(sql`select to_jsonb(o) as object from (
      select ${paymentColumns} from payments p join invoices i on i.tenant_id = p.tenant_id and i.id = p.invoice_id
      where p.tenant_id = app.tenant()
        ${filters.invoice_id ? sql` and p.invoice_id = ${filters.invoice_id}::uuid` : sql``}
        ${filters.status ? sql` and p.status = ${filters.status}` : sql``}
        ${place ? sql` and (p.created_at, p.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : sql``}
      order by p.created_at desc, p.id desc limit ${limit + 1}) o`),
  )
  return page(
    found.rows.map((row) => parsePayment(row.object)),
    limit,
    cursors,
    scope,
  )
}

/** Money that fits nowhere yet, newest first: the list to reconcile. */
export async function listUnapplied(
  tenant: TenantDb,
  cursors: Cursors,
  query: { limit: number; cursor?: string | undefined },
) {
  const scope = ['unapplied', tenant.scope]
  const place = await cursors.decode(query.cursor, scope, 2)
  const [, found] = await tenant.read(
    'unapplied.read',
    tenant.db.execute<{ object: unknown }>(sql`select to_jsonb(o) as object from (
      select u.* from unapplied_money u where u.tenant_id = app.tenant()
        ${place ? sql` and (u.created_at, u.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : sql``}
      order by u.created_at desc, u.id desc limit ${query.limit + 1}) o`),
  )
  return page(
    found.rows.map((row) => UnappliedRow.parse(row.object)),
    query.limit,
    cursors,
    scope,
  )
}

async function page<T extends { created_at: string; id: string }>(
  rows: T[],
  limit: number,
  cursors: Cursors,
  scope: unknown,
) {
  const last = rows.length > limit ? rows[limit - 1] : undefined
  const cursor = last ? await cursors.encode([last.created_at, last.id], scope) : null
  return { rows: rows.slice(0, limit), cursor }
}
