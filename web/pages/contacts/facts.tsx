import { useSignal } from '@preact/signals'
import type { Contact } from '../../../core/contract/contacts.ts'
import { ChoiceField } from '../../components/choice-field.tsx'
import { InlineEdit } from '../../components/inline-edit.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { CONTACT_TYPES, contacts } from '../../models/contacts.ts'
import { languageChoices } from '../../models/languages.ts'
import { countryChoices } from '../../models/places-by-name.ts'
import { nameWithSameEmail } from '../../models/same-email.ts'
import { fieldErrors, isStatus, sentence } from '../../models/sentences.ts'
import { showToast, showUndo } from '../../models/toasts.ts'

type TextFact =
  | 'display_name'
  | 'company_name'
  | 'email'
  | 'phone'
  | 'address_line1'
  | 'address_line2'
  | 'city'
  | 'region'
  | 'postal_code'
  | 'tax_id'
  | 'notes'

const FACTS: { field: TextFact; name: string; type?: 'email' | 'tel'; multiline?: boolean }[] = [
  { field: 'display_name', name: 'Name' },
  { field: 'company_name', name: 'Company' },
  { field: 'email', name: 'Email', type: 'email' },
  { field: 'phone', name: 'Phone', type: 'tel' },
  { field: 'address_line1', name: 'Street' },
  { field: 'address_line2', name: 'Unit' },
  { field: 'city', name: 'City' },
  { field: 'region', name: 'Province or state' },
  { field: 'postal_code', name: 'Postal code' },
  { field: 'tax_id', name: 'Tax ID' },
  { field: 'notes', name: 'Notes', multiline: true },
]

type Changes = Partial<Pick<Contact, TextFact | 'country' | 'language' | 'type'>>

/** Each fact is edited in place, saved when left, and can be taken back. */
export function Facts({ contact }: { contact: Contact }) {
  const errors = useSignal<Record<string, string>>({})
  const canEdit = contact.allowed_actions.includes('update')

  const write = async (changes: Changes, undo?: Changes): Promise<boolean> => {
    errors.value = {}
    try {
      await contacts.update(contacts.known(contact.id) ?? contact, changes)
      const same = undo && changes.email ? await nameWithSameEmail(changes.email, contact.id) : undefined
      if (undo) showUndo(same ? `Saved. ${same} has this address, too` : 'Saved', () => void write(undo))
      return true
    } catch (error) {
      errors.value = fieldErrors(error)
      if (Object.keys(errors.value).length === 0) showToast({ text: `Not saved. ${conflictOr(error)}`, kind: 'failed' })
      return false
    }
  }
  const save = (field: TextFact | 'country' | 'language') => (value: string) =>
    write({ [field]: value || null }, { [field]: contact[field] })
  return (
    <>
      {FACTS.map(({ field, name, ...rest }) => (
        <InlineEdit
          key={field}
          name={name}
          value={(field === 'phone' ? contact.phone_formatted : contact[field]) ?? ''}
          canEdit={canEdit}
          error={errors.value[field]}
          save={save(field)}
          {...rest}
        />
      ))}
      {contact.other_addresses.length > 0 && (
        <div class="fact">
          <span class="name">Also</span>
          <span class="fact-value">{contact.other_addresses.map(({ value }) => value).join('\n')}</span>
        </div>
      )}
      <Places contact={contact} errors={errors.value} save={save} />
      {canEdit && (
        <div class="fact">
          <span class="name">Type</span>
          <SelectField
            label="Type"
            hideLabel
            choices={CONTACT_TYPES}
            value={contact.type}
            onChange={(type) => void write({ type: type as Contact['type'] }, { type: contact.type })}
          />
        </div>
      )}
    </>
  )
}

interface PlacesProps {
  contact: Contact
  errors: Record<string, string>
  save: (field: 'country' | 'language') => (value: string) => Promise<boolean>
}

/** Where it is, and in which language it is written to. */
function Places({ contact, errors, save }: PlacesProps) {
  const isFixed = !contact.allowed_actions.includes('update')
  return (
    <>
      <div class="fact">
        <span class="name">Country</span>
        <ChoiceField
          label="Country"
          hideLabel
          choices={countryChoices()}
          value={contact.country ?? ''}
          disabled={isFixed}
          onChange={(country) => void save('country')(country)}
          error={errors.country}
        />
      </div>
      <div class="fact">
        <span class="name">Written to in</span>
        <SelectField
          label="Written to in"
          hideLabel
          choices={languageChoices('Your language', contact.language ?? '')}
          value={contact.language ?? ''}
          disabled={isFixed}
          onChange={(language) => void save('language')(language)}
          error={errors.language}
        />
      </div>
    </>
  )
}

const conflictOr = (error: unknown) =>
  isStatus(error, 409) ? 'Someone else changed this contact; you now see the latest.' : sentence(error)
