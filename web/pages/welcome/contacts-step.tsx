import { useQuery } from '@tanstack/preact-query'
import { Upload } from 'lucide-preact'
import { ApiError } from '../../api.ts'
import { LinkButton } from '../../components/button.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { TextField } from '../../components/text-field.tsx'
import { contacts, createContact } from '../../models/contacts.ts'
import { useForm } from '../../models/form.ts'
import { fieldErrors } from '../../models/sentences.ts'
import type { Welcome } from './state.ts'
import { StepButtons } from './step-buttons.tsx'

const ROWS = [1, 2, 3, 4, 5]
const PLACE = { name: 'Your customers', path: '/welcome?step=contacts' }
type Typed = Record<string, string>
const EMPTY: Typed = Object.fromEntries(
  ROWS.flatMap((row) => [
    [`name_${row}`, ''],
    [`email_${row}`, ''],
  ]),
)

export function ContactsStep({ state }: { state: Welcome }) {
  const form = useForm<Typed>({ ...EMPTY, ...state.step.data }, Object.keys(EMPTY), PLACE)
  const there = useQuery(contacts.rows({ limit: 6 })).data ?? []
  const typed = (row: number) => ({
    display_name: form.values[`name_${row}`]?.trim() ?? '',
    email: form.values[`email_${row}`]?.trim() ?? '',
  })
  const filled = ROWS.filter((row) => typed(row).display_name || typed(row).email)
  const submit = async (event: Event) => {
    event.preventDefault()
    const missing = Object.fromEntries(filled.map((row) => [`name_${row}`, !typed(row).display_name && 'Enter a name']))
    if (there.length === 0 && filled.length === 0) missing.name_1 = 'Enter a name, or skip this'
    await form.send(missing, async () => {
      for (const row of filled) {
        await asRow(row, () => createContact({ ...typed(row), type: 'CUSTOMER' }))
        // Sent again after an error, nobody is made twice.
        form.set({ [`name_${row}`]: '', [`email_${row}`]: '' })
      }
      await state.complete()
    })
  }
  const text = (name: string, label: string, more: object = {}) => (
    <TextField label={label} {...form.text(name)} maxLength={200} {...more} />
  )
  return (
    <form class="stack" noValidate onSubmit={(event) => void submit(event)}>
      <p class="inline wrap">
        <LinkButton href="/contacts/import" icon={Upload}>
          Import from a file
        </LinkButton>
        <span class="small muted">Google, Outlook or any other program.</span>
      </p>
      {there.length > 0 && <p class="small muted">Here already: {namesOf(there)}</p>}
      {ROWS.map((row) => (
        <div key={row} class="two-columns">
          {text(`name_${row}`, `Name ${row}`, { autoFocus: row === 1 })}
          {text(`email_${row}`, `Email ${row}`, { type: 'email', inputmode: 'email' })}
        </div>
      ))}
      <FormProblem error={form.problem} />
      <StepButtons state={state} busy={form.busy} typed={form.values} reset={form.reset} />
    </form>
  )
}

const SHOWN = 5
const namesOf = (there: readonly { display_name: string }[]) =>
  there
    .slice(0, SHOWN)
    .map(({ display_name }) => display_name)
    .join(', ') + (there.length > SHOWN ? ' and more' : '')

/** What is refused stands beside the row that it is about. */
async function asRow(row: number, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    const { display_name, email } = fieldErrors(error)
    if (!(error instanceof ApiError) || !(display_name || email)) throw error
    const details = error.details.map(({ field, message }) => ({
      field: `${field === 'email' ? 'email' : 'name'}_${row}`,
      message,
    }))
    throw new ApiError(error.status, error.code, error.message, { details })
  }
}
