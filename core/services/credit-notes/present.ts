import { CreditNote, CreditNoteSummary } from '../../contract/credit-notes.ts'
import { mayTouch } from '../../domain/actions.ts'
import { creditNoteMachine } from '../../domain/credit-notes/machine.ts'
import { allowedActions } from '../../domain/kernel/machine.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import type { Role } from '../../domain/permissions.ts'
import { isOn } from '../../domain/profiles/switches.ts'
import { presentLine } from '../documents/lines.ts'
import { presentBody, presentFoot, presentHead, presentViews } from '../documents/present.ts'
import { toInstantOrNull } from '../instants.ts'
import { presentDelivery } from '../outbound/present.ts'
import { actionFacts, type CreditNoteRow, type SummaryRow } from './internal.ts'

/** The wire shape of a credit note; parsed, so that no column leaks. `link` is given only by the verb that minted it. */
export const presentCreditNote = (row: CreditNoteRow, link: string | null = null): CreditNote =>
  CreditNote.parse({
    ...summary(row),
    ...presentBody(row, presentLine),
    line_items: row.lines.map((line) => ({ ...presentLine(line, row.currency), line_id: line.invoice_line_id })),
    reason: row.reason,
    invoice_date: row.invoice.issue_date,
    revised_invoice_id: row.revised_invoice_id,
    last_sent_at: toInstantOrNull(row.last_sent_at),
    finalised_at: toInstantOrNull(row.finalised_at),
    link_active: row.has_link,
    link_url: link,
    views: presentViews(row.views),
    ...presentDelivery(row.delivery),
    created_by: row.created_by,
  })

export const presentSummary = (row: SummaryRow): CreditNoteSummary => CreditNoteSummary.parse(summary(row))

function summary(row: SummaryRow): CreditNoteSummary {
  const amount = (minor: bigint) => formatMoney(minor, row.currency)
  return {
    id: row.id,
    status: row.status,
    credit_note_number: row.credit_note_number,
    invoice_id: row.invoice_id,
    invoice_number: row.invoice.invoice_number,
    ...presentHead(row),
    currency: row.currency,
    total: amount(row.total),
    amount_applied: amount(row.amount_applied),
    amount_unapplied: amount(row.amount_unapplied),
    ...presentFoot(row),
    // Row security shows an agent only his own.
    allowed_actions: allowedActions(
      creditNoteMachine,
      actionFacts(row),
      (action) => mayTouch(row.role as Role, action, true) && isOn(action, row.off),
    ),
  }
}
