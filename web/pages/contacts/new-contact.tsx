import { useSignal } from '@preact/signals'
import type { Contact, CreateContact } from '../../../core/contract/contacts.ts'
import { Button } from '../../components/button.tsx'
import { ChoiceField } from '../../components/choice-field.tsx'
import { EmailField } from '../../components/email-field.tsx'
import { FormDrawer } from '../../components/form-dialog.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { TextArea, TextField } from '../../components/text-field.tsx'
import { CONTACT_TYPES, createContact } from '../../models/contacts.ts'
import { type Form, useForm } from '../../models/form.ts'
import { countryChoices } from '../../models/places-by-name.ts'

const EMPTY = {
  type: 'CUSTOMER' as CreateContact['type'],
  display_name: '',
  company_name: '',
  email: '',
  phone: '',
  address_line1: '',
  city: '',
  region: '',
  postal_code: '',
  country: '',
  notes: '',
}
const MORE = ['address_line1', 'city', 'region', 'postal_code', 'country', 'notes'] as const
const PLACE = { name: 'New contact', path: '/contacts?new=1' }

export function NewContact({ close, created }: { close: () => void; created: (contact: Contact) => void }) {
  const form = useForm(EMPTY, Object.keys(EMPTY), PLACE)
  const { values, errors, text } = form
  const opened = useSignal(MORE.some((field) => values[field]))
  const submit = () =>
    form.send({ display_name: !values.display_name.trim() && 'Enter a name' }, async () =>
      created(await createContact(values)),
    )
  return (
    <FormDrawer title="New contact" form={form} submit={submit} close={close} verb="Create" doing="Creating…">
      <TextField label="Name" {...text('display_name')} maxLength={200} autoFocus />
      <EmailField {...text('email')} />
      <TextField label="Phone" type="tel" inputmode="tel" {...text('phone')} />
      <TextField label="Company" {...text('company_name')} maxLength={200} />
      <SelectField
        label="Type"
        choices={CONTACT_TYPES}
        value={values.type}
        onChange={(type) => form.set({ type: type as CreateContact['type'] })}
        error={errors.type}
      />
      {opened.value || MORE.some((field) => errors[field]) ? (
        <MoreFields text={text} />
      ) : (
        <div>
          <Button look="accent" onClick={() => (opened.value = true)}>
            Add address and notes
          </Button>
        </div>
      )}
    </FormDrawer>
  )
}

const Country = ({ value, onInput, error }: ReturnType<Form<typeof EMPTY>['text']>) => (
  <ChoiceField label="Country" choices={countryChoices()} value={value} onChange={onInput} error={error} />
)

const MoreFields = ({ text }: Pick<Form<typeof EMPTY>, 'text'>) => (
  <>
    <TextField label="Street" {...text('address_line1')} />
    <div class="two-columns">
      <TextField label="City" {...text('city')} />
      <TextField label="Province or state" {...text('region')} />
      <TextField label="Postal code" {...text('postal_code')} />
      <Country {...text('country')} />
    </div>
    <TextArea label="Notes, only your team sees them" {...text('notes')} />
  </>
)
