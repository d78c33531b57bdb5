import { useSignal } from '@preact/signals'
import type { Invoice } from '../../../../core/contract/invoices.ts'
import { post } from '../../../api.ts'
import { ConfirmDialog } from '../../../components/dialog.tsx'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { FormProblem } from '../../../components/form-problem.tsx'
import { NumberField } from '../../../components/number-field.tsx'
import { SelectField } from '../../../components/select-field.tsx'
import { TextField } from '../../../components/text-field.tsx'
import { isZero } from '../../../models/decimal.ts'
import { useForm } from '../../../models/form.ts'
import { currencyDecimals, editable, money, quantity } from '../../../models/format.ts'
import { invoices } from '../../../models/invoices.ts'
import { go } from '../../../models/navigation.ts'
import { changed } from '../../../models/queries.ts'
import { showToast } from '../../../models/toasts.ts'
import { readDecimal } from '../../../models/typed-number.ts'

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
const WHAT = [
  { value: 'rest', label: 'All that is left' },
  { value: 'lines', label: 'Some of its lines' },
  { value: 'amount', label: 'An amount' },
]

function CreditDialog({ invoice, close }: Window) {
  const form = useForm({ what: 'rest', amount: '', reason: '', lines: {} as Record<string, string> }, [
    'amount',
    'reason',
  ])
  const { what, amount, reason, lines } = form.values
  const submit = async () => {
    const typed = readDecimal(amount)
    const asked = Object.entries(lines).flatMap(([line_id, qty]) =>
      qty.trim() ? [{ line_id, qty: readDecimal(qty) ?? qty }] : [],
    )
    const missing = {
      amount: what === 'amount' && (typed === null || isZero(typed)) && 'Enter an amount',
      reason: what === 'lines' && asked.length === 0 && 'Say above how many of a line',
    }
    const body = {
      ...(what === 'amount' ? { amount: typed ?? '' } : {}),
      ...(what === 'lines' ? { lines: asked } : {}),
      reason: reason.trim() || null,
    }
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
      <SelectField label="What is credited" choices={WHAT} value={what} onChange={(next) => form.set({ what: next })} />
      {what === 'amount' && (
        <NumberField
          label="Amount, with its tax"
          keypad
          full={({ value }) => money(value, invoice.currency)}
          {...form.text('amount')}
          hint={`Of ${money(invoice.total, invoice.currency)}`}
        />
      )}
      {what === 'lines' &&
        invoice.line_items
          .filter(({ deduction }) => deduction === null)
          .map((line) => (
            <NumberField
              key={line.id}
              label={`${line.name}, of ${quantity(line.qty, line.unit)}`}
              keypad
              value={lines[line.id] ?? ''}
              onInput={(qty) => form.set({ lines: { ...lines, [line.id]: qty } })}
            />
          ))}
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
