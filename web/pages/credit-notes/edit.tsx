import { useQuery } from '@tanstack/preact-query'
import { Check, CircleAlert } from 'lucide-preact'
import type { CreditNote } from '../../../core/contract/credit-notes.ts'
import { Button } from '../../components/button.tsx'
import { DateField } from '../../components/date-field.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { Icon } from '../../components/icon.tsx'
import { Problem, SkeletonRows } from '../../components/states.tsx'
import { TextArea, TextField } from '../../components/text-field.tsx'
import type { CreditEditor } from '../../models/credit-note-draft.ts'
import { invoices } from '../../models/invoices.ts'
import { noteOf } from '../../models/save-note.ts'
import { CreditedFields } from './credited-fields.tsx'

/** A draft as it is changed: what it credits, when and why; the lines and sums of it stand below. */
export function EditCreditNote({ note, editor }: { note: CreditNote; editor: CreditEditor }) {
  const asked = useQuery(invoices.one(note.invoice_id))
  const values = editor.values.value
  const errors = editor.errors.value
  const text = (name: 'reason' | 'notes') => ({
    value: values[name],
    onInput: (value: string) => editor.change({ [name]: value }),
    error: errors[name],
  })
  return (
    <section class="card padded stack" aria-labelledby="credited">
      <div class="inline wrap">
        <h2 class="section-title grow" id="credited">
          Credited
        </h2>
        <Saved editor={editor} />
      </div>
      <Conflict editor={editor} />
      {asked.error && !asked.data && (
        <Problem error={asked.error} what="the invoice" retry={() => void asked.refetch()} />
      )}
      {!asked.data && !asked.error && <SkeletonRows count={3} />}
      {asked.data && (
        <CreditedFields invoice={asked.data} typed={values} set={(changes) => editor.change(changes)} errors={errors} />
      )}
      <div class="two-columns">
        <TextField label="Reason, printed on it" {...text('reason')} maxLength={500} />
        <DateField
          label="Date"
          value={values.issueDate}
          onChange={(issueDate) => editor.change({ issueDate })}
          error={errors.issue_date}
        />
      </div>
      <TextArea label="Notes, printed below the lines" {...text('notes')} maxLength={5000} />
      <FormProblem error={editor.problem.value} />
    </section>
  )
}

function Saved({ editor }: { editor: CreditEditor }) {
  const { words, isBad } = noteOf(editor.state.value, editor.savedAt.value, editor.errors.value)
  return (
    <span class={`meta inline tight ${isBad ? 'bad' : 'muted'}`} role="status">
      <Icon of={isBad ? CircleAlert : Check} />
      {words}
    </span>
  )
}

/** Someone else saved meanwhile: nothing is overwritten before the person says which one counts. */
function Conflict({ editor }: { editor: CreditEditor }) {
  if (editor.state.value !== 'conflict') return null
  return (
    <div class="banner partly" role="alert">
      <p class="strong">Someone else changed this credit note</p>
      <p>Yours is still here, not saved. Choose which one counts.</p>
      <div class="inline wrap">
        <Button onClick={() => editor.takeLatest()}>Show theirs</Button>
        <Button onClick={() => editor.keepMine()}>Keep mine</Button>
      </div>
    </div>
  )
}
