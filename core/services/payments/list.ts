import { type SQL, sql } from 'drizzle-orm'
import type { PaymentQuery, PaymentTotalsQuery } from '../../contract/payments.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import { columnsOf } from '../columns.ts'
import type { Cursors } from '../cursor.ts'
import { afterNewest, type ListPage, newestFirst, readPage } from '../pages.ts'
import { beyondPayment, type PaymentRow, paymentColumns, whosePayment } from './internal.ts'
import { UnappliedRow } from './return-unapplied.ts'
import { searchedPayments } from './search.ts'

type UnappliedQuery = Pick<PaymentQuery, 'limit' | 'cursor'>
const unappliedColumns = columnsOf(UnappliedRow, { role: 'role' })

/** One page of payments, newest first; a range of days, as the business counts them, is listed by the day of payment. */
export async function listPayments(
  tenant: TenantDb,
  cursors: Cursors,
  query: PaymentQuery,
): Promise<ListPage<PaymentRow>> {
  const { limit, cursor, ...filters } = query
  if (namesNothing(filters)) return { rows: [], cursor: null }
  const order = filters.paid_from || filters.paid_to ? BY_DAY : NEWEST
  const { from, where } = filtered(filters)
  return readPage(tenant, cursors, {
    action: 'payments.read',
    of: ['payments', filters],
    limit,
    cursor,
    columns: paymentColumns,
    rows: (place, rows) =>
      paymentColumns.of(sql`select p.*, ${beyondPayment} from (select p.* from ${from} where ${where}${order.after(place)}
        order by ${order.by} limit ${rows}) p
      ${whosePayment} order by ${order.by}`),
    placeOf: order.placeOf,
  })
}

/** No invoice has such an id. */
export const namesNothing = ({ invoice_id }: PaymentTotalsQuery) => invoice_id !== undefined && !isUuid(invoice_id)

/** Which payments are asked for, as `p`. */
export function filtered({ q, invoice_id, status, paid_from, paid_to }: PaymentTotalsQuery): { from: SQL; where: SQL } {
  const searched = searchedPayments(q?.trim() ? q : null)
  const where = [
    sql`p.tenant_id = app.tenant()`,
    ...(invoice_id ? [sql`p.invoice_id = ${invoice_id}::uuid`] : []),
    ...(status ? [sql`p.status = ${status}`] : []),
    ...(paid_from ? [sql`p.paid_on >= ${paid_from}::date`] : []),
    ...(paid_to ? [sql`p.paid_on <= ${paid_to}::date`] : []),
  ]
  return { from: searched.from, where: sql`${sql.join(where, sql` and `)}${searched.where}` }
}

const NEWEST = {
  placeOf: newestFirst,
  by: sql`p.created_at desc, p.id desc`,
  after: (place: readonly string[] | null) => afterNewest('p', place),
}
/** Within a day by their ids, which are in the order of creation. */
const BY_DAY = {
  placeOf: (row: PaymentRow) => [row.paid_on, row.id] as const,
  by: sql`p.paid_on desc, p.id desc`,
  after: (place: readonly string[] | null) =>
    place ? sql` and (p.paid_on, p.id) < (${place[0]}::date, ${place[1]}::uuid)` : sql``,
}

/** What is left of money that fits nowhere yet, newest first: the list to reconcile. */
export const listUnapplied = (
  tenant: TenantDb,
  cursors: Cursors,
  query: UnappliedQuery,
): Promise<ListPage<UnappliedRow>> =>
  readPage(tenant, cursors, {
    ...query,
    action: 'unapplied.read',
    of: ['unapplied'],
    columns: unappliedColumns,
    rows: (place, limit) =>
      unappliedColumns.of(sql`select u.*, u.amount - u.returned - u.applied as amount_left, c.display_name as contact_name from unapplied_money u
      left join contacts c on c.tenant_id = u.tenant_id and c.id = u.contact_id
      where u.tenant_id = app.tenant() and u.returned + u.applied < u.amount${afterNewest('u', place)}
      order by u.created_at desc, u.id desc limit ${limit}`),
    placeOf: newestFirst,
  })
