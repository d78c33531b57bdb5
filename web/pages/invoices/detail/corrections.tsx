import { useSignal } from '@preact/signals'
import type { Invoice } from '../../../../core/contract/invoices.ts'
import { post } from '../../../api.ts'
import { ConfirmDialog } from '../../../components/dialog.tsx'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { FormProblem } from '../../../components/form-problem.tsx'
import { NumberField } from '../../../components/number-field.tsx'
import { TextField } from '../../../components/text-field.tsx'
import { type Credited, creditedErrors, creditedInput, creditedProblems } from '../../../models/credit-note-draft.ts'
import { isZero } from '../../../models/decimal.ts'
import { useForm } from '../../../models/form.ts'
import { currencyDecimals, editable, money } from '../../../models/format.ts'
import { invoices } from '../../../models/invoices.ts'
import { go } from '../../../models/navigation.ts'
import { changed } from '../../../models/queries.ts'
import { showToast } from '../../../models/toasts.ts'
import { readDecimal } from '../../../models/typed-number.ts'
import { CreditedFields } from '../../credit-notes/credited-fields.tsx'

export type Correction = 'credit' | 'revise' | 'write-off' | 'reverse-write-off'
interface Props {
  invoice: Invoice
  what: Correction
  close: () => void
}

/** What corrects an invoice that is out: it stays as it was sent. */
export default function Corrections({ what, ...props }: Props) {
  if (what === 'credit') return <CreditDialog {...props} />
  if (what === 'revise') return <ReviseDialog {...props} />
  return what === 'write-off' ? <WriteOffDialog {...props} /> : <ReverseDialog {...props} />
}

type Window = Omit<Props, 'what'>
const NEW: Credited & { reason: string } = { what: 'rest', amount: '', lines: {}, reason: '' }

function CreditDialog({ invoice, close }: Window) {
  const form = useForm(NEW, ['amount', 'reason', 'lines'])
  const { values } = form
  const submit = async () => {
    const missing = creditedProblems(values)
    const body = { ...creditedInput(values), reason: values.reason.trim() || null }
    const make = async () => {
      const { data } = await post('/v1/invoices/:id/credit-notes', body, { id: invoice.id })
      changed('credit_note')
      go(`/credit-notes/${data.id}`)
    }
    if (await form.send(missing, make)) close()
  }
  return (
    <FormDialog
      title={`Credit note for ${invoice.invoice_number}`}
      form={form}
      submit={submit}
      close={close}
      verb="Draft credit note"
      doing="Drafting…"
    >
      <CreditedFields
        invoice={invoice}
        typed={values}
        set={form.set}
        errors={creditedErrors(values, form.errors)}
        isNew
      />
      <TextField label="Reason, printed on it" {...form.text('reason')} maxLength={500} />
    </FormDialog>
  )
}

function ReviseDialog({ invoice, close }: Window) {
  const busy = useSignal(false)
  const problem = useSignal<unknown>(null)
  const confirm = async () => {
    busy.value = true
    try {
      const { data } = await post('/v1/invoices/:id/revise', { if_match_version: invoice.version }, { id: invoice.id })
      changed('credit_note')
      changed('invoice')
      showToast({
        text: `${invoice.invoice_number} is credited`,
        action: { label: 'Credit note', run: () => go(`/credit-notes/${data.credit_note_id}`) },
      })
      go(`/invoices?edit=${data.invoice_id}`)
    } catch (error) {
      problem.value = error
      busy.value = false
    }
  }
  return (
    <ConfirmDialog
      title={`Correct ${invoice.invoice_number}?`}
      keep="Keep it"
      verb="Credit and correct"
      busy={busy.value}
      error={<FormProblem error={problem.value} />}
      onKeep={close}
      onConfirm={() => void confirm()}
    >
      All that is left of it is credited by a credit note, and a draft with the same lines opens to be corrected and
      sent.
      {isZero(invoice.amount_paid)
        ? ''
        : ` The ${money(invoice.amount_paid, invoice.currency)} that was paid waits under Payments for the corrected invoice.`}
    </ConfirmDialog>
  )
}

function WriteOffDialog({ invoice, close }: Window) {
  const form = useForm({ amount: editable(invoice.amount_due, currencyDecimals(invoice.currency)), reason: '' })
  const submit = async () => {
    const amount = readDecimal(form.values.amount)
    const missing = {
      amount: (amount === null || isZero(amount)) && 'Enter an amount',
      reason: form.values.reason.trim() === '' && 'Say why, for the books',
    }
    const body = { reason: form.values.reason.trim(), amount: amount ?? '', if_match_version: invoice.version }
    if (!(await form.send(missing, () => invoices.act(invoice.id, 'write-off', body)))) return
    showToast({ text: `${money(amount ?? '', invoice.currency)} written off` })
    close()
  }
  return (
    <FormDialog
      title={`Write off ${invoice.invoice_number}`}
      form={form}
      submit={submit}
      close={close}
      verb="Write off"
      doing="Writing off…"
    >
      <NumberField
        label="Amount"
        keypad
        full={({ value }) => money(value, invoice.currency)}
        {...form.text('amount')}
        hint={`${money(invoice.amount_due, invoice.currency)} is due. Nobody is asked for it any more; its tax stays.`}
      />
      <TextField label="Reason" {...form.text('reason')} maxLength={500} />
    </FormDialog>
  )
}

function ReverseDialog({ invoice, close }: Window) {
  const form = useForm({ reason: '' })
  const owed = money(invoice.amount_written_off, invoice.currency)
  const submit = async () => {
    const reason = form.values.reason.trim()
    const reverse = () => invoices.act(invoice.id, 'reverse-write-off', { reason, if_match_version: invoice.version })
    if (!(await form.send({ reason: reason === '' && 'Say why, for the books' }, reverse))) return
    showToast({ text: `${owed} is owed again` })
    close()
  }
  return (
    <FormDialog
      title={`Reverse the write-off of ${owed}`}
      form={form}
      submit={submit}
      close={close}
      verb="Reverse write-off"
      doing="Reversing…"
    >
      <TextField label="Reason" {...form.text('reason')} maxLength={500} hint={`${owed} is owed again`} />
    </FormDialog>
  )
}
