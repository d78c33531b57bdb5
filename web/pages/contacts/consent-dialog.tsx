import type { Consent, Contact } from '../../../core/contract/contacts.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { TextArea } from '../../components/text-field.tsx'
import { contacts } from '../../models/contacts.ts'
import { useForm } from '../../models/form.ts'
import { showToast } from '../../models/toasts.ts'

const STATES = [
  { value: 'GRANTED', label: 'Agreed' },
  { value: 'WITHDRAWN', label: 'Does not want any' },
]

/** What somebody said of being written to, written down by a member. */
export default function ConsentDialog({
  contact,
  channel,
  close,
}: {
  contact: Contact
  channel: Consent['channel']
  close: () => void
}) {
  const now = channel === 'EMAIL' ? contact.email_consent : contact.sms_consent
  const start: { state: Consent['state']; note: string } = {
    state: now === 'GRANTED' ? 'WITHDRAWN' : 'GRANTED',
    note: '',
  }
  const form = useForm(start)
  const submit = () =>
    form.send({ note: !form.values.note.trim() && 'Say how and when they said so' }, async () => {
      await contacts.act(contact.id, 'record-consent', { channel, ...form.values, if_match_version: contact.version })
      showToast({ text: 'Written down' })
      close()
    })
  return (
    <FormDialog
      title={channel === 'EMAIL' ? 'News and offers by email' : 'News and offers by text'}
      form={form}
      submit={submit}
      close={close}
      verb="Write down"
      doing="Writing down…"
    >
      <SelectField
        label={contact.display_name}
        choices={STATES}
        value={form.values.state}
        onChange={(state) => form.set({ state: state as Consent['state'] })}
        error={form.errors.state}
      />
      <TextArea label="How and when they said so" {...form.text('note')} maxLength={500} />
    </FormDialog>
  )
}
