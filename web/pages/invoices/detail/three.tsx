import { useQuery } from '@tanstack/preact-query'
import { Bell, CircleDollarSign } from 'lucide-preact'
import type { Invoice } from '../../../../core/contract/invoices.ts'
import type { Payment } from '../../../../core/contract/payments.ts'
import { isZero } from '../../../models/decimal.ts'
import { daysBetween, money, plural, shortDay, today, weekday } from '../../../models/format.ts'
import { paidPercent } from '../../../models/invoice-steps.ts'
import { may } from '../../../models/permissions.ts'
import { nextReminder, nextWords, reminders } from '../../../models/reminders.ts'
import { AnswerCard, Seen } from '../../documents/detail/answer-card.tsx'
import { RefundPending } from '../../payments/refund-pending.tsx'

interface ThreeProps {
  invoice: Invoice
  payments: readonly Payment[] | undefined
}

/** Seen? Paid? Next? */
export const Three = ({ invoice, payments }: ThreeProps) => (
  <div class="three">
    <Seen document={invoice} />
    <Paid invoice={invoice} payments={payments} />
    <Next invoice={invoice} />
  </div>
)

function Paid({ invoice, payments }: ThreeProps) {
  const show = (amount: string) => money(amount, invoice.currency)
  const refunds = payments?.map((payment) => <RefundPending key={payment.id} payment={payment} />)
  if (invoice.status === 'VOID') {
    return (
      <AnswerCard icon={CircleDollarSign} question="Paid?" answer="Nothing is due">
        <p class="meta muted">The invoice is void</p>
        {refunds}
      </AnswerCard>
    )
  }
  if (invoice.status === 'DRAFT') {
    return (
      <AnswerCard icon={CircleDollarSign} question="Paid?" answer="Nothing is due yet">
        <p class="meta muted">{show(invoice.total)} once it is sent</p>
        {refunds}
      </AnswerCard>
    )
  }
  const isPaid = invoice.status === 'PAID'
  return (
    <AnswerCard
      icon={CircleDollarSign}
      question="Paid?"
      answer={isPaid ? SETTLED[invoice.settled_by ?? 'PAYMENT'] : `${show(invoice.amount_due)} to pay`}
    >
      <progress
        class="paid-bar"
        max={100}
        value={paidPercent(invoice.amount_paid, invoice.total)}
        aria-label="Paid so far"
      />
      <p class="meta muted">
        {isZero(invoice.amount_paid)
          ? payments?.length
            ? 'What was received went back'
            : 'Nothing received yet'
          : `${show(invoice.amount_paid)} of ${show(invoice.total)} received`}
        {invoice.payment_pending && ', a bank payment is under way'}
      </p>
      {refunds}
    </AnswerCard>
  )
}

function Next({ invoice }: { invoice: Invoice }) {
  const [answer, note] = nextOf(invoice, today(), may('invoices.send'))
  const asks = invoice.sent_at !== null && isZero(invoice.amount_due) === false && may('reminders.read')
  const coming = useQuery({ ...reminders.rows({ invoice_id: invoice.id, limit: REMINDERS }), enabled: asks }).data
  return (
    <AnswerCard icon={Bell} question="Next?" answer={answer}>
      <p class="meta muted">{note}</p>
      {asks && <p class="meta muted">{nextWords(nextReminder(coming)) || '\u00a0'}</p>}
    </AnswerCard>
  )
}

/** As many as its card shows: one answer for both. */
export const REMINDERS = 50

/** How nothing came to be due any more. */
const SETTLED = { PAYMENT: 'In full', CREDIT: 'Credited', WRITE_OFF: 'Written off' } as const

/** What is to be done or waited for, as an answer and a note. */
export function nextOf(
  invoice: Pick<Invoice, 'status' | 'due_date' | 'send_at' | 'invoice_number' | 'disputes'>,
  today: string,
  sends: boolean,
): [answer: string, note: string] {
  const days = daysBetween(today, invoice.due_date)
  if (invoice.status === 'VOID') return ['Nothing', 'Its payment links do not work any more']
  if (invoice.status === 'PAID') return nextOfPaid(invoice.disputes.find(({ open }) => open))
  if (invoice.send_at) return ['On its way', 'You can still take it back for a few seconds']
  if (invoice.status === 'DRAFT' && !sends) return ['To be sent', 'By somebody whose role may send']
  if (invoice.status === 'DRAFT')
    return [
      'Send it',
      invoice.invoice_number ? 'The last try did not go out; its number is kept' : 'It gets its number when it is sent',
    ]
  if (days < 0)
    return [
      `${plural(-days, 'day')} late`,
      `Due since ${weekday(invoice.due_date)}, ${shortDay(invoice.due_date)}${sends ? ': send a reminder, or copy the link' : ''}`,
    ]
  if (days === 0) return ['Due today', 'The link stays open']
  return [`Due ${shortDay(invoice.due_date)}`, `${weekday(invoice.due_date)}, in ${plural(days, 'day')}`]
}

const nextOfPaid = (dispute: Invoice['disputes'][number] | undefined): [answer: string, note: string] =>
  dispute
    ? [dispute.respond_url ? 'Answer the bank' : 'Wait for the bank', 'A payment may go back']
    : ['Nothing', 'It is settled']
