import type { ApproveQuote, RejectQuote } from '../../contract/quotes.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { AppError, invalid } from '../../domain/kernel/errors.ts'
import { isPossible } from '../../domain/kernel/machine.ts'
import { quoteMachine } from '../../domain/quotes/machine.ts'
import { QUOTE_OUTCOMES } from '../../domain/quotes/state.ts'
import type { PortalLinks } from '../documents/portal-links.ts'
import { acceptOffer, type Choice } from './accept.ts'
import { approval, rejectionStep } from './decide.ts'
import type { DecisionRow } from './decision.ts'
import { actionFacts } from './facts.ts'
import { loadQuote, parseQuote, type QuoteRow, quoteObject } from './internal.ts'
import { presentQuote } from './present.ts'

const [APPROVED, REJECTED] = QUOTE_OUTCOMES

/** Records that the customer said yes; the note says how (C-12). Two trips: what he wants of it is computed. */
export function approveQuote(tenant: TenantDb, links: PortalLinks, id: string, input: ApproveQuote): Promise<QuoteRow> {
  return tenant.once('quotes.approve', parseQuote, async () => {
    const row = await loadQuote(tenant, 'quotes.approve', id)
    const choice = choiceOf(row, input)
    refuseUnlessOpen(row)
    const accepted = acceptOffer(row, choice)
    const decision = recorded(tenant, APPROVED, { note: input.note, name: input.name?.trim() || null })
    const { steps, also } = await approval(tenant, links, row, accepted, decision)
    return tenant.write(
      {
        action: 'quotes.approve',
        id,
        version: input.if_match_version ?? row.version,
        changes: { detail: input.note, total: String(accepted.accepted.total) },
        also,
      },
      steps,
      quoteObject(id),
      parseQuote,
    )
  })
}

/** Records that he said no. One trip. */
export function rejectQuote(tenant: TenantDb, id: string, { note, if_match_version }: RejectQuote): Promise<QuoteRow> {
  return tenant.write(
    { action: 'quotes.reject', id, version: if_match_version, changes: { detail: note } },
    [rejectionStep(tenant, id, recorded(tenant, REJECTED, { note, name: null }))],
    quoteObject(id),
    parseQuote,
  )
}

function refuseUnlessOpen(row: QuoteRow): void {
  if (isPossible(quoteMachine, 'approve', actionFacts(row))) return
  const conflict = new AppError('CONFLICT', 'Only a quote that was sent and has not expired can be approved')
  conflict.latest = presentQuote(row)
  throw conflict
}

function choiceOf(row: QuoteRow, { lines }: ApproveQuote): Choice {
  const wanted = new Map(lines.map(({ id, qty }, at) => [id, { qty, at }]))
  for (const [at, { id }] of lines.entries())
    if (!row.lines.some((line) => line.id === id)) throw invalid(`lines.${at}.id`, 'No such line')
  return {
    isChosen: ({ id }) => wanted.has(id),
    qtyOf: ({ id }) => wanted.get(id)?.qty,
    field: (index) => `lines.${wanted.get(row.lines[index]!.id)?.at ?? index}.qty`,
  }
}

const recorded = (
  { actor }: TenantDb,
  outcome: DecisionRow['outcome'],
  said: Pick<DecisionRow, 'note' | 'name'>,
): DecisionRow => ({
  outcome,
  via: 'STAFF',
  ...said,
  recorded_by: actor.kind === 'user' ? actor.userId : null,
  ip_address: null,
  user_agent: null,
  shown_sha256: null,
})
