import type { Quote } from '../../../../core/contract/quotes.ts'
import { Check } from '../../../components/check.tsx'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { NumberField } from '../../../components/number-field.tsx'
import { TextArea, TextField } from '../../../components/text-field.tsx'
import { type Form, useForm } from '../../../models/form.ts'
import { editable, money } from '../../../models/format.ts'
import { quotes } from '../../../models/quotes.ts'
import { showToast } from '../../../models/toasts.ts'
import { readDecimal } from '../../../models/typed-number.ts'

interface DialogProps {
  quote: Quote
  close: () => void
}

const NOTE_MISSING = 'Say how you know: a call, a mail, a signed paper'

interface Approval {
  name: string
  note: string
  chosen: Record<string, boolean>
  qty: Record<string, string>
}

/** What the customer said elsewhere; the note says how, and what he chose is ticked for him. */
export function ApproveDialog({ quote, close }: DialogProps) {
  const { id, quote_number, contact, version, line_items } = quote
  const open = line_items.filter(({ optional, qty_editable }) => optional || qty_editable)
  const qty = Object.fromEntries(open.map((line) => [line.id, editable(line.qty)]))
  const start: Approval = { name: contact.display_name, note: '', chosen: {}, qty }
  const fields = ['name', 'note', ...open.map((line) => `qty ${line.id}`)]
  const form = useForm(start, fields, { name: `Approval of ${quote_number}`, path: `/quotes/${id}` })
  const { values } = form
  const taken = open.filter((line) => !line.optional || values.chosen[line.id])
  const submit = async () => {
    const counted = taken.filter((line) => line.qty_editable)
    const unread = counted.filter((line) => readDecimal(values.qty[line.id] ?? '') === null)
    const missing = {
      note: !values.note.trim() && NOTE_MISSING,
      ...Object.fromEntries(unread.map((line) => [`qty ${line.id}`, 'Use a number'])),
    }
    const lines = taken.map((line) => ({
      id: line.id,
      ...(line.qty_editable ? { qty: readDecimal(values.qty[line.id] ?? '') ?? '' } : {}),
    }))
    const body = { note: values.note.trim(), name: values.name.trim() || null, lines, if_match_version: version }
    if (!(await form.send(missing, () => quotes.act(id, 'approve', body)))) return
    showToast({ text: `${quote_number} is approved` })
    close()
  }
  return (
    <FormDialog
      title={`Approve ${quote_number} for ${contact.display_name}`}
      form={form}
      submit={submit}
      close={close}
      verb="Record approval"
      doing="Recording…"
      keep="Not now"
    >
      {open.map((line) => (
        <Choice key={line.id} line={line} currency={quote.currency} form={form} />
      ))}
      <TextField label="Who said yes" {...form.text('name')} maxLength={200} />
      <NoteField form={form} />
    </FormDialog>
  )
}

interface ChoiceProps {
  line: Quote['line_items'][number]
  currency: string
  form: Form<Approval>
}

/** One line that the customer could choose, or say how many of. */
function Choice({ line, currency, form }: ChoiceProps) {
  const { chosen, qty } = form.values
  return (
    <div class="stack none">
      {line.optional ? (
        <Check
          label={`${line.name}, ${money(line.amount, currency)}`}
          checked={chosen[line.id] ?? false}
          onChange={(on) => form.set({ chosen: { ...chosen, [line.id]: on } })}
        />
      ) : null}
      {line.qty_editable && (!line.optional || chosen[line.id]) && (
        <NumberField
          label={`Quantity of ${line.name}`}
          value={qty[line.id] ?? ''}
          onInput={(typed) => form.set({ qty: { ...qty, [line.id]: typed } })}
          error={form.errors[`qty ${line.id}`]}
        />
      )}
    </div>
  )
}

/** A no that came by another way than the page. */
export function RejectDialog({ quote, close }: DialogProps) {
  const { id, quote_number, contact, version } = quote
  const form = useForm({ note: '' }, ['note'], { name: `Rejection of ${quote_number}`, path: `/quotes/${id}` })
  const submit = async () => {
    const note = form.values.note.trim()
    const reject = () => quotes.act(id, 'reject', { note, if_match_version: version })
    if (!(await form.send({ note: !note && NOTE_MISSING }, reject))) return
    showToast({ text: `${quote_number} is rejected` })
    close()
  }
  return (
    <FormDialog
      title={`Reject ${quote_number} for ${contact.display_name}`}
      form={form}
      submit={submit}
      close={close}
      verb="Record rejection"
      doing="Recording…"
      keep="Not now"
    >
      <NoteField form={form} />
    </FormDialog>
  )
}

const NoteField = ({
  form,
}: {
  form: { text: (name: 'note') => { value: string; onInput: (value: string) => void } }
}) => <TextArea label="Note, kept as evidence" {...form.text('note')} maxLength={2000} />
