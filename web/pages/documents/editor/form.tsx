import { CreditCard, Send } from 'lucide-preact'
import { Icon } from '../../../components/icon.tsx'
import { lazyPart } from '../../../components/lazy-page.tsx'
import { SelectField } from '../../../components/select-field.tsx'
import { TextArea, TextField } from '../../../components/text-field.tsx'
import { currencyChoices } from '../../../models/currencies.ts'
import { mailHint } from '../../../models/mail-text.ts'
import { may } from '../../../models/permissions.ts'
import { TemplatePicker } from '../template-picker.tsx'
import { ContactField } from './contact-field.tsx'
import { fieldId, useEditing, usePayWords } from './context.ts'
import { DateFields } from './date-fields.tsx'
import { LikeLast, Lines } from './lines.tsx'
import { UnsavedNote } from './unsaved-note.tsx'

const ReminderRule = lazyPart<object>(() => import('../../../components/reminder-rule.tsx'), 'the reminders')

/** The whole form, in the order one thinks: who, when, what, words, how they pay, how it is sent. */
export function EditorForm() {
  const { kind } = useEditing()
  const pay = usePayWords()
  return (
    <div class="editor-form">
      <div>
        <ContactField />
        <UnsavedNote of="contact_id" />
      </div>
      <DateFields />
      <Lines>
        <LikeLast />
      </Lines>
      <NotesField />
      <div class="two-columns">
        {pay && <ReadOnly label="How they pay" icon={CreditCard} text={pay} />}
        {may(kind.maySend) && <ReadOnly label="Send by" icon={Send} text="Email, standard" />}
      </div>
      {may(kind.maySend) && <MessageField />}
    </div>
  )
}

/** Another currency than the business's, for those who may bill in one. */
function CurrencyField() {
  const { editor, errors } = useEditing()
  // Who may change the business is who may choose (H-RBAC-16).
  if (!may('business.update')) return null
  return (
    <SelectField
      id={fieldId('currency')}
      label="Currency"
      choices={currencyChoices()}
      value={editor.draft.value.currency}
      onChange={(currency) => editor.change({ currency })}
      error={errors.currency}
    />
  )
}

export function NotesField() {
  const { kind, editor, errors, business } = useEditing()
  const needed = business.profile.required_fields[kind.word]
  const ask = (words: string, field: string) => (needed.includes(field) ? `${words} (needed to send)` : words)
  const { notes, terms, reference, poNumber } = editor.draft.value
  return (
    <>
      <CurrencyField />
      <TextField
        id={fieldId('po_number')}
        label="Their order number, if they have one"
        value={poNumber}
        maxLength={100}
        onInput={(text) => editor.change({ poNumber: text })}
        error={errors.po_number}
      />
      <TextField
        id={fieldId('reference')}
        label={ask('Reference', 'reference')}
        value={reference}
        maxLength={100}
        onInput={(text) => editor.change({ reference: text })}
        error={errors.reference}
      />
      <TextArea
        id={fieldId('notes')}
        label={ask(`Notes, printed on the ${kind.word}`, 'notes')}
        value={notes}
        maxLength={5000}
        onInput={(text) => editor.change({ notes: text })}
        error={errors.notes}
      />
      <TextArea
        id={fieldId('terms')}
        label={ask('Terms, printed below the notes', 'terms')}
        value={terms}
        maxLength={5000}
        onInput={(text) => editor.change({ terms: text })}
        error={errors.terms}
      />
    </>
  )
}

export function MessageField() {
  const { kind, editor, message, errors } = useEditing()
  const { text, picked, pick } = message
  return (
    <>
      {kind.word === 'invoice' && <ReminderRule />}
      <TemplatePicker kind={kind} value={picked} choose={pick} usual={picked ? null : text.name} />
      <TextArea
        id={fieldId('message')}
        label="Message in the email"
        value={message.value}
        maxLength={5000}
        onInput={(typed) => (editor.message.value = typed)}
        error={errors.message}
        hint={mailHint(text, text.name !== null && text.subject)}
      />
    </>
  )
}

const ReadOnly = ({ label, icon, text }: { label: string; icon: typeof Send; text: string }) => (
  <div class="field">
    <span class="label">{label}</span>
    <div class="box fixed-value">
      <Icon of={icon} />
      <span class="ellipsis">{text}</span>
    </div>
  </div>
)
