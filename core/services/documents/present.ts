import type { PrintedDocument } from '../../contract/documents.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { toInstant, toInstantOrNull } from '../instants.ts'
import { discountOf, percentOf } from './decimals.ts'
import { printLine } from './lines.ts'
import type { DocumentRow, DocumentSummaryRow, PrintedRow } from './rows.ts'

/** `documentHead` of the contract. */
export const presentHead = ({ contact_id, contact, reference, issue_date }: DocumentSummaryRow) => ({
  contact_id,
  contact: { id: contact.id, display_name: contact.display_name, email: contact.email },
  reference,
  issue_date,
})

/** `documentFoot` of the contract; what may be done is its kind's to say. */
export const presentFoot = (row: DocumentSummaryRow) => ({
  sent_at: toInstantOrNull(row.sent_at),
  send_at: toInstantOrNull(row.send_at),
  version: row.version,
  created_at: toInstant(row.created_at),
  updated_at: toInstant(row.updated_at),
})

/** `documentBody` of the contract; a kind whose lines have more shows them by itself. */
export const presentBody = <Line>(
  row: DocumentRow,
  showLine: (line: DocumentRow['lines'][number], currency: string) => Line,
) => ({
  po_number: row.po_number,
  prices_include_tax: row.prices_include_tax,
  line_items: row.lines.map((line) => showLine(line, row.currency)),
  discount: row.discount && presentAdjustment(row.discount, row.currency),
  charges: row.charges.map((charge) => presentAdjustment(charge, row.currency)),
  ...presentSums(row),
  notes: row.notes,
  terms: row.terms,
  internal_notes: row.internal_notes,
  tags: row.tags,
})

/** His own address for mail is not printed. */
const customerOf = ({ email: _, ...customer }: PrintedRow['contact']) => customer

/** What the holder of a link sees of any document. */
export const presentPrinted = (row: PrintedRow): PrintedDocument => ({
  currency: row.currency,
  business: { ...row.business, timezone: row.timezone },
  customer: customerOf(row.contact),
  prices_include_tax: row.prices_include_tax,
  line_items: row.lines.map((line) => printLine(line, row.currency)),
  charge_names: row.charges.flatMap(({ name }) => (name ? [name] : [])),
  ...presentSums(row),
  total: formatMoney(row.total, row.currency),
  notes: row.notes,
  terms: row.terms,
})

const presentAdjustment = (adjusted: DocumentRow['charges'][number], currency: string) => ({
  name: adjusted.name ?? null,
  tax_rate_id: adjusted.tax_rate_id ?? null,
  ...discountOf(adjusted, currency),
})

type Sums = Pick<PrintedRow, 'currency' | 'taxes' | 'subtotal' | 'discount_total' | 'charge_total' | 'tax_total'>

/** `documentSums` of the contract, with the taxes. */
export function presentSums({ currency, ...row }: Sums) {
  const amount = (minor: bigint) => formatMoney(minor, currency)
  return {
    taxes: row.taxes.map((tax) => ({
      name: tax.name,
      percent: percentOf(BigInt(tax.percent_e4)),
      taxable: amount(BigInt(tax.taxable)),
      tax: amount(BigInt(tax.tax)),
    })),
    subtotal: amount(row.subtotal),
    discount_total: amount(row.discount_total),
    charge_total: amount(row.charge_total),
    tax_total: amount(row.tax_total),
  }
}

/** `DocumentViews` of the contract. */
export const presentViews = (views: { count: number; first_at: string; last_at: string } | null) =>
  views
    ? { count: views.count, first_at: toInstant(views.first_at), last_at: toInstant(views.last_at) }
    : { count: 0, first_at: null, last_at: null }
