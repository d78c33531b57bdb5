import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { FileText } from 'lucide-preact'
import type { CreateWorkItem } from '../../core/contract/work-items.ts'
import type { Profile } from '../../core/domain/profiles/profile.ts'
import { validate } from '../../core/domain/profiles/validate.ts'
import { businessQuery } from '../models/business.ts'
import { dueOf, NOT_UNDERSTOOD, wireDue } from '../models/due-words.ts'
import { useForm } from '../models/form.ts'
import { labels, workWord } from '../models/labels.ts'
import { go } from '../models/navigation.ts'
import { type NewWork, newWork } from '../models/new-work.ts'
import { may } from '../models/permissions.ts'
import { changed } from '../models/queries.ts'
import type { Seen } from '../models/seen.ts'
import { membersQuery } from '../models/team.ts'
import { showToast } from '../models/toasts.ts'
import { choicesOf, convertWork, PRIORITY_LABELS, TYPE_LABELS, workItems } from '../models/work-items.ts'
import { Button } from './button.tsx'
import { ContactPicker, type Picked } from './contact-picker.tsx'
import { DueField } from './due-field.tsx'
import { ExtraFields } from './extra-fields.tsx'
import { FormDialog } from './form-dialog.tsx'
import { lazyPart } from './lazy-page.tsx'
import type { ReadingProps } from './new-work-reading.tsx'
import { SelectField } from './select-field.tsx'
import { TextArea, TextField } from './text-field.tsx'

const TITLE_MAX = 200
const Reading = lazyPart<ReadingProps>(() => import('./new-work-reading.tsx'), 'what the message says')

/** What is to be done: a title is enough. Ctrl+Enter creates from any field. */
export default function NewWorkDialog() {
  const conversation = newWork.value?.conversation
  const close = () => (newWork.value = null)
  const profile = useQuery(businessQuery).data?.profile
  const usual = profile?.workflows.default_work_item_type ?? ''
  const { form, submit } = useNewWork(newWork.value ?? {}, profile, close)
  const { values } = form
  const isMore = useSignal(values.type !== usual || values.priority !== 'NORMAL' || values.description !== '')
  const keyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void submit(false)
  }
  return (
    <FormDialog
      title={`${conversation ? 'Turn into' : 'New'} ${workWord()}`}
      form={form}
      submit={() => submit(false)}
      close={close}
      verb="Create"
      doing="Creating…"
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only hears the keys of its fields */}
      <div class="stack" onKeyDown={keyDown}>
        <TextField label="Title" {...form.text('title')} maxLength={TITLE_MAX} autoFocus />
        <ContactPicker
          label="For"
          value={values.contact}
          onChange={(chosen) => form.set({ contact: chosen })}
          error={form.errors.contact ?? form.errors.contact_id}
        />
        <div class="two-columns">
          <DueField {...form.text('due')} error={form.errors.due ?? form.errors.due_at} />
          <Assignee value={values.assigned_to} onChange={(assigned_to) => form.set({ assigned_to })} />
        </div>
        {conversation && !form.isContinued && (
          <Reading conversation={conversation.id} values={values} set={(read) => form.set(read)} />
        )}
        {profile && (
          <ExtraFields
            profile={profile}
            type={values.type}
            values={values.labels}
            errors={form.errors}
            set={(labels) => form.set({ labels })}
            all={isMore.value}
          />
        )}
        {isMore.value ? (
          <More form={form} types={profile?.workflows.work_item_types ?? []} />
        ) : (
          <div>
            <Button look="accent" onClick={() => (isMore.value = true)}>
              Add type, priority and details
            </Button>
          </div>
        )}
        {may('work_items.convert_to_invoice') && (
          <div>
            <Button icon={FileText} onClick={() => void submit(true)}>
              Create and draft invoice
            </Button>
          </div>
        )}
      </div>
    </FormDialog>
  )
}

function useNewWork(
  { title = '', contact = null, conversation, typed }: NewWork,
  profile: Profile | undefined,
  close: () => void,
) {
  const start: Values = {
    title: title.slice(0, TITLE_MAX),
    contact,
    due: '',
    assigned_to: conversation?.assigned_to ?? '',
    type: profile?.workflows.default_work_item_type ?? '',
    labels: {},
    priority: 'NORMAL',
    description: '',
    ...typed,
  }
  const path = conversation ? `/inbox/${conversation.id}` : '/work?new=1'
  const extra = Object.keys(profile?.extensions.work_item_fields ?? {}).map((name) => `labels_json.${name}`)
  const form = useForm(start, [...Object.keys(start), ...extra], {
    name: `New ${workWord()}`,
    path,
    id: conversation?.id,
  })
  const create = async (andDraft: boolean) => {
    const item = await workItems.create(bodyOf(form.values, conversation?.id)).catch(tellFailed)
    if (conversation) changed('conversation')
    if (andDraft) go(await convertWork(item.id, 'INVOICE'))
    else
      showToast({
        text: `${labels.value.work_item} created`,
        action: { label: 'Open', run: () => go(`/work/${item.id}`) },
      })
  }
  const submit = async (andDraft: boolean) => {
    const { values } = form
    const missing = {
      ...(profile ? lackingOf(values, profile) : {}),
      title: [...values.title.trim()].length < 3 && 'Say in three letters or more what is to be done',
      due: dueOf(values.due) === undefined && NOT_UNDERSTOOD,
      contact: andDraft && !values.contact && 'Choose who is to be billed',
    }
    if (await form.send(missing, () => create(andDraft))) close()
  }
  return { form, submit }
}

function tellFailed(error: unknown): never {
  const detail: Seen = { name: 'work_item.create_failed' }
  dispatchEvent(new CustomEvent('seen', { detail }))
  throw error
}

/** Whoever works on his own only gets what he makes. */
function Assignee({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const members = useQuery(membersQuery).data ?? []
  if (!may('work_items.assign')) return null
  const choices = members.map(({ user_id, name, is_me }) => ({ value: user_id, label: is_me ? `${name} (you)` : name }))
  return (
    <SelectField
      label="Assigned to"
      value={value}
      choices={[{ value: '', label: 'Nobody' }, ...choices]}
      onChange={onChange}
    />
  )
}

interface MoreForm {
  values: { type: string; priority: string; description: string }
  set: (changes: { type?: string; priority?: string }) => void
  text: (name: 'description') => { value: string; onInput: (value: string) => void; error: string | undefined }
}

const More = ({ form, types }: { form: MoreForm; types: readonly string[] }) => (
  <>
    <div class="two-columns">
      <SelectField
        label="Type"
        value={form.values.type}
        choices={choicesOf(TYPE_LABELS).filter(({ value }) => types.includes(value))}
        onChange={(type) => form.set({ type })}
      />
      <SelectField
        label="Priority"
        value={form.values.priority}
        choices={choicesOf(PRIORITY_LABELS)}
        onChange={(priority) => form.set({ priority })}
      />
    </div>
    <TextArea label="Details" {...form.text('description')} maxLength={10_000} />
  </>
)

interface Values {
  title: string
  contact: Picked | null
  due: string
  assigned_to: string
  type: string
  priority: string
  description: string
  /** What the profile adds, by its name. */
  labels: Readonly<Record<string, string>>
}

/** What the profile requires and is not there, under the field that shows it. */
function lackingOf({ labels, ...values }: Values, profile: Profile): Record<string, string> {
  const due = dueOf(values.due)
  const written = {
    ...values,
    contact_id: values.contact?.id,
    due_at: due ? due.day : null,
    labels_json: labels,
    source: 'MANUAL',
  }
  const lacking = validate('work_item', written, 'create', profile)
  return Object.fromEntries(lacking.map(({ field, message }) => [FIELDS[field] ?? field, message]))
}
const FIELDS: Readonly<Record<string, string>> = { contact_id: 'contact', due_at: 'due' }

function bodyOf(
  { title, contact, due: typed, assigned_to, labels: extra, ...more }: Values,
  conversation?: string,
): CreateWorkItem {
  const due = dueOf(typed)
  const filled = Object.entries(extra).filter(([, value]) => value.trim())
  return {
    title: title.trim(),
    ...(more.type ? { type: more.type as CreateWorkItem['type'] } : {}),
    ...(filled.length ? { labels_json: Object.fromEntries(filled) } : {}),
    priority: more.priority as CreateWorkItem['priority'],
    description: more.description.trim() || null,
    contact_id: contact?.id ?? null,
    // What it was understood as stood below the field, with its warning.
    ...(due ? { due_at: wireDue(due), override_warnings: true } : {}),
    ...(may('work_items.assign') ? { assigned_to: assigned_to || null } : {}),
    ...(conversation ? { conversation_id: conversation } : {}),
  }
}
