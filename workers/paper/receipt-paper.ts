import { type Sum, sumsOf } from '../../core/domain/documents/sums.ts'
import { todayIn } from '../../core/domain/kernel/dates.ts'
import type { ReceiptOnPaper } from '../../core/services/documents/papers.ts'
import { type Formats, formatsFor } from '../documents/format.ts'
import { basicPaper, paperLine, paperSums, withCode } from './document-paper.ts'
import type { Paper } from './paper.ts'

/** What was paid of an invoice, each time with its day, and what that was for; of a part what is left to pay. */
export function receiptPaper(receipt: ReceiptOnPaper): Paper {
  const formats = formatsFor(receipt.business, receipt.currency)
  const { invoice_number: number, status, today } = receipt
  const isPaid = status === 'PAID'
  const asOf = `As of ${formats.date(today)}`
  return {
    ...basicPaper(receipt, formats),
    title: `Receipt for invoice ${number}`,
    kind: 'Receipt for invoice',
    number,
    facts: [{ label: 'Invoice issued', value: formats.date(receipt.issue_date) }, ...customersOwn(receipt)],
    mark: isPaid ? { word: 'PAID', tone: 'good', text: asOf } : { word: 'PAID IN PART', tone: 'plain', text: asOf },
    amount: {
      label: 'Amount paid',
      amount: withCode(formats.money(receipt.amount_paid), formats),
      text: lastPaid(receipt, formats),
      hasRoomForLink: false,
    },
    lines: receipt.line_items.map((line) => paperLine(line, formats)),
    sums: paperSums([...sumsOf(receipt, formats, chargesOf(receipt)), ...paidSums(receipt, formats)], formats),
    notes: [],
    at: new Date(`${today}T00:00:00Z`),
  }
}

const chargesOf = ({ charge_names }: ReceiptOnPaper) => charge_names.join(', ') || 'Charges'

const customersOwn = ({ po_number, reference }: ReceiptOnPaper) => [
  ...(po_number ? [{ label: 'Order number', value: po_number }] : []),
  ...(reference ? [{ label: 'Reference', value: reference }] : []),
]

type Payment = ReceiptOnPaper['payments'][number]

const isReturned = ({ amount }: Payment) => amount.startsWith('-')
const dayOf = ({ paid_at }: Payment, { business }: ReceiptOnPaper, formats: Formats) =>
  formats.date(todayIn(business.timezone, new Date(paid_at)))

function lastPaid(receipt: ReceiptOnPaper, formats: Formats): string {
  const last = receipt.payments.filter((payment) => !isReturned(payment)).at(-1)
  return last ? `Paid ${dayOf(last, receipt, formats)}` : ''
}

/** What was paid is taken off the total, what went back added again. */
function paidSums(receipt: ReceiptOnPaper, formats: Formats): Sum[] {
  const sums = receipt.payments.map((payment) => {
    const how = payment.method_label ? `, ${payment.method_label}` : ''
    const label = `${isReturned(payment) ? 'Refunded' : 'Paid'} ${dayOf(payment, receipt, formats)}${how}`
    return { label, amount: isReturned(payment) ? payment.amount.slice(1) : `-${payment.amount}` }
  })
  return [...sums, { label: receipt.status === 'PAID' ? 'Left to pay' : 'Amount due', amount: receipt.amount_due }]
}
