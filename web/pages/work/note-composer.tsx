import { Button } from '../../components/button.tsx'
import { TextArea } from '../../components/text-field.tsx'
import { useForm } from '../../models/form.ts'
import { type WorkItem, workItems } from '../../models/work-items.ts'

/** Something to say of it, kept with name and time; what is typed stays here until it is added. */
export function NoteComposer({ item }: { item: WorkItem }) {
  const form = useForm({ text: '' }, ['text'], { name: 'Note', path: `/work/${item.id}`, id: item.id })
  const add = async () => {
    const { text } = form.values
    const done = await form.send({ text: !text.trim() && 'Write something first' }, () =>
      workItems.act(item.id, 'notes', { text }),
    )
    if (done) form.reset()
  }
  const keyDown = (event: KeyboardEvent) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    void add()
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: it only hears the keys of its field
    <div class="work-composer" onKeyDown={keyDown}>
      <TextArea label="Note" hideLabel placeholder="Add a note" {...form.text('text')} maxLength={5000} />
      <Button busy={form.busy} onClick={() => void add()}>
        Add note
      </Button>
    </div>
  )
}
