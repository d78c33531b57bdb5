import { sql } from 'drizzle-orm'
import { newId } from '../../db/ids.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { isUnderWay } from '../../domain/outbound/delivery.ts'
import type { PortalLinks } from '../documents/portal-links.ts'
import { partiesOf } from '../documents/rows.ts'
import { outcomeStep, queueStep } from '../outbound/steps.ts'
import type { Letters, Mailer, OutgoingMail } from '../ports.ts'
import { confirmationLink } from './decide.ts'
import { depositLink } from './deposit-invoice.ts'
import { loadQuote } from './internal.ts'
import { presentQuote } from './present.ts'

export interface TellPorts {
  mailer: Mailer
  letters: Pick<Letters, 'quoteApproved' | 'quoteDecided'>
  links: PortalLinks
}

/** The mails that follow a decision on the page: proof for who approved, and word for the business; each once. */
export async function tellDecision(tenant: TenantDb, ports: TellPorts, id: string, revision: number): Promise<void> {
  const row = await loadQuote(tenant, 'quotes.tell_decision', id)
  // Taken back meanwhile: what was decided does not stand any more.
  if (row.revision !== revision || row.decision === null) return
  const { links, letters } = ports
  const parties = partiesOf(row)
  const letter = {
    ...parties,
    quote: presentQuote(row),
    url: (await confirmationLink(links, id, revision)).url,
    depositUrl: row.deposit_invoice && (await depositLink(links, row.deposit_invoice.id)).url,
    appUrl: links.appUrl(`/quotes/${id}`),
  }
  const key = `quote.decided:${id}:${revision}`
  if (row.accepted && row.contact.email)
    await deliverOutbound(tenant, ports, id, {
      key: `${key}:customer`,
      to: row.contact.email,
      ...letters.quoteApproved(letter),
    })
  if (parties.business.email)
    await deliver(ports, { key: `${key}:business`, to: parties.business.email, ...letters.quoteDecided(letter) })
}

type Told = Omit<OutgoingMail, 'isAutomatic'>
/** Longer than the mail provider's timeout. */
const CLAIM_SECONDS = 30

/** What a customer gets is a record among what left: it is sent once, and how it fared is told. */
async function deliverOutbound(tenant: TenantDb, ports: TellPorts, id: string, mail: Told): Promise<void> {
  const { key, to: to_address } = mail
  const beat = { action: 'quotes.tell_decision', id: null, changes: { quote_id: id } } as const
  const leaving = { id: newId(), kind: 'quote_decision', object_id: id, key, to_address, lease: CLAIM_SECONDS } as const
  const status = sql`(select to_jsonb(o.status) from outbound o where o.tenant_id = app.tenant() and o.key = ${key})`
  if (!isUnderWay(await tenant.write(beat, [queueStep(tenant, leaving)], status, String))) return
  const sent = await ports.mailer.send({ ...mail, isAutomatic: true })
  await tenant.commit({ beat, steps: [outcomeStep(tenant, key, sent)] })
  if (sent.outcome === 'unknown') throw new Error(`The mail provider did not answer: ${sent.reason}`)
}

/** Who refuses is not asked again; an answer that never came is, with the same key. */
async function deliver({ mailer }: TellPorts, mail: Told): Promise<void> {
  const sent = await mailer.send({ ...mail, isAutomatic: true })
  if (sent.outcome === 'unknown') throw new Error(`The mail provider did not answer: ${sent.reason}`)
}
