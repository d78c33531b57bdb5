import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { useId } from 'preact/hooks'
import type { Template } from '../../../core/contract/templates.ts'
import { type TemplateVariable, variablesOf } from '../../../core/domain/templates/variables.ts'
import { Check } from '../../components/check.tsx'
import { FormDrawer } from '../../components/form-dialog.tsx'
import { SelectField } from '../../components/select-field.tsx'
import { TextArea, TextField } from '../../components/text-field.tsx'
import { businessQuery } from '../../models/business.ts'
import { useForm } from '../../models/form.ts'
import { languageChoices } from '../../models/languages.ts'
import { isReminderText } from '../../models/reminders.ts'
import { TEMPLATE_TYPE_LABELS, VARIABLE_LABELS, WRITTEN_TYPES } from '../../models/template-words.ts'
import { templates } from '../../models/templates.ts'
import { showToast } from '../../models/toasts.ts'
import { Preview, usePreview } from './template-preview.tsx'

type Type = Template['type']

const startOf = (template: Template | null) => ({
  type: (template?.type ?? 'MESSAGE') as Type,
  name: template?.name ?? '',
  subject: template?.subject ?? '',
  content: template?.content ?? '',
  channel: (template?.channel ?? '') as NonNullable<Template['channel']> | '',
  language: template?.language ?? '',
  scope: template?.profile_scopes.join(', ') ?? '',
  is_default: template?.is_default ?? false,
})
type Values = ReturnType<typeof startOf>

/** A text with its variables, and what becomes of it. */
export default function TemplateDialog({ template, close }: { template: Template | null; close: () => void }) {
  const form = useForm(startOf(template), ['name', 'subject', 'content'], {
    name: template?.name ?? 'New template',
    path: '/settings/templates',
    id: template?.id,
  })
  const { values } = form
  const isMail = values.type === 'INVOICE' || values.type === 'QUOTE' || isReminderText(values.type)
  const filledWith = useSignal('')
  const typed = { ...values, subject: isMail ? values.subject : '' }
  const preview = usePreview(typed, filledWith.value)
  const submit = async () => {
    const missing = {
      name: !values.name.trim() && 'Enter a name, such as On my way',
      content: !values.content.trim() && 'Write the text',
    }
    if (!(await form.send(missing, () => save(template, values, isMail)))) return
    showToast({ text: `${values.name.trim()} saved` })
    close()
  }
  const errorOf = (field: 'subject' | 'content') => form.errors[field] ?? preview.errors[field]
  return (
    <FormDrawer
      title={template ? 'Edit template' : 'Add template'}
      form={form}
      submit={() => void submit()}
      close={close}
      verb="Save"
    >
      {!template && (
        <SelectField
          label="What it is for"
          value={values.type}
          onChange={(type) => {
            filledWith.value = ''
            form.set({ type: type as Type })
          }}
          choices={WRITTEN_TYPES.map((value) => ({ value, label: TEMPLATE_TYPE_LABELS[value] }))}
        />
      )}
      <TextField label="Name" {...form.text('name')} maxLength={120} autoFocus />
      {isMail && (
        <TextField
          label="Subject"
          {...form.text('subject')}
          maxLength={200}
          error={errorOf('subject')}
          hint="Left empty, it says the number, the amount and the day"
        />
      )}
      <Content type={values.type} text={form.text('content')} error={errorOf('content')} />
      <Preview
        type={values.type}
        preview={preview}
        filledWith={filledWith.value}
        choose={(id) => (filledWith.value = id)}
      />
      <Circumstances values={values} set={form.set} isMail={isMail} />
    </FormDrawer>
  )
}

interface ContentProps {
  type: Type
  text: { value: string; onInput: (value: string) => void }
  error: string | undefined
}

/** The text, and what can be put in where its cursor stands. */
function Content({ type, text, error }: ContentProps) {
  const id = useId()
  const put = (name: TemplateVariable) => {
    const area = document.getElementById(id) as HTMLTextAreaElement
    area.focus()
    area.setRangeText(`{{${name}}}`, area.selectionStart, area.selectionEnd, 'end')
    text.onInput(area.value)
  }
  return (
    <div class="stack tight">
      <TextArea id={id} label="Text" {...text} maxLength={20_000} error={error} />
      <fieldset class="bare">
        <legend class="small muted">Put in, filled for each customer</legend>
        <div class="inline wrap">
          {ownFirst(variablesOf(type)).map((name) => (
            <button key={name} type="button" class="chip" title={`{{${name}}}`} onClick={() => put(name)}>
              {VARIABLE_LABELS[name]}
            </button>
          ))}
        </div>
      </fieldset>
    </div>
  )
}

/** What only this kind can say is looked for most. */
const ownFirst = (names: readonly TemplateVariable[]) => {
  const isOwn = (name: string) => name.startsWith('invoice.') || name.startsWith('quote.')
  return [...names.filter(isOwn), ...names.filter((name) => !isOwn(name))]
}

interface CircumstancesProps {
  values: Values
  set: (changes: Partial<Values>) => void
  isMail: boolean
}

/** When it is the one that is proposed. */
function Circumstances({ values, set, isMail }: CircumstancesProps) {
  const profile = useQuery(businessQuery).data?.profile
  const isReminder = isReminderText(values.type)
  const scopes = [
    { value: '', label: 'Every profile' },
    ...(profile ? [{ value: profile.profile_id, label: `Only the profile ${profile.name}` }] : []),
  ]
  if (!scopes.some(({ value }) => value === values.scope)) scopes.push({ value: values.scope, label: values.scope })
  return (
    <>
      <SelectField
        label="Language"
        value={values.language}
        onChange={(language) => set({ language })}
        choices={languageChoices('Any', values.language)}
        hint="It is proposed to customers who are written to in this language"
      />
      {!isMail && (
        <SelectField
          label="Used for"
          value={values.channel}
          onChange={(channel) => set({ channel: channel as Values['channel'] })}
          choices={[
            { value: '', label: 'Mail and SMS' },
            { value: 'EMAIL', label: 'Mail' },
            { value: 'SMS', label: 'SMS' },
          ]}
        />
      )}
      <SelectField label="Profile" value={values.scope} onChange={(scope) => set({ scope })} choices={scopes} />
      <Check
        label={
          isReminder ? 'Send it with these reminders' : isMail ? 'Begin with it when one is sent' : 'Show it first'
        }
        checked={values.is_default}
        onChange={(is_default) => set({ is_default })}
      />
      {values.is_default && (
        <p class="small muted">
          It takes the place of the one before in this language.
          {isReminder &&
            ' What goes out from now on says this, also by itself. Where nothing is known for what it names, the text that comes with the product goes out.'}
        </p>
      )}
    </>
  )
}

/** An edit sends all; what is new only says what was chosen. */
function save(template: Template | null, values: Values, isMail: boolean): Promise<unknown> {
  const { type, scope } = values
  const words = { name: values.name.trim(), content: values.content }
  const more = {
    subject: (isMail && values.subject.trim()) || null,
    channel: values.channel || null,
    language: values.language || null,
    is_default: values.is_default,
    profile_scopes: template && scope === startOf(template).scope ? template.profile_scopes : scope ? [scope] : [],
  }
  if (template) return templates.update(template, { ...words, ...more })
  const chosen = Object.entries(more).filter(([, value]) => value && String(value) !== '')
  return templates.create({ type, ...words, ...(Object.fromEntries(chosen) as Partial<typeof more>) })
}
