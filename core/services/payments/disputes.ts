import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { Dispute, type DisputeQuery } from '../../contract/disputes.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { DISPUTE_STATUSES, dashboardUrl, needsResponse } from '../../domain/payments/disputes.ts'
import { columnsOf } from '../columns.ts'
import type { Cursors } from '../cursor.ts'
import { toInstant, toInstantOrNull } from '../instants.ts'
import { bigintJson } from '../json.ts'
import { afterNewest, type ListPage, newestFirst, readPage } from '../pages.ts'

export const DisputeRow = z.object({
  id: z.string(),
  invoice_id: z.string().nullable(),
  invoice_number: z.string().nullable(),
  contact_name: z.string(),
  provider: z.literal('STRIPE'),
  provider_account: z.string(),
  provider_dispute_id: z.string(),
  status: z.enum(DISPUTE_STATUSES),
  open: z.boolean(),
  amount: bigintJson,
  currency: z.string(),
  reason: z.string(),
  evidence_due_by: z.string().nullable(),
  live: z.boolean(),
  disputed_at: z.string(),
  created_at: z.string(),
})
export type DisputeRow = z.infer<typeof DisputeRow>

const columns = columnsOf(DisputeRow, {})

/** What customers' banks take back or ask about, newest first. */
export const listDisputes = (
  tenant: TenantDb,
  cursors: Cursors,
  { status, ...query }: DisputeQuery,
): Promise<ListPage<DisputeRow>> =>
  readPage(tenant, cursors, {
    ...query,
    action: 'disputes.read',
    of: ['disputes', { status }],
    columns,
    rows: (place, limit) =>
      columns.of(sql`select d.*, i.invoice_number, coalesce(i.snapshot->'contact'->>'display_name', '') as contact_name
      from (select d.* from disputes d where d.tenant_id = app.tenant()
        ${status === 'OPEN' ? sql` and d.open` : status ? sql` and d.status = ${status}` : sql``}${afterNewest('d', place)}
        order by d.created_at desc, d.id desc limit ${limit}) d
      left join invoices i on i.tenant_id = d.tenant_id and i.id = d.invoice_id order by d.created_at desc, d.id desc`),
    placeOf: newestFirst,
  })

export function presentDispute(row: DisputeRow): Dispute {
  const { provider_account: account, provider_dispute_id: id, live, disputed_at, evidence_due_by, ...shown } = row
  const answers = needsResponse(row.status)
  return Dispute.parse({
    ...shown,
    amount: formatMoney(row.amount, row.currency),
    respond_by: answers ? toInstantOrNull(evidence_due_by) : null,
    respond_url: answers ? dashboardUrl({ account, id, live }) : null,
    created_at: toInstant(disputed_at),
  })
}
