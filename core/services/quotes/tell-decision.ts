import type { TenantDb } from '../../db/tenant-db.ts'
import type { PortalLinks } from '../documents/portal-links.ts'
import { partiesOf } from '../documents/rows.ts'
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
    await deliver(ports, { key: `${key}:customer`, to: row.contact.email, ...letters.quoteApproved(letter) })
  if (parties.business.email)
    await deliver(ports, { key: `${key}:business`, to: parties.business.email, ...letters.quoteDecided(letter) })
}

/** Who refuses is not asked again; an answer that never came is, with the same key. */
async function deliver({ mailer }: TellPorts, mail: Omit<OutgoingMail, 'isAutomatic'>): Promise<void> {
  const sent = await mailer.send({ ...mail, isAutomatic: true })
  if (sent.outcome === 'unknown') throw new Error(`The mail provider did not answer: ${sent.reason}`)
}
