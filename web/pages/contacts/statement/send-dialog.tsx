import { FormDialog } from '../../../components/form-dialog.tsx'
import { TextArea, TextField } from '../../../components/text-field.tsx'
import { useForm } from '../../../models/form.ts'
import { type Days, sendStatement } from '../../../models/statements.ts'
import { showToast } from '../../../models/toasts.ts'

/** Mails it with its paper; the address of the contact is proposed. */
export default function SendDialog({
  id,
  email,
  days,
  close,
}: {
  id: string
  email: string | null
  days: Days
  close: () => void
}) {
  const form = useForm({ to_address: email ?? '', message: '' })
  const submit = async () => {
    const { to_address, message } = form.values
    const missing = { to_address: to_address.trim() === '' && 'Enter an email address' }
    const send = () => sendStatement(id, { ...days, to_address: to_address.trim(), message: message.trim() || null })
    if (!(await form.send(missing, send))) return
    showToast({ text: `Statement sent to ${to_address.trim()}` })
    close()
  }
  return (
    <FormDialog
      title="Send statement"
      form={form}
      submit={() => void submit()}
      close={close}
      verb="Send"
      doing="Sending…"
    >
      <TextField label="To" type="email" {...form.text('to_address')} />
      <TextArea label="Message" {...form.text('message')} hint="Goes above what is open; the statement is attached" />
    </FormDialog>
  )
}
