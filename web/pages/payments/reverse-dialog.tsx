import { useSignal } from '@preact/signals'
import type { Payment } from '../../../core/contract/payments.ts'
import { ConfirmDialog } from '../../components/dialog.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { TextField } from '../../components/text-field.tsx'
import { focusFirstInvalid, useSubmit } from '../../models/form.ts'
import { money } from '../../models/format.ts'
import { paymentLabel, payments } from '../../models/payments.ts'
import { showToast } from '../../models/toasts.ts'

/** A payment that was recorded by mistake: it stays, and a second entry takes it back. */
export function ReverseDialog({ payment, close }: { payment: Payment; close: () => void }) {
  const reason = useSignal('')
  const form = useSubmit(['reason'])
  const confirm = async () => {
    if (form.refuse(reason.value.trim() ? {} : { reason: 'Say why, for your records' })) return focusFirstInvalid()
    if (!(await form.submit(() => payments.act(payment.id, 'reverse', { reason: reason.value.trim() }))))
      return focusFirstInvalid()
    showToast({ text: `${money(payment.amount, payment.currency)} was taken back` })
    close()
  }
  return (
    <ConfirmDialog
      title={`Take back ${money(payment.amount, payment.currency)}?`}
      keep="Keep it"
      verb="Take back payment"
      busy={form.busy.value}
      error={<FormProblem error={form.problem.value} />}
      onKeep={close}
      onConfirm={() => void confirm()}
    >
      <p>
        {paymentLabel(payment)}: the amount is due again on {payment.invoice_number ?? 'the invoice'}. No money moves by
        itself.
      </p>
      <TextField
        label="Reason"
        value={reason.value}
        onInput={(value) => (reason.value = value)}
        error={form.errors.value.reason}
        maxLength={500}
      />
    </ConfirmDialog>
  )
}
