import { PortalQuote } from '../../contract/portal.ts'
import { statusesFor } from '../../domain/kernel/machine.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { quoteMachine } from '../../domain/quotes/machine.ts'
import { quoteStatus } from '../../domain/quotes/state.ts'
import { discountOf } from '../documents/decimals.ts'
import { printLine } from '../documents/lines.ts'
import { presentPrinted } from '../documents/present.ts'
import { toInstant } from '../instants.ts'
import { presentChosen } from '../quotes/accepted.ts'
import { daysOf } from '../quotes/facts.ts'
import { sha256Hex } from '../secrets.ts'
import type { PortalQuoteRow } from './quote-row.ts'

/** What the holder of the link is shown; parsed, so that nothing else ever leaves. */
export const presentPortalQuote = (row: PortalQuoteRow): PortalQuote =>
  PortalQuote.parse({
    ...printedQuote(row),
    status: quoteStatus(daysOf(row), row.today),
    today: row.today,
    business_closed: row.is_closed,
    can_decide: !row.is_closed && canDecide(row),
    accepted: row.accepted && presentChosen(row.accepted, row.currency),
    deposit_invoice: row.deposit_invoice && {
      invoice_number: row.deposit_invoice.invoice_number,
      amount_due: formatMoney(row.deposit_invoice.due, row.currency),
    },
    decision: row.decision &&
      row.decided_at && { outcome: row.decision.outcome, at: toInstant(row.decided_at), name: row.decision.name },
  })

/** What of a quote stays as it is until it is sent anew. */
const printedQuote = (row: PortalQuoteRow) => ({
  quote_number: row.quote_number,
  reference: row.reference,
  po_number: row.po_number,
  issue_date: row.issue_date,
  expiry_date: row.expiry_date,
  ...presentPrinted(row),
  line_items: row.lines.map((line, index) => ({
    n: index + 1,
    ...printLine(line, row.currency),
    optional: line.optional ?? false,
    qty_editable: line.qty_editable ?? false,
  })),
  deposit: row.deposit && discountOf(row.deposit, row.currency),
  revision: row.revision,
})

/** What proves what was on the page when the customer decided. */
export const shownHash = (row: PortalQuoteRow): Promise<string> => sha256Hex(JSON.stringify(printedQuote(row)))

/** It went out, and is being changed now. */
export const isTakenBack = (row: Pick<PortalQuoteRow, 'finalised_at'>): boolean => row.finalised_at === null

/** It waits for him, and its last day has not passed. */
export const canDecide = (row: Pick<PortalQuoteRow, 'status' | 'expiry_date' | 'today'>): boolean =>
  statusesFor(quoteMachine, 'approve').includes(quoteStatus(daysOf(row), row.today))
