import { Banknote, CreditCard, Undo2 } from 'lucide-preact'
import type { Invoice } from '../../../../core/contract/invoices.ts'
import type { Payment } from '../../../../core/contract/payments.ts'
import { Icon } from '../../../components/icon.tsx'
import { isZero } from '../../../models/decimal.ts'
import { capitalised, longInstant, money } from '../../../models/format.ts'
import { movedBy, paymentLabel, returnLabel } from '../../../models/payments.ts'
import { RefundPending } from '../../payments/refund-pending.tsx'
import { PaymentVerbs } from '../../payments/verbs.tsx'

interface PaymentsProps {
  invoice: Invoice
  payments: readonly Payment[] | undefined
  /** They are on their way, or it is not known yet whether they may be seen. */
  isAsked: boolean
}

export function Payments({ invoice, payments, isAsked }: PaymentsProps) {
  if (invoice.status === 'DRAFT' && !payments?.length) return null
  if (!payments) return isAsked ? <Expected isPaid={!isZero(invoice.amount_paid)} /> : null
  return (
    <section class="card padded" aria-labelledby="payments">
      <h2 class="section-title" id="payments">
        Payments
      </h2>
      {payments.length === 0 && <p class="muted">None yet.</p>}
      <ul class="stack">
        {payments.map((payment) => (
          <li key={payment.id} class="inline loose payment">
            <span class="avatar medium square">
              <Icon of={payment.reverses_id ? Undo2 : payment.provider === 'STRIPE' ? CreditCard : Banknote} />
            </span>
            <span class="stack none grow">
              <span class="strong">{returnLabel(payment) ?? paymentLabel(payment)}</span>
              <span class="meta muted">
                {capitalised(longInstant(payment.paid_at))}
                {payment.provider === 'STRIPE' && payment.kind === 'PAYMENT' ? ', by the payment link' : ''}
                {payment.note ? ` · ${payment.note}` : ''}
              </span>
              <Excess payment={payment} />
              <RefundPending payment={payment} />
            </span>
            <span class="number strong">{money(movedBy(payment), payment.currency)}</span>
            <span class="inline tight payment-verbs">
              <PaymentVerbs payment={payment} />
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** As high as one payment, or as that there is none, so that nothing moves when they come. */
const Expected = ({ isPaid }: { isPaid: boolean }) => (
  <section class="card padded" aria-labelledby="payments" aria-busy="true">
    <h2 class="section-title" id="payments">
      Payments
    </h2>
    {isPaid ? (
      <div class="inline loose payment">
        <span class="avatar medium square" />
        <span class="stack none grow">
          <span class="strong">…</span>
          <span class="meta muted">…</span>
        </span>
        <span class="button quiet invisible" />
      </div>
    ) : (
      <p class="muted">…</p>
    )}
  </section>
)

/** Said of the payment for good: what became of it stands in rows of its own. */
const Excess = ({ payment }: { payment: Payment }) =>
  payment.kind !== 'PAYMENT' || isZero(payment.unapplied) ? null : (
    <span class="meta muted">{money(payment.unapplied, payment.currency)} of it was more than was due</span>
  )
