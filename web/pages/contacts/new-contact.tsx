import { useSignal } from '@preact/signals'
import type { Contact } from '../../../core/contract/contacts.ts'
import { Button } from '../../components/button.tsx'
import { Drawer } from '../../components/dialog.tsx'
import { FormProblem } from '../../components/form-problem.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { TextArea, TextField } from '../../components/text-field.tsx'
import { CONTACT_TYPES, type ContactInput, createContact } from '../../models/contacts.ts'
import { focusFirstInvalid, useSubmit } from '../../models/form.ts'

const FIELDS = [
  'type',
  'display_name',
  'company_name',
  'email',
  'phone',
  'address_line1',
  'city',
  'postal_code',
  'notes',
] as const
const MORE = ['address_line1', 'city', 'postal_code', 'notes'] as const

type TextName = Exclude<(typeof FIELDS)[number], 'type'>

export function NewContact({ close, created }: { close: () => void; created: (contact: Contact) => void }) {
  const values = useSignal<ContactInput>({ display_name: '', type: 'CUSTOMER' })
  const form = useSubmit(FIELDS)
  const errors = form.errors.value
  const more = useSignal(false)
  const set = (field: keyof ContactInput) => (value: string) => {
    values.value = { ...values.value, [field]: value }
  }
  const wire = (field: TextName) => ({ value: values.value[field] ?? '', onInput: set(field), error: errors[field] })
  const submit = async () => {
    if (form.refuse(values.value.display_name.trim() ? {} : { display_name: 'Enter a name' }))
      return focusFirstInvalid()
    if (await form.submit(async () => created(await createContact(values.value)))) return
    more.value ||= MORE.some((field) => form.errors.value[field])
    focusFirstInvalid()
  }
  return (
    <Drawer
      title="New contact"
      onClose={close}
      onSubmit={submit}
      footer={<Buttons busy={form.busy.value} close={close} />}
    >
      <FormProblem error={form.problem.value} />
      <TextField label="Name" {...wire('display_name')} maxLength={200} autoFocus />
      <TextField label="Email" type="email" inputmode="email" {...wire('email')} />
      <TextField label="Phone" type="tel" inputmode="tel" {...wire('phone')} />
      <TextField label="Company" {...wire('company_name')} maxLength={200} />
      <SelectField
        label="Type"
        choices={CONTACT_TYPES}
        value={values.value.type ?? 'CUSTOMER'}
        onChange={set('type')}
        error={errors.type}
      />
      {more.value ? (
        <MoreFields wire={wire} />
      ) : (
        <div>
          <Button look="accent" onClick={() => (more.value = true)}>
            Add address and notes
          </Button>
        </div>
      )}
    </Drawer>
  )
}

type Wire = (field: TextName) => { value: string; onInput: (value: string) => void; error: string | undefined }

const MoreFields = ({ wire }: { wire: Wire }) => (
  <>
    <TextField label="Street" {...wire('address_line1')} />
    <div class="two-columns">
      <TextField label="City" {...wire('city')} />
      <TextField label="Postal code" {...wire('postal_code')} />
    </div>
    <TextArea label="Notes, only your team sees them" {...wire('notes')} />
  </>
)

const Buttons = ({ busy, close }: { busy: boolean; close: () => void }) => (
  <>
    <span class="grow" />
    <Button onClick={close}>Cancel</Button>
    <Button type="submit" look="primary" busy={busy}>
      {busy ? 'Creating…' : 'Create'}
    </Button>
  </>
)
