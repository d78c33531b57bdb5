import type { Payment } from '../../../core/contract/payments.ts'
import { ConfirmDialog } from '../../components/dialog.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useForm } from '../../models/form.ts'
import { money } from '../../models/format.ts'
import { movedBy, paymentLabel, payments } from '../../models/payments.ts'
import { showToast } from '../../models/toasts.ts'

/** A payment that was recorded by mistake: it stays, and a second entry takes it back. */
export function ReverseDialog({ payment, close }: { payment: Payment; close: () => void }) {
  const form = useForm({ reason: '' })
  const confirm = async () => {
    const reason = form.values.reason.trim()
    const missing = { reason: !reason && 'Say why, for your records' }
    if (!(await form.send(missing, () => payments.act(payment.id, 'reverse', { reason })))) return
    showToast({ text: `${money(movedBy(payment), payment.currency)} was taken back` })
    close()
  }
  return (
    <ConfirmDialog
      title={`Take back ${money(movedBy(payment), payment.currency)}?`}
      keep="Keep it"
      verb="Take back payment"
      busy={form.busy}
      error={<FormProblem error={form.problem} />}
      onKeep={close}
      onConfirm={() => void confirm()}
    >
      <p>
        {paymentLabel(payment)}: the amount is due again on {payment.invoice_number ?? 'the invoice'}. No money moves by
        itself.
      </p>
      <TextField label="Reason" {...form.text('reason')} maxLength={500} />
    </ConfirmDialog>
  )
}
