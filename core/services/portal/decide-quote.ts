import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { PortalDecision as Answer, type PortalDecision } from '../../contract/portal.ts'
import { rowOf, type TenantDb } from '../../db/tenant-db.ts'
import { AppError, invalid } from '../../domain/kernel/errors.ts'
import { statusesFor } from '../../domain/kernel/machine.ts'
import { quoteMachine } from '../../domain/quotes/machine.ts'
import { QUOTE_OUTCOMES } from '../../domain/quotes/state.ts'
import { mintStep, type PortalLinks } from '../documents/portal-links.ts'
import { type Accepted, acceptOffer, type Choice } from '../quotes/accept.ts'
import { approval, confirmationLink, decidedJob, rejectionStep } from '../quotes/decide.ts'
import type { DecisionRow } from '../quotes/decision.ts'
import { canDecide, isTakenBack, shownHash } from './present-quote.ts'
import { PortalQuoteRow } from './quote-row.ts'

const NAME_MAX = 200
const REASON_MAX = 2000
const [APPROVED, REJECTED] = QUOTE_OUTCOMES

/** What was sent from the page, by the names of its fields. */
export interface QuoteForm {
  field(name: string): string | undefined
  ip: string | null
  userAgent: string | null
}

/** The customer says yes: his name, what he chose, and what proves it, kept at once. Two trips. */
export function approveByLink(
  tenant: TenantDb,
  links: PortalLinks,
  tokenHash: string,
  form: QuoteForm,
): Promise<PortalDecision> {
  return tenant.once('quotes.approve', parseAnswer, async () => {
    const row = await loadOpen(tenant, 'quotes.approve', tokenHash, form)
    const name = typed(form, 'name', NAME_MAX)
    if (!name) throw invalid('name', 'Type your name to approve')
    const accepted = acceptChosen(row, form)
    const decision = await decided(row, form, APPROVED, { name, note: null })
    const { steps, also } = await approval(tenant, links, row, accepted, decision)
    return tenant.write(
      {
        action: 'quotes.approve',
        id: row.id,
        version: row.version,
        changes: { detail: name, total: String(accepted.accepted.total) },
        also: [...also, { event: 'portal.quote.approve', id: row.id }],
        jobs: [decidedJob(row.id, row.revision)],
      },
      [...steps, mintStep(tenant, await confirmationLink(links, row.id, row.revision), 'quote', row.id)],
      statusOf(row.id),
      parseAnswer,
    )
  })
}

/** He says no, and why if he likes. Two trips. */
export function rejectByLink(
  tenant: TenantDb,
  links: PortalLinks,
  tokenHash: string,
  form: QuoteForm,
): Promise<PortalDecision> {
  return tenant.once('quotes.reject', parseAnswer, async () => {
    const row = await loadOpen(tenant, 'quotes.reject', tokenHash, form)
    const reason = typed(form, 'reason', REASON_MAX) || null
    const decision = await decided(row, form, REJECTED, { name: null, note: reason })
    return tenant.write(
      {
        action: 'quotes.reject',
        id: row.id,
        version: row.version,
        changes: reason === null ? {} : { detail: reason },
        also: [{ event: 'portal.quote.reject', id: row.id }],
        jobs: [decidedJob(row.id, row.revision)],
      },
      [
        rejectionStep(tenant, row.id, decision),
        mintStep(tenant, await confirmationLink(links, row.id, row.revision), 'quote', row.id),
      ],
      statusOf(row.id),
      parseAnswer,
    )
  })
}

/** What the ticked lines come to, for a person who wants to see that first; nothing is kept. */
export const acceptChosen = (row: PortalQuoteRow, form: QuoteForm): Accepted => acceptOffer(row, choiceOf(form))

const Viewed = z.object({ view: PortalQuoteRow.nullable() })

async function loadOpen(
  tenant: TenantDb,
  action: 'quotes.approve' | 'quotes.reject',
  tokenHash: string,
  form: QuoteForm,
): Promise<PortalQuoteRow> {
  const view = tenant.db.execute<{ view: unknown }>(sql`select app.portal_view('quote', ${tokenHash}, false) as view`)
  const [, found] = await tenant.read(action, view)
  const { view: row } = Viewed.parse(found.rows[0])
  if (row === null) throw new AppError('NOT_FOUND', 'Link expired')
  if (isTakenBack(row)) throw new AppError('GONE', TAKEN_BACK)
  if (!canDecide(row)) throw new AppError('CONFLICT', whyClosed(row), { hint: 'closed' })
  const shown = form.field('revision')
  if (shown !== undefined && shown !== String(row.revision))
    throw new AppError('CONFLICT', 'This quote has changed since you opened it: look at it again', { hint: 'changed' })
  return row
}

export const TAKEN_BACK = 'This quote is being changed: you will get a new one'

function whyClosed({ decision, status }: PortalQuoteRow): string {
  if (decision)
    return decision.outcome === APPROVED ? 'This quote was approved already' : 'This quote was declined already'
  return statusesFor(quoteMachine, 'send').includes(status) ? 'This quote is not open yet' : 'This quote has expired'
}

function typed(form: QuoteForm, field: string, max: number): string {
  const text = (form.field(field) ?? '').trim()
  if (text.length > max) throw invalid(field, `At most ${max} characters`)
  if (text.includes('\u0000') || !text.isWellFormed())
    throw invalid(field, 'Some characters are broken: type them again')
  return text
}

const choiceOf = (form: QuoteForm): Choice => ({
  isChosen: (_, index) => !['', 'off', 'false', '0'].includes(form.field(`line_${index + 1}`) ?? ''),
  // A field that was left empty is as it was offered.
  qtyOf: (_, index) => form.field(`qty_${index + 1}`)?.trim() || undefined,
  field: (index) => `qty_${index + 1}`,
})

const decided = async (
  row: PortalQuoteRow,
  { ip, userAgent }: QuoteForm,
  outcome: DecisionRow['outcome'],
  said: Pick<DecisionRow, 'note' | 'name'>,
): Promise<DecisionRow> => ({
  outcome,
  via: 'PORTAL',
  ...said,
  recorded_by: null,
  ip_address: ip,
  user_agent: userAgent,
  shown_sha256: await shownHash(row),
})

const statusOf = (id: string) =>
  rowOf(sql`select q.status from quotes q where q.tenant_id = app.tenant() and q.id = ${id}::uuid`)
const parseAnswer = (row: unknown): PortalDecision => Answer.parse(row)
