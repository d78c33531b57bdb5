import { PortalInvoice } from '../../contract/portal.ts'
import { amountDue, invoiceStatus, stillOwed } from '../../domain/invoices/balance.ts'
import { invoiceMachine } from '../../domain/invoices/machine.ts'
import { statusesFor } from '../../domain/kernel/machine.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { isPaidOnline } from '../../domain/payments/online.ts'
import { toStripeAmount } from '../../domain/payments/stripe-amount.ts'
import { presentPrinted } from '../documents/present.ts'
import { balanceOf } from '../invoices/facts.ts'
import { presentPrintedPayment } from '../payments/printed.ts'
import type { PortalRow, PortalSession } from './invoice-row.ts'

export interface PayFacts {
  /** The customer comes back from the checkout page. */
  hasReturned?: boolean
  /** An account that does not exist yet could charge (`Payments`). */
  newAccountsCharge?: boolean
}

/** What the holder of the link is shown; parsed, so that nothing else ever leaves. */
export function presentPortalInvoice(row: PortalRow, facts: PayFacts = {}): PortalInvoice {
  const amount = (minor: bigint) => formatMoney(minor, row.currency)
  return PortalInvoice.parse({
    invoice_number: row.invoice_number,
    status: invoiceStatus(balanceOf(row), row.today),
    reference: row.reference,
    po_number: row.po_number,
    issue_date: row.issue_date,
    due_date: row.due_date,
    today: row.today,
    business_closed: row.is_closed,
    ...presentPrinted(row),
    amount_paid: amount(row.amount_paid),
    amount_credited: amount(row.amount_credited),
    amount_due: amount(stillOwed(balanceOf(row))),
    payments: row.payments.map(presentPrintedPayment(row.currency)),
    pay_state: payStateOf(row, facts),
    last_payment_failed: row.sessions[0]?.status === 'FAILED',
  })
}

export const dueOf = (row: PortalRow): bigint => amountDue(balanceOf(row))

/** The checkout page that is still good: open for a while and for what is due now. */
export const reusableSession = (row: PortalRow): PortalSession | undefined =>
  row.sessions.find(
    (session) => session.open && session.lasting && session.amount === dueOf(row) && session.url !== null,
  )

export function payStateOf(row: PortalRow, facts: PayFacts): PortalInvoice['pay_state'] {
  const { hasReturned = false, newAccountsCharge = false } = facts
  if (!statusesFor(invoiceMachine, 'pay').includes(row.status) || dueOf(row) <= 0n) return 'closed'
  if (row.sessions.some(({ status }) => status === 'PROCESSING')) return 'pending'
  if (row.is_closed) return 'closed'
  if (hasReturned && row.sessions.some(({ open }) => open)) return 'confirming'
  return isPaidOnline(row.payer, newAccountsCharge) && toStripeAmount(dueOf(row), row.currency).ok
    ? 'payable'
    : 'unavailable'
}
