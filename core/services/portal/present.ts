import { PortalInvoice } from '../../contract/portal.ts'
import { amountDue, invoiceStatus, stillOwed } from '../../domain/invoices/balance.ts'
import { invoiceMachine } from '../../domain/invoices/machine.ts'
import { formatScaled } from '../../domain/kernel/decimal.ts'
import { statusesFor } from '../../domain/kernel/machine.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { toStripeAmount } from '../../domain/payments/stripe-amount.ts'
import { toInstant } from '../instants.ts'
import type { PortalRow, PortalSession } from './view.ts'

/** What the holder of the link is shown; parsed, so that nothing else ever leaves. `hasReturned`: from the checkout page. */
export function presentPortalInvoice(row: PortalRow, hasReturned = false): PortalInvoice {
  const amount = (minor: bigint) => formatMoney(minor, row.currency)
  return PortalInvoice.parse({
    invoice_number: row.invoice_number,
    status: invoiceStatus(balanceOf(row), row.today),
    reference: row.reference,
    issue_date: row.issue_date,
    due_date: row.due_date,
    today: row.today,
    currency: row.currency,
    business: { ...row.business, timezone: row.timezone },
    customer: { display_name: row.contact.display_name, company_name: row.contact.company_name },
    prices_include_tax: row.prices_include_tax,
    line_items: row.lines.map((line) => presentLine(line, row.currency)),
    charge_names: row.charges.flatMap(({ name }) => (name ? [name] : [])),
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
    total: amount(row.total),
    amount_paid: amount(row.amount_paid),
    amount_due: amount(stillOwed(balanceOf(row))),
    payments: row.payments.map((paid) => ({
      amount: amount(paid.applied),
      paid_at: toInstant(paid.paid_at),
      method_label: paid.method_label ?? PROVIDERS[paid.provider] ?? null,
      receipt_url: paid.receipt_url,
    })),
    pay_state: payStateOf(row, hasReturned),
    last_payment_failed: row.sessions[0]?.status === 'FAILED',
    notes: row.notes,
    terms: row.terms,
  })
}

export const dueOf = (row: Pick<PortalRow, 'total' | 'amount_paid'>): bigint =>
  amountDue({ total: row.total, amountPaid: row.amount_paid })

/** The checkout page that is still good: open for a while and for what is due now. */
export const reusableSession = (row: PortalRow): PortalSession | undefined =>
  row.sessions.find(
    (session) => session.open && session.lasting && session.amount === dueOf(row) && session.url !== null,
  )

export function payStateOf(row: PortalRow, hasReturned: boolean): PortalInvoice['pay_state'] {
  if (!statusesFor(invoiceMachine, 'pay').includes(row.status) || dueOf(row) <= 0n) return 'closed'
  if (row.sessions.some(({ status }) => status === 'PROCESSING')) return 'pending'
  if (hasReturned && row.sessions.some(({ open }) => open)) return 'confirming'
  const isAllowed = row.payer.account === null || row.payer.account.charges_enabled
  return isAllowed && toStripeAmount(dueOf(row), row.currency).ok ? 'payable' : 'unavailable'
}

const PROVIDERS: Record<string, string> = {
  CASH: 'Cash',
  BANK: 'Bank transfer',
  CHECK: 'Check',
  STRIPE: 'Card',
  SQUARE: 'Square',
  SHOPIFY: 'Shopify',
}

const balanceOf = (row: PortalRow) => ({
  status: row.status,
  amountPaid: row.amount_paid,
  total: row.total,
  dueDate: row.due_date,
})

const decimal = (valueE4: bigint) => formatScaled(valueE4, 4, { trim: true })

const presentLine = (line: PortalRow['lines'][number], currency: string) => ({
  name: line.name,
  description: line.description,
  qty: decimal(line.qty_e4),
  rate: decimal(line.rate_e4),
  discount: line.discount && presentDiscount(line.discount, currency),
  amount: formatMoney(line.amount, currency),
})

const presentDiscount = (discount: NonNullable<PortalRow['lines'][number]['discount']>, currency: string) =>
  'percent_e4' in discount
    ? { percent: decimal(BigInt(discount.percent_e4)) }
    : { amount: formatMoney(BigInt(discount.amount), currency) }
