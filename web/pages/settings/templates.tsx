import { useSignal } from '@preact/signals'
import { MessageSquareText, Plus } from 'lucide-preact'
import type { Template } from '../../../core/contract/templates.ts'
import { Button } from '../../components/button.tsx'
import { lazyWindow } from '../../components/lazy-page.tsx'
import { ListFrame } from '../../components/list-frame.tsx'
import type { ObjectAction } from '../../components/menu.tsx'
import { ChipSelect } from '../../components/select-field.tsx'
import { SettingsCard } from '../../components/settings-card.tsx'
import { RowMenu } from '../../components/settings-list.tsx'
import { Empty } from '../../components/states.tsx'
import { deleteLater, withoutHidden } from '../../models/delete-later.ts'
import { languageName } from '../../models/languages.ts'
import { may } from '../../models/permissions.ts'
import { isReminderText } from '../../models/reminders.ts'
import { TEMPLATE_TYPE_LABELS, WRITTEN_TYPES } from '../../models/template-words.ts'
import { templates } from '../../models/templates.ts'
import { usePages } from '../../models/use-pages.ts'

const TemplateDialog = lazyWindow<{ template: Template | null; close: () => void }>(
  () => import('./template-dialog.tsx'),
  'Template',
  ({ close }) => close(),
)

/** Canned replies and the words of mails: what one would write again. */
export function TemplateSettings() {
  const type = useSignal<Template['type'] | ''>('')
  const pages = usePages(templates.pages(type.value ? { type: type.value } : {}))
  const rows = pages.rows && withoutHidden(pages.rows)
  const open = useSignal<Template | 'new' | null>(null)
  return (
    <SettingsCard
      title="Templates"
      lead={`What you write again and again. While answering, / at the beginning of a line puts a canned reply in; the mail of an invoice or a quote begins with the text that you choose here, and a reminder goes out with it.${
        may('templates.create') ? '' : ' Owners, admins and staff can change them.'
      }`}
      action={
        may('templates.create') && (
          <Button icon={Plus} onClick={() => (open.value = 'new')}>
            Add template
          </Button>
        )
      }
    >
      <div class="inline">
        <ChipSelect
          label="What they are for"
          value={type.value}
          on={type.value !== ''}
          onChange={(chosen) => (type.value = chosen as Template['type'] | '')}
          choices={[
            { value: '', label: 'All' },
            ...WRITTEN_TYPES.map((value) => ({ value, label: TEMPLATE_TYPE_LABELS[value] })),
          ]}
        />
      </div>
      <ListFrame pages={{ ...pages, rows }} what="the templates" flat empty={<None />}>
        <ul>
          {rows?.map((template) => (
            <Row key={template.id} template={template} edit={() => (open.value = template)} />
          ))}
        </ul>
      </ListFrame>
      {open.value && (
        <TemplateDialog template={open.value === 'new' ? null : open.value} close={() => (open.value = null)} />
      )}
    </SettingsCard>
  )
}

const None = () => (
  <Empty icon={MessageSquareText} title="No templates yet">
    An answer that you give every week is a good first one.
  </Empty>
)

function Row({ template, edit }: { template: Template; edit: () => void }) {
  const { id, name, content } = template
  const remove = () => deleteLater(id, `${name} was deleted`, () => templates.remove(id))
  const actions: ObjectAction[] = [
    { label: 'Edit', needs: 'update', run: edit },
    { label: 'Delete', needs: 'delete', danger: true, run: remove },
  ]
  return (
    <li class="row bare">
      <span class="stack none grow">
        <span class="strong ellipsis">{name}</span>
        <span class="small muted ellipsis">{content}</span>
        <span class="meta muted ellipsis">{circumstances(template)}</span>
      </span>
      <RowMenu name={name} of={template} actions={actions} />
    </li>
  )
}

const circumstances = ({ type, language, channel, is_default }: Template) =>
  [
    TEMPLATE_TYPE_LABELS[type],
    language && languageName(language),
    channel === 'SMS' && 'SMS',
    channel === 'EMAIL' && type === 'MESSAGE' && 'Mail',
    is_default && (type === 'MESSAGE' ? 'Shown first' : isReminderText(type) ? 'Goes out' : 'Begins with it'),
  ]
    .filter(Boolean)
    .join(', ')
