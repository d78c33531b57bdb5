import { Invoice, InvoiceSummary } from '../../contract/invoices.ts'
import { mayTouch } from '../../domain/actions.ts'
import { invoiceStatus, stillOwed } from '../../domain/invoices/balance.ts'
import { invoiceMachine } from '../../domain/invoices/machine.ts'
import { minorUnits } from '../../domain/kernel/currencies.ts'
import { formatScaled } from '../../domain/kernel/decimal.ts'
import { allowedActions } from '../../domain/kernel/machine.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import type { Role } from '../../domain/permissions.ts'
import { toInstant, toInstantOrNull } from '../instants.ts'
import type { InvoiceRow, SummaryRow } from './internal.ts'

type Adjusted = InvoiceRow['charges'][number]

/** The wire shape of an invoice; parsed, so that no column leaks. `link` is given only by the verb that minted it. */
export function presentInvoice(row: InvoiceRow, link: string | null = null): Invoice {
  const amount = (minor: bigint) => formatMoney(minor, row.currency)
  return Invoice.parse({
    ...summary(row),
    prices_include_tax: row.prices_include_tax,
    line_items: row.lines.map((line) => ({
      id: line.id,
      name: line.name,
      description: line.description,
      qty: decimal(line.qty_e4),
      rate: unitPrice(line.rate_e4, row.currency),
      tax_rate_id: line.tax_rate_id,
      tax_name: line.tax_name,
      tax_percent: line.tax_percent_e4 === null ? null : decimal(line.tax_percent_e4),
      discount: line.discount && presentDiscount(line.discount, row.currency),
      amount: amount(line.amount),
      net: amount(line.net),
    })),
    discount: row.discount && presentAdjustment(row.discount, row.currency),
    charges: row.charges.map((charge) => presentAdjustment(charge, row.currency)),
    taxes: row.taxes.map((tax) => ({
      name: tax.name,
      percent: decimal(BigInt(tax.percent_e4)),
      taxable: amount(BigInt(tax.taxable)),
      tax: amount(BigInt(tax.tax)),
    })),
    subtotal: amount(row.subtotal),
    discount_total: amount(row.discount_total),
    charge_total: amount(row.charge_total),
    tax_total: amount(row.tax_total),
    notes: row.notes,
    terms: row.terms,
    internal_notes: row.internal_notes,
    tags: row.tags,
    ar_stage: row.ar_stage,
    last_sent_at: toInstantOrNull(row.last_sent_at),
    finalised_at: toInstantOrNull(row.finalised_at),
    voided_at: toInstantOrNull(row.voided_at),
    payment_link_active: row.has_link,
    payment_link_url: link,
    payment_pending: row.payment_pending,
    views: row.views
      ? { count: row.views.count, first_at: toInstant(row.views.first_at), last_at: toInstant(row.views.last_at) }
      : { count: 0, first_at: null, last_at: null },
    created_by: row.created_by,
  })
}

export const presentSummary = (row: SummaryRow): InvoiceSummary => InvoiceSummary.parse(summary(row))

function summary(row: SummaryRow): InvoiceSummary {
  const amount = (minor: bigint) => formatMoney(minor, row.currency)
  return {
    id: row.id,
    status: invoiceStatus(balanceOf(row), row.today),
    invoice_number: row.invoice_number,
    contact_id: row.contact_id,
    contact: { id: row.contact.id, display_name: row.contact.display_name, email: row.contact.email },
    reference: row.reference,
    issue_date: row.issue_date,
    due_date: row.due_date,
    currency: row.currency,
    total: amount(row.total),
    amount_paid: amount(row.amount_paid),
    amount_due: amount(stillOwed(balanceOf(row))),
    sent_at: toInstantOrNull(row.sent_at),
    send_at: toInstantOrNull(row.send_at),
    version: row.version,
    created_at: toInstant(row.created_at),
    updated_at: toInstant(row.updated_at),
    // Row security shows an agent only his own.
    allowed_actions: allowedActions(invoiceMachine, actionFacts(row), (action) =>
      mayTouch(row.role as Role, action, true),
    ),
  }
}

const balanceOf = (row: SummaryRow) => ({
  status: row.status,
  amountPaid: row.amount_paid,
  total: row.total,
  dueDate: row.due_date,
})

/** What decides which buttons there are; the verbs ask the same facts. */
export const actionFacts = (row: SummaryRow) => ({
  ...balanceOf(row),
  issueDate: row.issue_date,
  invoiceNumber: row.invoice_number,
  lineCount: row.line_count,
  isHeld: row.send_at !== null,
  contact: { email: row.contact.email, status: row.contact.status },
})

/** A price for one: at least the decimals of its currency, at most four. */
function unitPrice(rateE4: bigint, currency: string): string {
  const [whole = '0', fraction = ''] = decimal(rateE4).split('.')
  const padded = fraction.padEnd(minorUnits(currency) ?? 0, '0')
  return padded === '' ? whole : `${whole}.${padded}`
}

const decimal = (valueE4: bigint) => formatScaled(valueE4, 4, { trim: true })

function presentDiscount(discount: { percent_e4: string } | { amount: string }, currency: string) {
  return 'percent_e4' in discount
    ? { percent: decimal(BigInt(discount.percent_e4)) }
    : { amount: formatMoney(BigInt(discount.amount), currency) }
}

const presentAdjustment = (adjusted: Adjusted, currency: string) => ({
  name: adjusted.name ?? null,
  tax_rate_id: adjusted.tax_rate_id ?? null,
  ...presentDiscount(adjusted, currency),
})
