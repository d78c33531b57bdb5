import { useSignal } from '@preact/signals'
import type { AnyDocument } from '../../../../core/contract/documents.ts'
import { Button } from '../../../components/button.tsx'
import { FormDialog } from '../../../components/form-dialog.tsx'
import { lazyPart } from '../../../components/lazy-page.tsx'
import { TextArea, TextField } from '../../../components/text-field.tsx'
import type { EditorKind } from '../../../models/document-kind.ts'
import { useForm } from '../../../models/form.ts'
import { money } from '../../../models/format.ts'
import { mailHint, useMailText } from '../../../models/mail-text.ts'
import { startSending } from '../../../models/sending.ts'
import { TemplatePicker } from '../template-picker.tsx'

const ReminderRule = lazyPart<object>(() => import('../../../components/reminder-rule.tsx'), 'the reminders')

interface SendProps {
  kind: EditorKind
  document: AnyDocument
  close: () => void
}

/** Sending from the page, for the first time or again: to which address, with which words; then ten seconds to take it back. */
export function SendDialog({ kind, document, close }: SendProps) {
  const { contact, status } = document
  const again = status !== 'DRAFT'
  const { text, picked, form, pick, putBack } = useWords(kind, document, again)
  const to = form.values.to.trim()
  const isOwn = to === contact.email
  const submit = async () => {
    const words = {
      ...(isOwn ? {} : { to }),
      ...(form.values.subject.trim() ? { subject: form.values.subject.trim() } : {}),
      message: form.values.message.trim() || null,
      ...(text.language ? { language: text.language } : {}),
      ...(again ? { again } : {}),
    }
    const missing = { to: to === '' && 'Say where to send it', message: text.isLoading && 'The text is still coming' }
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
      {kind.word === 'invoice' && <ReminderRule />}
      <TemplatePicker kind={kind} value={picked} choose={pick} usual={picked ? null : text.name} />
      {putBack && (
        <div>
          <Button look="quiet" onClick={putBack}>
            Put back what you typed
          </Button>
        </div>
      )}
      <TextField
        label="Subject"
        {...form.text('subject')}
        maxLength={200}
        hint="Left empty, it says the number, the amount and the day"
      />
      <TextArea label="Message" {...form.text('message')} maxLength={5000} hint={mailHint(text)} />
    </FormDialog>
  )
}

/** What was picked and what was typed over it. Picking another replaces that, which can be put back. */
function useWords(kind: EditorKind, { id, contact }: AnyDocument, again: boolean) {
  const picked = useSignal('')
  const of = { document: id }
  const text = useMailText(kind, { of, templateId: picked.value, again, contactName: contact.display_name })
  const form = useForm({ to: contact.email ?? '', subject: text.subject, message: text.message })
  const replaced = useSignal<(() => void) | null>(null)
  const change = (template: string, typed: Partial<typeof form.values>) => {
    picked.value = template
    form.reset()
    form.set(typed)
  }
  const pick = (template: string) => {
    const { typed } = form
    const before = picked.value
    const isTyped = typed.subject !== undefined || typed.message !== undefined
    if (isTyped) {
      replaced.value = () => {
        change(before, typed)
        replaced.value = null
      }
    }
    change(template, typed.to === undefined ? {} : { to: typed.to })
  }
  return { text, picked: picked.value, form, pick, putBack: replaced.value }
}
