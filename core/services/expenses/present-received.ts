import { E_INVOICE_LINES_MAX, ReceivedInvoice } from '../../contract/e-invoices.ts'
import type { Adjustment, EInvoice, Line, Party } from '../../domain/einvoice/model.ts'
import { checkEInvoice } from '../../domain/einvoice/rules/check.ts'

/** No list of what somebody sent is answered longer than its lines are. */
const few = <Item>(items: readonly Item[]): Item[] => items.slice(0, E_INVOICE_LINES_MAX)

const said = (value: string | undefined) => value ?? null

/** `ReceivedInvoice` of the contract. */
export const presentReceived = (invoice: EInvoice): ReceivedInvoice =>
  ReceivedInvoice.parse({
    ...headOf(invoice),
    seller: partyOf(invoice.seller),
    buyer: partyOf(invoice.buyer),
    payments: few(invoice.payments).map(({ meansCode, account, remittance }) => ({
      means_code: said(meansCode),
      account: said(account?.id),
      account_name: said(account?.name),
      bank: said(account?.bank),
      reference: said(remittance),
    })),
    discounts: few(invoice.allowances).map(adjustmentOf),
    charges: few(invoice.charges).map(adjustmentOf),
    taxes: few(invoice.taxes).map(({ code, percent, taxable, tax, exemptionReason, exemptionCode }) => ({
      category: said(code),
      percent: said(percent),
      taxable: said(taxable),
      tax: said(tax),
      reason: said(exemptionReason ?? exemptionCode),
    })),
    ...totalsOf(invoice.totals),
    line_count: invoice.lines.length,
    lines: few(invoice.lines).map(lineOf),
    problems: few(checkEInvoice(invoice)).map(({ rule, message }) => ({ rule, message })),
  })

const headOf = (invoice: EInvoice) => ({
  kind: invoice.kind,
  number: said(invoice.number),
  issue_date: said(invoice.issueDate),
  due_date: said(invoice.dueDate),
  delivery_date: said(invoice.delivery?.date),
  period_start: said(invoice.period?.start),
  period_end: said(invoice.period?.end),
  currency: said(invoice.currency),
  order: said(invoice.order),
  buyer_reference: said(invoice.buyerReference),
  preceding_invoices: few(invoice.precedingInvoices).flatMap(({ number }) => (number ? [number] : [])),
  notes: few(invoice.notes),
  payment_terms: said(invoice.paymentTerms),
})

function partyOf(party: Party | undefined): ReceivedInvoice['seller'] {
  const { line1, line2, line3, postalCode, city, region, country } = party?.address ?? {}
  const place = [postalCode, city].filter(Boolean).join(' ')
  return {
    name: said(party?.name),
    vat_id: said(party?.vatId),
    tax_id: said(party?.taxId),
    legal_id: said(party?.legalId?.value),
    address: [line1, line2, line3, place, region, country].filter((line): line is string => Boolean(line)),
    email: said(party?.contact?.email),
    phone: said(party?.contact?.phone),
  }
}

const adjustmentOf = ({ reason, reasonCode, amount, tax }: Adjustment) => ({
  reason: said(reason ?? reasonCode),
  amount: said(amount),
  tax_category: said(tax?.code),
  tax_percent: said(tax?.percent),
})

const totalsOf = (totals: EInvoice['totals']) => ({
  lines_total: said(totals.lines),
  discount_total: said(totals.allowances),
  charge_total: said(totals.charges),
  total_without_tax: said(totals.withoutTax),
  tax_total: said(totals.tax),
  total: said(totals.withTax),
  prepaid: said(totals.prepaid),
  rounding: said(totals.rounding),
  amount_due: said(totals.payable),
})

const lineOf = (line: Line) => ({
  number: said(line.id),
  name: said(line.name),
  description: said(line.description),
  quantity: said(line.quantity),
  unit: said(line.unit),
  price: said(line.price),
  base_quantity: said(line.baseQuantity),
  net: said(line.net),
  tax_category: said(line.tax?.code),
  tax_percent: said(line.tax?.percent),
  discounts: few(line.allowances).map(adjustmentOf),
  charges: few(line.charges).map(adjustmentOf),
})
