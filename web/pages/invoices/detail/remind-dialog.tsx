import { useSignal } from '@preact/signals'
import { keepPreviousData, useQuery } from '@tanstack/preact-query'
import type { Invoice } from '../../../../core/contract/invoices.ts'
import type { TemplatePreview } from '../../../../core/contract/templates.ts'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { TextArea, TextField } from '../../../components/text-field.tsx'
import { useForm } from '../../../models/form.ts'
import { invoices } from '../../../models/invoices.ts'
import { previewQuery } from '../../../models/mail-text.ts'
import { isReminderText, REMINDER_TEXTS } from '../../../models/reminders.ts'
import { holdDeed } from '../../../models/sending.ts'
import { sentence } from '../../../models/sentences.ts'
import { showToast } from '../../../models/toasts.ts'
import { TemplatePicker } from '../../documents/template-picker.tsx'

interface RemindProps {
  invoice: Invoice
  close: () => void
}

/** The words of the reminder that goes out now, to be changed for this mail alone; then ten seconds to take it back. */
export function RemindDialog({ invoice, close }: RemindProps) {
  const { id, invoice_number: number, contact } = invoice
  const picked = useSignal('')
  const asked = useQuery({
    ...previewQuery({
      type: 'REMINDER',
      channel: 'EMAIL',
      invoice_id: id,
      ...(picked.value ? { template_id: picked.value } : {}),
    }),
    placeholderData: keepPreviousData,
    staleTime: 0,
  })
  const text = asked.data
  const form = useForm({ subject: text?.subject ?? '', message: text?.text ?? '' })
  const pick = (template: string) => {
    picked.value = template
    form.reset()
  }
  const submit = async () => {
    const missing = {
      message:
        ((asked.isPending || asked.isPlaceholderData) && 'The text is still coming') ||
        (!form.values.message.trim() && 'Write the text'),
    }
    const words = wordsOf(form.values, text, picked.value !== '')
    if (!(await form.send(missing, async () => remind(invoice, words)))) return
    close()
  }
  return (
    <FormDialog
      title={`Remind ${contact.display_name} of ${number}`}
      form={form}
      submit={submit}
      close={close}
      verb="Send reminder"
      keep="Not now"
    >
      <p class="small muted">
        {text && isReminderText(text.type)
          ? `${REMINDER_TEXTS[text.type]}, to ${contact.email}`
          : `To ${contact.email}`}
      </p>
      {text && (
        <TemplatePicker
          kind={{ template: text.type }}
          value={picked.value}
          choose={pick}
          usual={picked.value ? null : text.name}
        />
      )}
      <TextField
        label="Subject"
        {...form.text('subject')}
        maxLength={200}
        hint="Left empty, it says the number, the amount and the day"
      />
      <TextArea label="Message" {...form.text('message')} maxLength={5000} hint={hintOf(text, asked.error)} />
    </FormDialog>
  )
}

/** What is as it was shown is left to the server, which takes the newest words when it goes out. */
function wordsOf(
  { subject, message }: { subject: string; message: string },
  text: TemplatePreview | undefined,
  isPicked: boolean,
) {
  if (text && !isPicked && subject === (text.subject ?? '') && message === text.text) return {}
  return {
    ...(subject.trim() ? { subject: subject.trim() } : {}),
    message: message.trim(),
    ...(text ? { language: text.language } : {}),
  }
}

function hintOf(text: TemplatePreview | undefined, error: unknown): string | undefined {
  if (error) return `Your texts could not be had. ${sentence(error)}`
  const open = text?.when_sent.map((name) => `{{${name}}}`).join(', ')
  const missing = text?.missing.map((name) => `{{${name}}}`).join(', ')
  const lines = [
    missing && `Your text names ${missing}, which is not known here: this one comes with the product`,
    open && `Filled in when it is sent: ${open}`,
  ]
  return lines.filter(Boolean).join('. ') || undefined
}

/** Held for ten seconds, as a mail is, with the way back. */
function remind({ id, invoice_number: number, contact, version }: Invoice, words: object): void {
  const run = () =>
    invoices.act(id, 'remind', { ...words, if_match_version: version }).then(
      () => showToast({ text: `${number}: a reminder went to ${contact.email}` }),
      (error: unknown) => showToast({ text: `No reminder was sent. ${sentence(error)}`, kind: 'failed' }),
    )
  holdDeed({ documentId: id, words: `Reminding ${contact.display_name}`, run, undone: 'No reminder was sent' })
}
