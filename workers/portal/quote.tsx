/** @jsxImportSource hono/jsx */
import type { PortalDecision, PortalQuote } from '../../core/contract/portal.ts'
import { AppError } from '../../core/domain/kernel/errors.ts'
import { sinceSent } from '../../core/services/documents/paper.ts'
import type { UsedLink } from '../../core/services/portal/checkout.ts'
import {
  acceptChosen,
  approveByLink,
  type QuoteForm,
  rejectByLink,
  TAKEN_BACK,
} from '../../core/services/portal/decide-quote.ts'
import { isTakenBack, presentPortalQuote } from '../../core/services/portal/present-quote.ts'
import { PortalQuoteRow } from '../../core/services/portal/quote-row.ts'
import { viewDocument } from '../../core/services/portal/view.ts'
import { presentChosen } from '../../core/services/quotes/accepted.ts'
import { depositLink } from '../../core/services/quotes/deposit-invoice.ts'
import { placeWhileOpen } from '../../core/services/quotes/paper.ts'
import { type HubContext, systemDb } from '../context.ts'
import type { Print } from '../papers.ts'
import { answer } from '../respond.ts'
import { Foot, Head } from './document-parts.tsx'
import type { PortalKind, Shown, Visit } from './kind.ts'
import { keyOf, portalTenant } from './link-tenant.ts'
import type { Messages } from './message-page.tsx'
import { type Page, respondPage } from './page.tsx'
import { readForm } from './quote-form.ts'
import { NOTHING_SAID, quotePage, type Said } from './quote-page.tsx'
import { pathOf, wantsJson } from './visit.ts'

const FOREIGN = 'Open the quote itself to answer it'

type Where = Pick<Visit, 'path' | 'links'>

async function showRow(row: PortalQuoteRow, { path, links }: Where, said = NOTHING_SAID): Promise<Shown> {
  const quote = presentPortalQuote(row)
  const paper = async ({ papers, once }: Print) => {
    const place = placeWhileOpen(row)
    const bytes = await once(place, () => papers.quote(sinceSent(quote, place)))
    return { kind: 'Quote', number: quote.quote_number, bytes }
  }
  if (isTakenBack(row)) return { data: quote, page: () => takenBackPage(quote, path), gone: TAKEN_BACK, paper }
  const deposit =
    row.deposit_invoice?.is_open && !row.is_closed ? (await depositLink(links, row.deposit_invoice.id)).url : null
  return { data: quote, page: () => quotePage(quote, { path, deposit, said }), paper }
}

type Decide = typeof approveByLink

/** Approves or declines; what is wrong is said on the page itself, where nothing that was typed is lost. */
const decideWith =
  (name: string, decide: Decide) =>
  async (c: HubContext, link: UsedLink): Promise<Response> => {
    const form = await readForm(c)
    try {
      const tenant = portalTenant(c, link, await keyOf(c, `portal:${link.hash}:POST:${name}`, async () => form.body))
      const { status } = await decide(tenant, c.var.services.links, link.hash, form)
      if (tenant.replayed) c.header('Idempotent-Replayed', 'true')
      return wantsJson(c) ? answer(c, { status } satisfies PortalDecision) : c.redirect(pathOf(c) ?? '/', 303)
    } catch (error) {
      return again(c, link, form, error)
    }
  }

async function total(c: HubContext, link: UsedLink): Promise<Response> {
  const form = await readForm(c)
  try {
    const row = await seen(c, link)
    const chosen = presentChosen(acceptChosen(row, form).accepted, row.currency)
    if (wantsJson(c)) return answer(c, chosen)
    return respondPage(c, 200, (await showRow(row, visitOf(c), { form, chosen, problems: [], notice: null })).page())
  } catch (error) {
    return again(c, link, form, error)
  }
}

async function seen(c: HubContext, link: UsedLink): Promise<PortalQuoteRow> {
  const row = await viewDocument(systemDb(c), 'quote', link.hash, false)
  if (row === null) throw new AppError('NOT_FOUND', 'Link expired')
  return PortalQuoteRow.parse(row)
}

/** A person reads what is wrong on the page as it is now, with what he typed. */
async function again(c: HubContext, link: UsedLink, form: QuoteForm, error: unknown): Promise<Response> {
  const isSaid = error instanceof AppError && (error.code === 'VALIDATION_ERROR' || error.code === 'CONFLICT')
  if (!isSaid || wantsJson(c)) throw error
  const problems = error.code === 'VALIDATION_ERROR' ? error.details : []
  const said: Said = { form, chosen: null, problems, notice: problems.length ? null : error.message }
  return respondPage(c, error.status, (await showRow(await seen(c, link), visitOf(c), said)).page())
}

const visitOf = (c: HubContext) => ({ path: pathOf(c) ?? '', links: c.var.services.links })

/** Only with a link that is valid, and nothing of the quote: it may become another one. */
const takenBackPage = (quote: PortalQuote, path: string): Page => ({
  title: `Quote ${quote.quote_number} is being changed`,
  brand: quote.business.brand_color,
  body: (
    <main>
      <Head business={quote.business} title={`Quote ${quote.quote_number}`} />
      <section class="card" aria-labelledby="message">
        <h2 id="message">This quote is being changed</h2>
        <p>
          <bdi>{quote.business.name}</bdi> will send you a new one; this page will show it, too.
        </p>
      </section>
      <Foot business={quote.business} path={path} locale="en" isClosed={quote.business_closed} />
    </main>
  ),
})

const messages: Messages = {
  GONE: ({ message }) => ({ title: 'This quote is being changed', text: `${message}.`, next: 'look' }),
  CONFLICT: ({ message }) => ({ title: 'Nothing was changed', text: `${message}.`, next: 'look' }),
  FORBIDDEN: () => ({ title: 'Nothing was sent', text: `This came from another site. ${FOREIGN}.`, next: 'look' }),
  UNAVAILABLE: () => ({
    title: 'We cannot be reached right now',
    text: 'Your answer has not reached us. Try again in a minute.',
    next: 'look',
  }),
}

export const quotePortal: PortalKind = {
  show: (row, visit) => showRow(PortalQuoteRow.parse(row), visit),
  forms: { approve: decideWith('approve', approveByLink), reject: decideWith('reject', rejectByLink), total },
  retry: 'approve',
  messages,
  foreign: FOREIGN,
}
