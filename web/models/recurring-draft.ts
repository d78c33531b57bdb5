import type { Business } from '../../core/contract/business.ts'
import type { RecurringContent, RecurringInvoice } from '../../core/contract/recurring-invoices.ts'
import { type Draft, draftCharge, draftProblems, emptyLine, toWire, typedShare } from './document-draft.ts'
import { currencyDecimals, editable, today } from './format.ts'
import { invoiceKind } from './invoice-kind.ts'

type Line = RecurringContent['line_items'][number]

/** What each of its invoices says, as the fields of an invoice have it; the days are those of each invoice. */
export function contentDraft({ contact, content, currency }: RecurringInvoice, business: Business): Draft {
  return {
    contact,
    typedTo: '',
    issueDate: today(),
    untilDate: today(),
    currency,
    pricesIncludeTax: content.prices_include_tax ?? business.prices_include_tax,
    lines: content.line_items.map((line) => typedLine(line, currency)),
    discount: typedShare(asText(content.discount), currency),
    discountTaxRateId: content.discount?.tax_rate_id ?? null,
    deposit: '',
    charges: (content.charges ?? []).map(({ name, tax_rate_id = null, ...share }) =>
      draftCharge({ name, tax_rate_id, ...asText(share) }, currency),
    ),
    reference: content.reference ?? '',
    poNumber: content.po_number ?? '',
    notes: content.notes ?? '',
    terms: content.terms ?? '',
  }
}

const typedLine = (line: Line, currency: string) => ({
  ...emptyLine(line.tax_rate_id ?? ''),
  itemId: line.item_id ?? '',
  name: line.name ?? '',
  description: line.description ?? '',
  qty: editable(String(line.qty ?? '1')),
  unit: line.unit ?? '',
  rate: line.rate === undefined ? '' : editable(String(line.rate), currencyDecimals(currency)),
  discount: line.discount,
})

type Share = { percent?: string | number; amount?: string | number }
/** Over the API a share may be a number. */
const asText = (share: Share | null | undefined): { percent?: string; amount?: string } | null =>
  share?.percent !== undefined
    ? { percent: String(share.percent) }
    : share?.amount !== undefined
      ? { amount: String(share.amount) }
      : null

/** What keeps it from being saved, by field. */
export const contentProblems = (draft: Draft): Record<string, string> =>
  draftProblems(draft, { byEmail: false, until: invoiceKind.until })

/** What is saved of it: all that an invoice says but for whom it is and its day. */
export function contentInput(draft: Draft) {
  const { contact_id: _, issue_date: __, line_items, ...written } = toWire(draft)
  return { ...written, line_items: line_items.map(({ optional: ___, qty_editable: ____, ...line }) => line) }
}
