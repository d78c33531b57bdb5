import { Invoice, InvoiceSummary } from '../../contract/invoices.ts'
import { mayTouch } from '../../domain/actions.ts'
import { invoiceStatus, stillOwed } from '../../domain/invoices/balance.ts'
import { invoiceMachine } from '../../domain/invoices/machine.ts'
import { allowedActions } from '../../domain/kernel/machine.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import type { Role } from '../../domain/permissions.ts'
import { isOn } from '../../domain/profiles/switches.ts'
import { presentDeduction, presentLine } from '../documents/lines.ts'
import { presentBody, presentFoot, presentHead, presentViews } from '../documents/present.ts'
import { toInstantOrNull } from '../instants.ts'
import { presentDelivery } from '../outbound/present.ts'
import { presentDispute } from '../payments/disputes.ts'
import { actionFacts, balanceOf } from './facts.ts'
import type { InvoiceRow, SummaryRow } from './internal.ts'

/** The wire shape of an invoice; parsed, so that no column leaks. `link` is given only by the verb that minted it. */
export const presentInvoice = (row: InvoiceRow, link: string | null = null): Invoice =>
  Invoice.parse({
    ...summary(row),
    ...presentBody(row, presentBilled),
    ar_stage: row.ar_stage,
    reminders_paused: row.reminders_paused_at !== null,
    reminders_paused_until: row.reminders_paused_until,
    promised_on: row.promised_on,
    last_sent_at: toInstantOrNull(row.last_sent_at),
    finalised_at: toInstantOrNull(row.finalised_at),
    voided_at: toInstantOrNull(row.voided_at),
    payment_link_active: row.has_link,
    payment_link_url: link,
    payment_pending: row.payment_pending,
    work_item: row.work_item,
    credit_notes: row.credit_notes.map(({ total, ...note }) => ({ ...note, total: formatMoney(total, row.currency) })),
    corrects: row.corrects,
    disputes: row.disputes.map(presentDispute),
    views: presentViews(row.views),
    ...presentDelivery(row.delivery),
    quote_id: row.quote_id,
    recurring_invoice_id: row.recurring_invoice_id,
    created_by: row.created_by,
  })

const presentBilled = (line: InvoiceRow['lines'][number], currency: string) => ({
  ...presentLine(line, currency),
  deduction: presentDeduction(line, currency),
})

export const presentSummary = (row: SummaryRow): InvoiceSummary => InvoiceSummary.parse(summary(row))

function summary(row: SummaryRow): InvoiceSummary {
  const amount = (minor: bigint) => formatMoney(minor, row.currency)
  return {
    id: row.id,
    status: invoiceStatus(balanceOf(row), row.today),
    invoice_number: row.invoice_number,
    ...presentHead(row),
    due_date: row.due_date,
    currency: row.currency,
    total: amount(row.total),
    amount_paid: amount(row.amount_paid),
    amount_credited: amount(row.amount_credited),
    amount_written_off: amount(row.amount_written_off),
    amount_due: amount(stillOwed(balanceOf(row))),
    settled_by: row.settled_by,
    ...presentFoot(row),
    // Row security shows an agent only his own.
    allowed_actions: allowedActions(
      invoiceMachine,
      actionFacts(row),
      (action) => mayTouch(row.role as Role, action, true) && isOn(action, row.off),
    ),
  }
}
