import type { Template } from '../../../core/contract/templates.ts'
import { variablesOf } from '../../../core/domain/templates/variables.ts'
import { FormDialog } from '../../components/form-dialog.tsx'
import { TextArea, TextField } from '../../components/text-field.tsx'
import { useForm } from '../../models/form.ts'
import { templates } from '../../models/templates.ts'
import { showToast } from '../../models/toasts.ts'

export function TemplateDialog({ template, close }: { template: Template | null; close: () => void }) {
  const start = { name: template?.name ?? '', content: template?.content ?? '' }
  const form = useForm(start, Object.keys(start), {
    name: template?.name ?? 'New template',
    path: '/settings/templates',
    id: template?.id,
  })
  const { name, content } = form.values
  const submit = async () => {
    const missing = {
      name: !name.trim() && 'Enter a name, such as On my way',
      content: !content.trim() && 'Write the text',
    }
    const input = { name: name.trim(), content }
    const save = () => (template ? templates.update(template, input) : templates.create({ ...input, type: 'MESSAGE' }))
    if (!(await form.send(missing, save))) return
    showToast({ text: `${input.name} saved` })
    close()
  }
  return (
    <FormDialog
      title={template ? 'Edit template' : 'Add template'}
      crossed
      form={form}
      submit={() => void submit()}
      close={close}
      verb="Save"
    >
      <TextField label="Name" {...form.text('name')} maxLength={120} autoFocus />
      <TextArea
        label="Text"
        {...form.text('content')}
        maxLength={20_000}
        hint={`Filled when it is used: ${variablesOf('MESSAGE')
          .map((each) => `{{${each}}}`)
          .join(', ')}`}
      />
    </FormDialog>
  )
}
