import { type SQL, sql } from 'drizzle-orm'
import type { NewJob } from '../../contract/jobs.ts'
import { moveRecord } from '../../db/records.ts'
import type { Also, Step, TenantDb } from '../../db/tenant-db.ts'
import type { PortalLink, PortalLinks } from '../documents/portal-links.ts'
import type { Accepted } from './accept.ts'
import { acceptedJson } from './accepted.ts'
import type { DecisionRow } from './decision.ts'
import { type Deposited, depositSteps } from './deposit-invoice.ts'

// What a decision writes, whoever makes it: behind the lock of app.act, which lets one of two through.

const json = (value: string): SQL => sql`${value}::jsonb`

/** Approved: what was chosen is kept beside the quote, and the deposit becomes an invoice, which has a history of its own. */
export async function approval(
  tenant: TenantDb,
  links: PortalLinks,
  quote: Deposited,
  accepted: Accepted,
  decision: DecisionRow,
): Promise<{ steps: Step[]; also: Also[] }> {
  const deposit = await depositSteps(tenant, links, quote, accepted)
  const move = moveRecord(tenant, 'quotes.approve', quote.id, {
    accepted: json(acceptedJson(accepted.accepted)),
    decision: json(JSON.stringify(decision)),
    decidedAt: sql`app.now()`,
    sendAt: null,
    depositInvoiceId: deposit?.id ?? null,
  })
  return { steps: [...(deposit?.steps ?? []), move], also: deposit?.also ?? [] }
}

export const rejectionStep = (tenant: TenantDb, id: string, decision: DecisionRow): Step =>
  moveRecord(tenant, 'quotes.reject', id, {
    decision: json(JSON.stringify(decision)),
    decidedAt: sql`app.now()`,
    sendAt: null,
  })

/** The mails that follow: once for each version that was decided. */
export const decidedJob = (quote_id: string, revision: number): NewJob => ({
  type: 'QUOTE_DECIDED',
  key: `quote.decided:${quote_id}:${revision}`,
  payload: { quote_id, revision },
})

/** The link of the mail that confirms: made with the decision, and the same when the mail is tried again. */
export const confirmationLink = (links: PortalLinks, id: string, revision: number): Promise<PortalLink> =>
  links.mint('quote', `decided:${id}:${revision}`)
