import { Quote, QuoteSummary } from '../../contract/quotes.ts'
import { mayTouch } from '../../domain/actions.ts'
import { isVoid } from '../../domain/invoices/balance.ts'
import { allowedActions } from '../../domain/kernel/machine.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import type { Role } from '../../domain/permissions.ts'
import { isOn } from '../../domain/profiles/switches.ts'
import { quoteMachine } from '../../domain/quotes/machine.ts'
import { quoteStatus } from '../../domain/quotes/state.ts'
import { discountOf } from '../documents/decimals.ts'
import { presentLine } from '../documents/lines.ts'
import { presentBody, presentFoot, presentHead, presentViews } from '../documents/present.ts'
import { toInstantOrNull } from '../instants.ts'
import { presentDelivery } from '../outbound/present.ts'
import { presentAccepted } from './accepted.ts'
import { presentDecision } from './decision.ts'
import { actionFacts, daysOf } from './facts.ts'
import type { QuoteRow, SummaryRow } from './internal.ts'

/** The wire shape of a quote; parsed, so that no column leaks. `link` is given only by the verb that minted it. */
export const presentQuote = (row: QuoteRow, link: string | null = null): Quote =>
  Quote.parse({
    ...summary(row),
    ...presentBody(row, presentOffered),
    deposit: row.deposit && discountOf(row.deposit, row.currency),
    accepted: row.accepted && presentAccepted(row.accepted, row),
    decision: row.decision && row.decided_at && presentDecision(row.decision, row.decided_at),
    deposit_invoice: row.deposit_invoice && presentDeposit(row.deposit_invoice, row.currency),
    converted_invoice_id: row.converted_invoice_id,
    work_item: row.work_item,
    revision: row.revision,
    last_sent_at: toInstantOrNull(row.last_sent_at),
    finalised_at: toInstantOrNull(row.finalised_at),
    link_active: row.has_link,
    link_url: link,
    views: presentViews(row.views),
    ...presentDelivery(row.delivery),
    created_by: row.created_by,
  })

export const presentSummary = (row: SummaryRow): QuoteSummary => QuoteSummary.parse(summary(row))

const presentOffered = (line: QuoteRow['lines'][number], currency: string) => ({
  ...presentLine(line, currency),
  optional: line.optional ?? false,
  qty_editable: line.qty_editable ?? false,
})

const presentDeposit = (invoice: NonNullable<QuoteRow['deposit_invoice']>, currency: string) => ({
  id: invoice.id,
  invoice_number: invoice.invoice_number,
  total: formatMoney(invoice.total, currency),
  amount_paid: formatMoney(invoice.amount_paid, currency),
  is_void: isVoid(invoice),
})

function summary(row: SummaryRow): QuoteSummary {
  return {
    id: row.id,
    status: quoteStatus(daysOf(row), row.today),
    quote_number: row.quote_number,
    ...presentHead(row),
    expiry_date: row.expiry_date,
    currency: row.currency,
    total: formatMoney(row.total, row.currency),
    accepted_total: row.accepted_total === null ? null : formatMoney(row.accepted_total, row.currency),
    ...presentFoot(row),
    // Row security shows an agent only his own.
    allowed_actions: allowedActions(
      quoteMachine,
      actionFacts(row),
      (action) => mayTouch(row.role as Role, action, true) && isOn(action, row.off),
    ),
  }
}
