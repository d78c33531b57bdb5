import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { PaymentQuery } from '../../contract/payments.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import type { Cursors } from '../cursor.ts'
import { type ListPage, toPage } from '../pages.ts'
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

/** One page of payments, newest first; a range of days, as the business counts them, is listed by the day of payment. */
export async function listPayments(
  tenant: TenantDb,
  cursors: Cursors,
  query: PaymentQuery,
): Promise<ListPage<PaymentRow>> {
  const { limit, cursor, ...filters } = query
  const { invoice_id, status, paid_from, paid_to } = filters
  if (invoice_id !== undefined && !isUuid(invoice_id)) return { rows: [], cursor: null }
  const order = paid_from || paid_to ? BY_DAY : NEWEST
  const scope = ['payments', tenant.scope, filters]
  const place = await cursors.decode(cursor, scope, 2)
  const [, found] = await tenant.read(
    'payments.read',
    tenant.db.execute<{ object: unknown }>(sql`select to_jsonb(o) as object from (
      select ${paymentColumns} from (select p.* from payments p where p.tenant_id = app.tenant()
        ${invoice_id ? sql` and p.invoice_id = ${invoice_id}::uuid` : sql``}
        ${status ? sql` and p.status = ${status}` : sql``}
        ${paid_from ? sql` and p.paid_on >= ${paid_from}::date` : sql``}
        ${paid_to ? sql` and p.paid_on <= ${paid_to}::date` : sql``}
        ${place ? order.after(place) : sql``}
        order by ${order.by} limit ${limit + 1}) p
      join invoices i on i.tenant_id = p.tenant_id and i.id = p.invoice_id order by ${order.by}) o`),
  )
  const rows = found.rows.map((row) => parsePayment(row.object))
  return toPage(cursors, rows, limit, scope, order.listedBy)
}

const NEWEST = {
  listedBy: (row: PaymentRow) => row.created_at,
  by: sql`p.created_at desc, p.id desc`,
  after: ([at, id]: string[]) => sql` and (p.created_at, p.id) < (${at}::timestamptz, ${id}::uuid)`,
}
/** Within a day by their ids, which are in the order of creation. */
const BY_DAY = {
  listedBy: (row: PaymentRow) => row.paid_on,
  by: sql`p.paid_on desc, p.id desc`,
  after: ([day, id]: string[]) => sql` and (p.paid_on, p.id) < (${day}::date, ${id}::uuid)`,
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
  const rows = found.rows.map((row) => UnappliedRow.parse(row.object))
  return toPage(cursors, rows, query.limit, scope)
}
