import { isDate } from '../kernel/dates.ts'
import { formatMoney, parseMoney } from '../kernel/money.ts'
import type { EInvoice } from './model.ts'

/** What an expense takes from an e-invoice that came in; null for what it does not say so that it could be kept. */
export interface ReadExpense {
  vendor_name: string | null
  expense_date: string | null
  due_date: string | null
  invoice_number: string | null
  /** Minor units, as decimal integers; with tax. Null for what takes back: that is no expense. */
  amount: string | null
  tax_total: string | null
  currency: string | null
}

const NAME_MAX = 200
const NUMBER_MAX = 100

export function expenseOf(invoice: EInvoice): ReadExpense {
  const { seller, issueDate, dueDate, number, currency = '', totals } = invoice
  const amount = invoice.kind === 'INVOICE' ? minorOf(totals.withTax ?? totals.payable, currency) : null
  const tax = minorOf(totals.tax, currency)
  const isSaid = amount !== null && amount > 0n
  return {
    vendor_name: shortened(seller?.name ?? seller?.tradingName, NAME_MAX),
    expense_date: dayOf(issueDate),
    due_date: dayOf(dueDate),
    invoice_number: shortened(number, NUMBER_MAX),
    amount: isSaid ? String(amount) : null,
    tax_total: isSaid && tax !== null && tax >= 0n && tax <= amount ? String(tax) : null,
    currency: isSaid ? currency : null,
  }
}

const shortened = (said: string | undefined, max: number) => said?.trim().slice(0, max).toWellFormed() || null

const dayOf = (said: string | undefined) => {
  const day = said?.slice(0, DAY_LENGTH)
  return day && isDate(day) ? day : null
}
const DAY_LENGTH = '2026-11-26'.length

/** More decimals than the currency has are nothing that could be kept, unless they say nothing. */
function minorOf(said: string | undefined, currency: string): bigint | null {
  const amount = parseMoney(said ?? '', currency)
  return amount.ok && formatMoney(amount.value, currency) ? amount.value : null
}
