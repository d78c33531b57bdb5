import { useSignal } from '@preact/signals'
import type { Payment } from '../../../core/contract/payments.ts'
import { Button } from '../../components/button.tsx'
import { RefundDialog } from './refund-dialog.tsx'
import { ReverseDialog } from './reverse-dialog.tsx'

/** What can be done with a payment, wherever it is listed. */
export function PaymentVerbs({ payment }: { payment: Payment }) {
  const asking = useSignal<'refund' | 'reverse' | null>(null)
  const close = () => (asking.value = null)
  return (
    <>
      {payment.allowed_actions.includes('refund') && (
        <Button look="quiet" onClick={() => (asking.value = 'refund')}>
          Refund
        </Button>
      )}
      {payment.allowed_actions.includes('reverse') && (
        <Button look="quiet" onClick={() => (asking.value = 'reverse')}>
          Take back
        </Button>
      )}
      {asking.value === 'refund' && <RefundDialog payment={payment} close={close} />}
      {asking.value === 'reverse' && <ReverseDialog payment={payment} close={close} />}
    </>
  )
}
