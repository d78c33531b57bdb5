import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { contacts, createContact } from '../models/contacts.ts'
import { sentence } from '../models/sentences.ts'
import { useDebounced } from '../models/use-debounced.ts'
import { Avatar } from './avatar.tsx'
import { Combobox, type Option } from './combobox.tsx'

const CREATE = 'create:'
export type Picked = { id: string; display_name: string }

/** Somebody of the contacts, found as one types, or made on the spot. */
export function ContactPicker({
  label,
  value,
  onChange,
  error,
  autoFocus = false,
  canCreate = true,
  exceptId,
}: {
  label: string
  value: Picked | null
  onChange: (contact: Picked | null) => void
  error?: string | undefined
  autoFocus?: boolean
  canCreate?: boolean
  /** Who is not offered. */
  exceptId?: string
}) {
  const typed = useSignal<string | null>(null)
  const problem = useSignal('')
  const options = useOptions(typed.value ?? '', canCreate, exceptId)
  const take = (contact: Picked) => {
    typed.value = null
    problem.value = ''
    onChange({ id: contact.id, display_name: contact.display_name })
  }
  const choose = async ({ value: chosen, label: name }: Option) => {
    if (!chosen.startsWith(CREATE)) return take({ id: chosen, display_name: name })
    try {
      take(await createContact({ display_name: chosen.slice(CREATE.length), type: 'CUSTOMER' }))
    } catch (refused) {
      problem.value = sentence(refused)
    }
  }
  const leave = () => {
    if (typed.value?.trim() === '') onChange(null)
    typed.value = null
  }
  return (
    <Combobox
      label={label}
      placeholder="Name, company or email"
      text={typed.value ?? value?.display_name ?? ''}
      options={typed.value === null ? [] : options}
      before={value && typed.value === null ? <Avatar name={value.display_name} /> : undefined}
      error={problem.value || error}
      onInput={(text) => (typed.value = text)}
      onChoose={(option) => void choose(option)}
      onBlur={leave}
      autoFocus={autoFocus}
    />
  )
}

function useOptions(typed: string, canCreate: boolean, exceptId: string | undefined): Option[] {
  const searched = useDebounced(typed.trim(), 120)
  const found = useQuery({ ...contacts.search({ q: searched, limit: 8 }), enabled: searched !== '' }).data ?? []
  const others = found.filter(({ id }) => id !== exceptId)
  const options = others.map(({ id, display_name, email, phone }) => ({
    value: id,
    label: display_name,
    detail: email ?? phone ?? '',
  }))
  const name = typed.trim()
  const isKnown = found.some(({ display_name }) => display_name.toLocaleLowerCase() === name.toLocaleLowerCase())
  return canCreate && name && !isKnown
    ? [...options, { value: CREATE + name, label: `New contact “${name}”` }]
    : options
}
