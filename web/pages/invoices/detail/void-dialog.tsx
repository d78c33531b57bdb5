import { useSignal } from '@preact/signals'
import type { Invoice } from '../../../../core/contract/invoices.ts'
import { ConfirmDialog } from '../../../components/dialog.tsx'
import { FormProblem } from '../../../components/form-problem.tsx'
import { money } from '../../../models/format.ts'
import { invoices } from '../../../models/invoices.ts'
import { showToast } from '../../../models/toasts.ts'

export function VoidDialog({ invoice, close }: { invoice: Invoice; close: () => void }) {
  const busy = useSignal(false)
  const problem = useSignal<unknown>(null)
  const name = invoice.invoice_number ?? 'this draft'
  const confirm = async () => {
    busy.value = true
    try {
      await invoices.act(invoice.id, 'void', { if_match_version: invoice.version })
      showToast({ text: `${invoice.invoice_number ?? 'The draft'} is void` })
      close()
    } catch (error) {
      problem.value = error
      busy.value = false
    }
  }
  return (
    <ConfirmDialog
      title={`Void ${name}?`}
      keep="Keep it"
      verb="Void invoice"
      busy={busy.value}
      error={<FormProblem error={problem.value} />}
      onKeep={close}
      onConfirm={() => void confirm()}
    >
      {invoice.status === 'DRAFT' ? '' : 'The payment link stops working. '}
      {money(invoice.amount_due, invoice.currency)} is no longer due. This cannot be undone.
    </ConfirmDialog>
  )
}
