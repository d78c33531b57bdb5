import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { quoteMachine } from '../../domain/quotes/machine.ts'
import { quoteStatus } from '../../domain/quotes/state.ts'
import { DiscountRow, discountOf } from '../documents/decimals.ts'
import { LineRow, printLine } from '../documents/lines.ts'
import { type PaperPlace, paperRow, sinceSent } from '../documents/paper.ts'
import type { QuoteOnPaper } from '../documents/papers.ts'
import { presentPrinted } from '../documents/present.ts'
import { toInstant } from '../instants.ts'
import { AcceptedRow, presentChosen } from './accepted.ts'
import { DecisionRow } from './decision.ts'
import { daysOf } from './facts.ts'

const QuotePaperRow = z.object({
  ...paperRow,
  status: z.enum(quoteMachine.states),
  quote_number: z.string().nullable(),
  expiry_date: z.string(),
  deposit: DiscountRow.nullable(),
  accepted: AcceptedRow.nullable(),
  decision: DecisionRow.nullable(),
  decided_at: z.string().nullable(),
  lines: z.array(LineRow),
})
type QuotePaperRow = z.infer<typeof QuotePaperRow>

export interface QuotePaper {
  quote: QuoteOnPaper
  /** Where the paper that was made of it lies, while that says all there is to say. */
  place: PaperPlace | null
}

/** One trip. */
export const getQuotePaper = (tenant: TenantDb, id: string): Promise<QuotePaper> =>
  getRecord(tenant, 'quotes.read', id, sql`app.quote_paper(${id}::uuid)`, (found) => {
    const row = QuotePaperRow.parse(found)
    const place = row.is_whole ? placeWhileOpen(row) : null
    return { quote: sinceSent(onPaper(row), place), place }
  })

/** As it was frozen, whatever was decided since. */
export function frozenQuotePaper(found: unknown): QuotePaper {
  const row = QuotePaperRow.parse(found)
  const sent = { ...row, status: quoteMachine.actions.send.to, today: row.issue_date, accepted: null, decision: null }
  return { quote: sinceSent(onPaper(sent), row.place), place: row.is_whole ? row.place : null }
}

type Kept = Pick<QuotePaperRow, 'sent_at' | 'decision' | 'status' | 'expiry_date' | 'today' | 'place'>

/** Where its paper lies, while nobody has decided and its last day has not passed. */
export const placeWhileOpen = (row: Kept): PaperPlace | null =>
  row.sent_at !== null && row.decision === null && quoteStatus(daysOf(row), row.today) === row.status ? row.place : null

function onPaper(row: QuotePaperRow): QuoteOnPaper {
  const { quote_number, reference, po_number, issue_date, expiry_date, today, currency, decision, decided_at } = row
  return {
    quote_number,
    status: quoteStatus(daysOf(row), row.today),
    reference,
    po_number,
    issue_date,
    expiry_date,
    today,
    ...presentPrinted(row),
    line_items: row.lines.map((line) => ({ ...printLine(line, currency), optional: line.optional ?? false })),
    deposit: row.deposit && discountOf(row.deposit, currency),
    accepted: row.accepted && presentChosen(row.accepted, currency),
    decision:
      decision && decided_at ? { outcome: decision.outcome, at: toInstant(decided_at), name: decision.name } : null,
  }
}
