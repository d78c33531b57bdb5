import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { useEffect, useRef } from 'preact/hooks'
import { Avatar } from '../../../components/avatar.tsx'
import { Combobox, type Option } from '../../../components/combobox.tsx'
import { TextField } from '../../../components/text-field.tsx'
import { contacts, createContact } from '../../../models/contacts.ts'
import type { DraftContact } from '../../../models/document-draft.ts'
import { daysBetween } from '../../../models/format.ts'
import { queryClient } from '../../../models/queries.ts'
import { fieldErrors, sentence } from '../../../models/sentences.ts'
import { useDebounced } from '../../../models/use-debounced.ts'
import { fieldId, useEditing } from './context.ts'

const CREATE = 'create:'

const known = (id: string) => queryClient.fetchQuery({ ...contacts.one(id), staleTime: 60_000 })
const made = (value: string) => createContact({ display_name: value.slice(CREATE.length), type: 'CUSTOMER' })

/** Who it is for: found as one types, made on the spot when new. */
export function ContactField({ chosen }: { chosen?: () => void }) {
  const { kind, editor, errors } = useEditing()
  const { contact, typedTo } = editor.draft.value
  const typed = useSignal<string | null>(null)
  const problem = useSignal('')
  const text = typed.value ?? contact?.display_name ?? typedTo
  const options = useOptions(typed.value ?? '')

  // What was typed and not chosen is nobody yet, but it is not lost.
  const leave = () => {
    const left = typed.value?.trim()
    typed.value = null
    if (left !== undefined && !editor.draft.value.contact) editor.change({ typedTo: left })
  }
  useEffect(() => leave, [])

  const take = (found: DraftContact) => {
    typed.value = null
    problem.value = ''
    editor.change({ contact: { id: found.id, display_name: found.display_name, email: found.email }, typedTo: '' })
    void proposeTermOfLast(found.id)
    chosen?.()
  }
  const proposeTermOfLast = async (contactId: string) => {
    const last = await queryClient.fetchQuery(kind.last(contactId)).catch(() => null)
    const isStillChosen = editor.draft.value.contact?.id === contactId
    if (last && isStillChosen) editor.proposeTerm(daysBetween(last.issue_date, kind.until.of(last)))
  }
  const lastAsked = useRef('')
  const choose = async ({ value }: Option) => {
    lastAsked.current = value
    try {
      const found = await (value.startsWith(CREATE) ? made(value) : known(value))
      // Whoever was chosen since then is meant.
      if (lastAsked.current === value) take(found)
    } catch (error) {
      problem.value = fieldErrors(error).display_name ?? sentence(error)
    }
  }
  return (
    <div>
      <Combobox
        id={fieldId('contact_id')}
        label="To"
        placeholder="Name, company or email"
        text={text}
        options={typed.value === null ? [] : options}
        before={contact && typed.value === null ? <Avatar name={contact.display_name} /> : undefined}
        error={problem.value || errors.contact_id}
        onInput={(value) => (typed.value = value)}
        onChoose={(option) => void choose(option)}
        onFocus={() => {
          if (typedTo) typed.value = typedTo
        }}
        onBlur={leave}
        autoFocus={contact === null}
      />
      {contact && <EmailOf contact={contact} />}
    </div>
  )
}

function useOptions(typed: string): Option[] {
  const searched = useDebounced(typed.trim(), 120)
  const found = useQuery({ ...contacts.search({ q: searched, limit: 8 }), enabled: searched !== '' }).data ?? []
  const options = found.map((contact) => ({
    value: contact.id,
    label: contact.display_name,
    detail: contact.email ?? contact.phone ?? '',
  }))
  const name = typed.trim()
  const isKnown = found.some((contact) => contact.display_name.toLocaleLowerCase() === name.toLocaleLowerCase())
  return name && !isKnown ? [...options, { value: CREATE + name, label: `New contact “${name}”` }] : options
}

/** The address it will be mailed to; asked for here when the contact has none. */
function EmailOf({ contact }: { contact: DraftContact }) {
  const { kind, editor, errors } = useEditing()
  const email = useSignal('')
  const problem = useSignal('')
  if (contact.email) return <p class="field-hint ellipsis">{contact.email}</p>
  const save = async () => {
    if (!email.value.trim()) return
    try {
      const full = await queryClient.fetchQuery({ ...contacts.one(contact.id), staleTime: 0 })
      const saved = await contacts.update(full, { email: email.value.trim() })
      problem.value = ''
      editor.change({ contact: { id: saved.id, display_name: saved.display_name, email: saved.email } })
    } catch (error) {
      problem.value = fieldErrors(error).email ?? sentence(error)
    }
  }
  return (
    <div class="after-field">
      <TextField
        id={fieldId('contact.email')}
        label={`Email of ${contact.display_name}`}
        type="email"
        inputmode="email"
        value={email.value}
        onInput={(value) => (email.value = value)}
        onBlur={() => void save()}
        onEnter={() => void save()}
        error={problem.value || errors['contact.email']}
        hint={`To send the ${kind.word} by email`}
      />
    </div>
  )
}
