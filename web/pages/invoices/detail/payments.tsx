import { useSignal } from '@preact/signals'
import { Banknote, CreditCard, Undo2 } from 'lucide-preact'
import type { Invoice } from '../../../../core/contract/invoices.ts'
import type { Payment } from '../../../../core/contract/payments.ts'
import { Button } from '../../../components/button.tsx'
import { Icon } from '../../../components/icon.tsx'
import { isZero } from '../../../models/decimal.ts'
import { capitalised, longInstant, money } from '../../../models/format.ts'
import { movedBy, paymentLabel, returnLabel } from '../../../models/payments.ts'
import { RefundDialog } from '../../payments/refund-dialog.tsx'
import { RefundPending } from '../../payments/refund-pending.tsx'
import { ReverseDialog } from '../../payments/reverse-dialog.tsx'

export function Payments({ invoice, payments }: { invoice: Invoice; payments: readonly Payment[] | undefined }) {
  const reversing = useSignal<Payment | null>(null)
  const refunding = useSignal<Payment | null>(null)
  if (!payments || (payments.length === 0 && invoice.status === 'DRAFT')) return null
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
              {payment.allowed_actions.includes('refund') && (
                <Button look="quiet" onClick={() => (refunding.value = payment)}>
                  Refund
                </Button>
              )}
              {payment.allowed_actions.includes('reverse') && (
                <Button look="quiet" onClick={() => (reversing.value = payment)}>
                  Take back
                </Button>
              )}
            </span>
          </li>
        ))}
      </ul>
      {refunding.value && <RefundDialog payment={refunding.value} close={() => (refunding.value = null)} />}
      {reversing.value && <ReverseDialog payment={reversing.value} close={() => (reversing.value = null)} />}
    </section>
  )
}

/** Said of the payment for good: what became of it stands in rows of its own. */
const Excess = ({ payment }: { payment: Payment }) =>
  payment.kind !== 'PAYMENT' || isZero(payment.unapplied) ? null : (
    <span class="meta muted">{money(payment.unapplied, payment.currency)} of it was more than was due</span>
  )
