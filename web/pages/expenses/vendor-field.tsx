import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { CATEGORIES } from '../../../core/domain/expenses/categories.ts'
import { beginWords, queryTerms } from '../../../core/domain/kernel/text.ts'
import { Combobox } from '../../components/combobox.tsx'
import { contacts } from '../../models/contacts.ts'
import { useDebounced } from '../../models/use-debounced.ts'

interface Vendor {
  vendor_contact_id: string | null
  vendor_name: string
}

/** To whom it was paid: one of the contacts, or a name that is none. */
export function VendorField({
  values,
  set,
  error,
}: {
  values: Vendor
  set: (vendor: Vendor) => void
  error: string | undefined
}) {
  const isTyping = useSignal(false)
  const searched = useDebounced(values.vendor_name.trim(), 120)
  const asked = useQuery({ ...contacts.search({ q: searched, limit: 8 }), enabled: isTyping.value && searched !== '' })
  const found = isTyping.value ? (asked.data ?? []) : []
  return (
    <Combobox
      label="Vendor"
      placeholder="Name of the shop, or a contact"
      maxLength={200}
      text={values.vendor_name}
      hint={values.vendor_contact_id ? 'One of your contacts' : undefined}
      options={found.map(({ id, display_name, email, phone }) => ({
        value: id,
        label: display_name,
        detail: email ?? phone ?? '',
      }))}
      error={error}
      onInput={(vendor_name) => {
        isTyping.value = true
        set({ vendor_contact_id: null, vendor_name })
      }}
      onChoose={({ value, label }) => {
        isTyping.value = false
        set({ vendor_contact_id: value, vendor_name: label })
      }}
      onBlur={() => (isTyping.value = false)}
    />
  )
}

/** A word of one's own, or one of the usual ones. */
export function CategoryField({
  value,
  onChange,
  error,
}: {
  value: string
  onChange: (value: string) => void
  error: string | undefined
}) {
  const terms = queryTerms(value)
  const fitting = CATEGORIES.filter((name) => name !== value && beginWords(terms, name))
  return (
    <Combobox
      label="Category"
      maxLength={100}
      text={value}
      options={fitting.map((name) => ({ value: name, label: name }))}
      error={error}
      onInput={onChange}
      onChoose={({ label }) => onChange(label)}
    />
  )
}
