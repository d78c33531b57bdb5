import type { Invoice } from '../../core/contract/invoices.ts'
import { firstSteps, markNow, type StatusStep } from './document-steps.ts'
import { shortDay, shortInstant } from './format.ts'

type Facts = Pick<Invoice, 'status' | 'created_at' | 'sent_at' | 'due_date' | 'views' | 'voided_at' | 'amount_paid'>

/** Where an invoice stands; `paidAt` is the last payment. */
export function statusSteps(invoice: Facts, paidAt: string | null): StatusStep[] {
  const { status } = invoice
  const isPaid = status === 'PAID'
  const partly = !isPaid && !/^0*(\.0*)?$/.test(invoice.amount_paid)
  const paidNote = paidAt ? shortInstant(paidAt) : ''
  const steps = firstSteps(invoice)
  if (status === 'VOID') {
    steps.push({ name: 'Void', note: invoice.voided_at ? shortInstant(invoice.voided_at) : '', state: 'now' })
    return steps
  }
  if (partly) steps.push({ name: 'Partly paid', note: paidNote, state: 'done' })
  steps.push({
    name: 'Paid',
    note: isPaid ? paidNote : `Due ${shortDay(invoice.due_date)}`,
    state: isPaid ? 'done' : 'ahead',
  })
  return markNow(steps, isPaid)
}

/** How far it is paid, as a whole percent for a bar. */
export function paidPercent(paid: string, total: string): number {
  const digits = (value: string) => BigInt(value.replace('.', '').replace(/^-/, '') || '0')
  const whole = digits(total)
  return whole === 0n ? 0 : Number((digits(paid) * 100n) / whole)
}
