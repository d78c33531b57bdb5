import { sql } from 'drizzle-orm'
import type { TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import type { Payments } from '../ports.ts'

const SESSIONS_MAX = 20

/** Closes the checkout pages of an invoice that no longer ask for the right amount. What was paid meanwhile comes by webhook (MO6). */
export async function expireSessions(tenant: TenantDb, payments: Payments, invoiceId: string): Promise<void> {
  const [, open] = await tenant.read(
    'checkout.expire',
    tenant.db.execute<{ id: string; account: string }>(sql`
      select s.id, s.account from checkout_sessions s join invoices i on i.tenant_id = s.tenant_id and i.id = s.invoice_id
      where s.tenant_id = app.tenant() and s.invoice_id = ${invoiceId}::uuid and s.status = 'OPEN'
        and (i.status <> 'SENT' or i.total - i.amount_paid <> s.amount) limit ${SESSIONS_MAX}`),
  )
  const expired: string[] = []
  for (const { id, account } of open.rows) {
    const answer = await payments.expireSession(account, id)
    if (answer.outcome === 'unavailable') throw new AppError('PROVIDER_ERROR', answer.reason)
    if (answer.outcome === 'refused' || answer.value.status === 'expired') expired.push(id)
  }
  if (expired.length) await markExpired(tenant, invoiceId, expired)
}

const markExpired = (tenant: TenantDb, invoiceId: string, ids: string[]) =>
  tenant.write(
    { action: 'checkout.expire', id: invoiceId, changes: { sessions: ids } },
    [
      tenant.db.execute(sql`update checkout_sessions set status = 'EXPIRED', updated_at = app.now()
        where tenant_id = app.tenant() and id = any(${sql.param(ids)}::text[]) and status = 'OPEN'`),
    ],
    sql`select 1 as done`,
    () => undefined,
  )
