import type { UnappliedMoney } from '../../../core/contract/payments.ts'
import { ConfirmDialog } from '../../components/dialog.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { TextField } from '../../components/text-field.tsx'
import { useForm } from '../../models/form.ts'
import { money } from '../../models/format.ts'
import { unappliedMoney } from '../../models/payments.ts'
import { showToast } from '../../models/toasts.ts'

/** Money that the owner gave back by another way than Stripe: it is written down, nothing moves. */
export function ReturnDialog({ row, close }: { row: UnappliedMoney; close: () => void }) {
  const form = useForm({ reason: '' })
  const confirm = async () => {
    const reason = form.values.reason.trim()
    const missing = { reason: !reason && 'Say how, for your records' }
    if (!(await form.send(missing, () => unappliedMoney.act(row.id, 'return', { reason })))) return
    showToast({ text: `${money(row.amount, row.currency)} is recorded as given back` })
    close()
  }
  return (
    <ConfirmDialog
      title={`You gave ${money(row.amount, row.currency)} back?`}
      keep="Not yet"
      verb="It was given back"
      busy={form.busy}
      error={<FormProblem error={form.problem} />}
      onKeep={close}
      onConfirm={() => void confirm()}
    >
      <p>
        This only writes it down: no money moves by itself.
        {row.provider === 'STRIPE' && ' A refund that you make in Stripe need not be said here.'}
      </p>
      <TextField label="How, and to whom" {...form.text('reason')} maxLength={500} />
    </ConfirmDialog>
  )
}
