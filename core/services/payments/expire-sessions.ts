import { sql } from 'drizzle-orm'
import type { TenantDb } from '../../db/tenant-db.ts'
import { payable } from '../../domain/invoices/listed.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import type { Payments } from '../ports.ts'

/** Asked for at once; an invoice has seldom more than one. */
const SESSIONS_MAX = 4
const NEXT_LOOK_SECONDS = 60

/**
 * Closes the checkout pages of an invoice that no longer ask for the right amount, and those of a closed business. What was paid meanwhile comes by webhook (MO6).
 * Answers when to look for more.
 */
export async function expireSessions(tenant: TenantDb, payments: Payments, invoiceId: string) {
  const [, open] = await tenant.read(
    'checkout.expire',
    tenant.db.execute<{ id: string; account: string }>(sql`
      select s.id, s.account from checkout_sessions s join invoices i on i.tenant_id = s.tenant_id and i.id = s.invoice_id
      where s.tenant_id = app.tenant() and s.invoice_id = ${invoiceId}::uuid and s.status = 'OPEN'
        and (not (${sql.raw(payable('i'))}) or i.amount_due <> s.amount or app.is_closed(s.tenant_id)) limit ${SESSIONS_MAX}`),
  )
  const closed = await Promise.all(
    open.rows.map(async ({ id, account }) => ((await isOver(payments, account, id)) ? [id] : [])),
  )
  const expired = closed.flat()
  if (expired.length) await markExpired(tenant, invoiceId, expired)
  return open.rows.length < SESSIONS_MAX ? undefined : { againSeconds: NEXT_LOOK_SECONDS }
}

async function isOver(payments: Payments, account: string, id: string): Promise<boolean> {
  const answer = await payments.expireSession(account, id)
  if (answer.outcome === 'unavailable') throw new AppError('PROVIDER_ERROR', answer.reason)
  return answer.outcome === 'refused' || answer.value.status === 'expired'
}

const markExpired = (tenant: TenantDb, invoiceId: string, ids: string[]) =>
  tenant.write(
    { action: 'checkout.expire', id: invoiceId, changes: { sessions: ids } },
    [
      tenant.db.execute(sql`update checkout_sessions set status = 'EXPIRED', updated_at = app.now()
        where tenant_id = app.tenant() and id = any(${sql.param(ids)}::text[]) and status = 'OPEN'`),
    ],
    sql`to_jsonb(true)`,
    () => undefined,
  )
