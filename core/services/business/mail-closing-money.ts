import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { JobPayload } from '../../contract/jobs.ts'
import type { SystemDb } from '../../db/system-db.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { DISPUTE_STATUSES, dashboardUrl, outcomeOf } from '../../domain/payments/disputes.ts'
import type { IdentityMail } from '../auth/ports.ts'

const Facts = z.object({
  email: z.string(),
  business_name: z.string(),
  country: z.string().nullable(),
  until: z.string().nullable(),
  money: z.object({
    amount: z.string(),
    currency: z.string(),
    invoice_number: z.string().nullable(),
    account: z.string(),
    provider_id: z.string(),
    respond_by: z.string().nullable(),
    status: z.enum(DISPUTE_STATUSES).nullable(),
  }),
})

/**
 * What an owner is told of money that came, or that is disputed, while his business was closed: what Stripe said and where it is
 * seen there, which works whatever becomes of the business. Null where it was opened again, he is no owner any more, or a dispute
 * went on meanwhile: that is told by a mail of its own. One trip.
 */
export async function closingMoneyMail(
  { system, isLive }: { system: SystemDb; isLive: boolean },
  tenantId: string,
  { closing_id, user_id, kind, about }: JobPayload<'CLOSING_MAIL'>,
): Promise<IdentityMail | null> {
  const facts = Facts.nullable().parse(
    await system.value(
      sql`app.closing_money(${tenantId}::uuid, ${closing_id}::uuid, ${user_id}, ${about ?? null}::uuid)`,
    ),
  )
  if (facts === null) return null
  const { email: to, business_name: businessName, country, until, money } = facts
  const isDispute = kind !== 'payment'
  const outcome = money.status && outcomeOf(money.status)
  if (isDispute && (outcome !== null) !== (kind === 'dispute_end')) return null
  return {
    kind: isDispute ? 'closed_dispute' : 'closed_payment',
    to,
    businessName,
    country,
    until,
    amount: formatMoney(BigInt(money.amount), money.currency),
    currency: money.currency,
    invoiceNumber: money.invoice_number,
    respondBy: money.respond_by,
    outcome,
    url: dashboardUrl(
      { account: money.account, id: money.provider_id, live: isLive },
      isDispute ? 'disputes' : 'payments',
    ),
  }
}
