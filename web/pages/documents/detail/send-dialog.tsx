import { useQuery } from '@tanstack/preact-query'
import type { AnyDocument } from '../../../../core/contract/documents.ts'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { TextArea, TextField } from '../../../components/text-field.tsx'
import { businessQuery } from '../../../models/business.ts'
import type { EditorKind } from '../../../models/document-kind.ts'
import { useForm } from '../../../models/form.ts'
import { money } from '../../../models/format.ts'
import { startSending } from '../../../models/sending.ts'

interface SendProps {
  kind: EditorKind
  document: AnyDocument
  close: () => void
}

/** Sending from the page, for the first time or again: to which address, with which words; then ten seconds to take it back. */
export function SendDialog({ kind, document, close }: SendProps) {
  const { contact, status } = document
  const business = useQuery(businessQuery).data
  const again = status !== 'DRAFT'
  const form = useForm({
    to: contact.email ?? '',
    message: `Hello ${contact.display_name}, here is your ${kind.word}${again ? ' again' : ''}. You can ${kind.linkFor} from the link below. ${business?.name ?? ''}`,
  })
  const to = form.values.to.trim()
  const isOwn = to === contact.email
  const submit = async () => {
    const words = { ...(isOwn ? {} : { to }), message: form.values.message.trim() || null, ...(again ? { again } : {}) }
    const missing = { to: to === '' && 'Say where to send it' }
    if (await form.send(missing, () => startSending(kind, document, to, words))) close()
  }
  return (
    <FormDialog
      title={
        again
          ? `Send ${kind.numberOf(document)} to ${contact.display_name} again`
          : `Send ${money(document.total, document.currency)} to ${contact.display_name}`
      }
      form={form}
      submit={submit}
      close={close}
      verb={again ? 'Send again' : `Send ${kind.word}`}
      keep="Not now"
    >
      <TextField
        label="By email to"
        type="email"
        inputmode="email"
        {...form.text('to')}
        hint={isOwn || !contact.email ? undefined : `For this mail alone: ${contact.email} stays in Contacts`}
      />
      <TextArea label="Message" {...form.text('message')} maxLength={5000} />
    </FormDialog>
  )
}
