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

export function NewContact({
  close,
  created,
  name = '',
}: {
  close: () => void
  created: (contact: Contact) => void
  name?: string
}) {
  const values = useSignal<ContactInput>({ display_name: name, type: 'CUSTOMER' })
  const form = useSubmit(FIELDS)
  const errors = form.errors.value
  const more = useSignal(false)
  const set = (field: keyof ContactInput) => (value: string) => {
    values.value = { ...values.value, [field]: value }
  }
  const submit = async () => {
    if (form.refuse(values.value.display_name.trim() ? {} : { display_name: 'Enter a name' }))
      return focusFirstInvalid()
    const made = await form.submit(async () => created(await createContact(values.value)))
    if (!made) {
      more.value ||= MORE.some((field) => form.errors.value[field])
      focusFirstInvalid()
    }
  }
  const text = (field: keyof ContactInput) => String(values.value[field] ?? '')
  return (
    <Drawer
      title="New contact"
      onClose={close}
      onSubmit={submit}
      footer={
        <>
          <span class="grow" />
          <Button onClick={close}>Cancel</Button>
          <Button type="submit" look="primary" busy={form.busy.value}>
            {form.busy.value ? 'Creating…' : 'Create'}
          </Button>
        </>
      }
    >
      <FormProblem error={form.problem.value} />
      <TextField
        label="Name"
        value={text('display_name')}
        onInput={set('display_name')}
        error={errors.display_name}
        maxLength={200}
        autoFocus
      />
      <TextField
        label="Email"
        type="email"
        inputmode="email"
        value={text('email')}
        onInput={set('email')}
        error={errors.email}
      />
      <TextField
        label="Phone"
        type="tel"
        inputmode="tel"
        value={text('phone')}
        onInput={set('phone')}
        error={errors.phone}
      />
      <TextField
        label="Company"
        value={text('company_name')}
        onInput={set('company_name')}
        error={errors.company_name}
        maxLength={200}
      />
      <SelectField
        label="Type"
        choices={CONTACT_TYPES}
        value={text('type')}
        onChange={set('type')}
        error={errors.type}
      />
      {more.value ? (
        <>
          <TextField
            label="Street"
            value={text('address_line1')}
            onInput={set('address_line1')}
            error={errors.address_line1}
          />
          <div class="two-columns">
            <TextField label="City" value={text('city')} onInput={set('city')} error={errors.city} />
            <TextField
              label="Postal code"
              value={text('postal_code')}
              onInput={set('postal_code')}
              error={errors.postal_code}
            />
          </div>
          <TextArea
            label="Notes, only your team sees them"
            value={text('notes')}
            onInput={set('notes')}
            error={errors.notes}
          />
        </>
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
