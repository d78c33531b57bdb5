import { FormDialog } from '../../components/form-dialog.tsx'
import { TextArea } from '../../components/text-field.tsx'
import { type Expense, expenses } from '../../models/expenses.ts'
import { useForm } from '../../models/form.ts'
import { showToast } from '../../models/toasts.ts'

export function RejectDialog({ expense, close }: { expense: Expense; close: () => void }) {
  const form = useForm({ reason: '' })
  const { reason } = form.values
  const reject = async () => {
    const missing = { reason: !reason.trim() && 'Say why, so that it can be mended' }
    const body = { reason, if_match_version: expense.version }
    if (!(await form.send(missing, () => expenses.act(expense.id, 'reject', body)))) return
    showToast({ text: 'Rejected' })
    close()
  }
  return (
    <FormDialog title="Reject this expense" form={form} submit={() => void reject()} close={close} verb="Reject">
      <TextArea label="Reason, for who submitted it" maxLength={500} {...form.text('reason')} />
    </FormDialog>
  )
}
