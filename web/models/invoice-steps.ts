import type { Invoice } from '../../core/contract/invoices.ts'
import { shortDay, shortInstant } from './format.ts'

export interface StatusStep {
  name: string
  note: string
  state: 'done' | 'now' | 'ahead'
}

type Facts = Pick<Invoice, 'status' | 'created_at' | 'sent_at' | 'due_date' | 'views' | 'voided_at' | 'amount_paid'>

/** Facts with their times; the open ring is where it stands. `paidAt` is the last payment. */
export function statusSteps(invoice: Facts, paidAt: string | null): StatusStep[] {
  const { status, views } = invoice
  const sent = invoice.sent_at !== null
  const isPaid = status === 'PAID'
  const partly = !isPaid && !/^0*(\.0*)?$/.test(invoice.amount_paid)
  const paidNote = paidAt ? shortInstant(paidAt) : ''
  const steps: StatusStep[] = [
    { name: 'Draft', note: shortInstant(invoice.created_at), state: 'done' },
    { name: 'Sent', note: invoice.sent_at ? shortInstant(invoice.sent_at) : 'Not yet', state: sent ? 'done' : 'ahead' },
    {
      name: 'Seen',
      note: views.first_at ? shortInstant(views.first_at) : 'Not yet',
      state: views.first_at ? 'done' : 'ahead',
    },
  ]
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

function markNow(steps: StatusStep[], isPaid: boolean): StatusStep[] {
  const now = isPaid ? -1 : steps.findLastIndex((step) => step.state === 'done')
  return steps.map((step, index) => (index === now ? { ...step, state: 'now' } : step))
}

/** How far it is paid, as a whole percent for a bar. */
export function paidPercent(paid: string, total: string): number {
  const digits = (value: string) => BigInt(value.replace('.', '').replace(/^-/, '') || '0')
  const whole = digits(total)
  return whole === 0n ? 0 : Number((digits(paid) * 100n) / whole)
}
