import type { z } from 'zod'
import { CreateQuote } from '../../core/contract/quotes.ts'
import type { Actor } from '../../core/db/actor.ts'
import { newId } from '../../core/db/ids.ts'
import { connect, Meter } from '../../core/db/meter.ts'
import { TenantDb } from '../../core/db/tenant-db.ts'
import type { Role } from '../../core/domain/permissions.ts'
import { hashToken, type PortalLinks } from '../../core/services/documents/portal-links.ts'
import type { QuoteForm } from '../../core/services/portal/decide-quote.ts'
import { createQuote } from '../../core/services/quotes/create.ts'
import type { QuoteRow } from '../../core/services/quotes/internal.ts'
import { createQuoteLink } from '../../core/services/quotes/links.ts'
import type { TestBusiness } from './business.ts'
import type { TestDatabase } from './database.ts'

export type QuoteWords = Partial<z.input<typeof CreateQuote>>

/** A draft of one line of 100.00, for a contact of its own unless one is named. */
export const draftQuote = async (
  business: TestBusiness,
  input: QuoteWords = {},
  role: Role = 'OWNER',
  handle: { meter?: Meter } = {},
): Promise<QuoteRow> =>
  createQuote(
    business.as(role, handle),
    CreateQuote.parse({
      contact_id: input.contact_id ?? (await business.contact({}, role)).id,
      line_items: [{ name: 'Boiler', qty: '1', rate: '100.00' }],
      ...input,
    }),
  )

/** A sent quote with an open link, by its hash; or another one of a quote that is a draft again. */
export async function linkedQuote(business: TestBusiness, links: PortalLinks, words: QuoteWords = {}, known?: string) {
  const id = known ?? (await draftQuote(business, words)).id
  const { url } = await createQuoteLink(business.as('OWNER'), links, id)
  return { id, hash: await hashToken(url.split('/').at(-1) ?? '') }
}

/** The handle of whoever holds a link, or of another actor that is no member. */
export const portalOf = (
  database: TestDatabase,
  tokenHash: string,
  meter = new Meter(),
  actor: Actor = { kind: 'portal', tokenHash },
): TenantDb =>
  TenantDb.open(connect({ url: database.appUrl, gateway: database.gateway.url }, meter), actor, {
    requestId: `req_${newId()}`,
    ip: '203.0.113.7',
  })

/** What a customer sends from the page. */
export const typedForm = (fields: Readonly<Record<string, string>>): QuoteForm => ({
  field: (name) => fields[name],
  ip: '203.0.113.7',
  userAgent: 'A phone',
})
