import { useQuery } from '@tanstack/preact-query'
import { Avatar } from '../../components/avatar.tsx'
import { Combobox } from '../../components/combobox.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { TextArea, TextField } from '../../components/text-field.tsx'
import { contacts } from '../../models/contacts.ts'
import { useForm } from '../../models/form.ts'
import { writeFirst } from '../../models/letters.ts'
import { go } from '../../models/navigation.ts'
import { useDebounced } from '../../models/use-debounced.ts'

const START = { contact_id: '', name: '', email: '', subject: '', body_text: '' }
const NEW = 'new'

/** Writes to a contact first; `to` is his id, or new where he is still to be chosen. */
export default function ComposeDialog({ to, close }: { to: string; close: () => void }) {
  const form = useForm(START, ['contact_id', 'subject', 'body_text'], {
    name: 'New message',
    path: `/inbox?compose=${to}`,
    id: to,
  })
  const given = useQuery({ ...contacts.one(to), enabled: to !== NEW }).data
  const contact_id = form.values.contact_id || given?.id || ''
  const email = form.values.email || given?.email || ''
  const { subject, body_text } = form.values
  const submit = async () => {
    const missing = {
      contact_id: (!contact_id && 'Choose a contact') || (!email && 'This contact has no mail address'),
      subject: !subject.trim() && 'Say what it is about',
      body_text: !body_text.trim() && 'Write a message first',
    }
    let id = ''
    const restore = () => {
      form.set(form.values)
      go(`/inbox?compose=${to}`)
    }
    const send = async () => {
      id = await writeFirst({ contact_id, subject, body_text }, restore)
    }
    if (await form.send(missing, send)) go(`/inbox/${id}`)
  }
  return (
    <FormDialog title="New message" form={form} submit={() => void submit()} close={close} verb="Send" crossed>
      {given ? (
        <p class="inline">
          <Avatar name={given.display_name} />
          <span class="break">
            {given.display_name} <span class="muted">{given.email ?? 'has no mail address yet'}</span>
          </span>
        </p>
      ) : (
        <ContactChoice form={form} />
      )}
      <TextField label="Subject" {...form.text('subject')} maxLength={300} autoFocus={to !== NEW} />
      <TextArea label="Message" {...form.text('body_text')} maxLength={50_000} />
    </FormDialog>
  )
}

type ComposeForm = ReturnType<typeof useForm<typeof START>>

function ContactChoice({ form }: { form: ComposeForm }) {
  const { name, contact_id, email } = form.values
  const searched = useDebounced(contact_id ? '' : name.trim(), 120)
  const found = useQuery({ ...contacts.search({ q: searched, limit: 8 }), enabled: searched !== '' }).data ?? []
  return (
    <Combobox
      label="To"
      placeholder="Name, company or email"
      text={name}
      options={found.map(({ id, display_name, email: address }) => ({
        value: id,
        label: display_name,
        detail: address ?? 'no mail address',
      }))}
      error={form.errors.contact_id}
      hint={contact_id ? email : undefined}
      onInput={(typed) => form.set({ name: typed, contact_id: '', email: '' })}
      onChoose={({ value, label }) =>
        form.set({ contact_id: value, name: label, email: found.find(({ id }) => id === value)?.email ?? '' })
      }
      autoFocus
    />
  )
}
