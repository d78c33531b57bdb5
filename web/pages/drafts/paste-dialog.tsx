import { useSignal } from '@preact/signals'
import { useEffect, useState } from 'preact/hooks'
import '../../styles/suggestion.css'
import { Button } from '../../components/button.tsx'
import { FormDialog } from '../../components/form-dialog.tsx'
import { lazyWindow } from '../../components/lazy-page.tsx'
import { TextArea } from '../../components/text-field.tsx'
import { aiDrafts } from '../../models/ai-drafts.ts'
import { useForm } from '../../models/form.ts'
import { go } from '../../models/navigation.ts'
import { wordsByHand } from '../../models/suggestion/by-hand.ts'
import { isPicture, TEXT_MAX, textOf } from '../../models/suggestion/dropped.ts'
import { TakeFile } from './take-file.tsx'

const FileDialog = lazyWindow<{ file: File; close: () => void; back: () => void }>(
  () => import('./file-dialog.tsx'),
  'Paste anything',
  ({ close }) => close(),
)

/** Any words that somebody wrote, wherever, or a picture of some: a draft of what they ask for. */
export default function PasteDialog({ close }: { close: () => void }) {
  const [file, setFile] = useState<File | null>(null)
  if (file) return <FileDialog file={file} close={close} back={() => setFile(null)} />
  return <WordsDialog close={close} take={setFile} />
}

function WordsDialog({ close, take }: { close: () => void; take: (file: File) => void }) {
  // It is there when the connection is not.
  useEffect(() => void FileDialog.preload(), [])
  const form = useForm({ text: '' }, ['text'], { name: 'Pasted words', path: '/drafts?paste=1' })
  const isOver = useSignal(false)
  const said = useSignal('')
  const { text } = form.values
  const draft = () =>
    form.send({ text: !text.trim() && 'Paste or type what was written' }, async () => {
      const made = await aiDrafts.create({ source_type: 'MANUAL', text })
      go(`/drafts/${made.id}`, true)
    })
  const dropped = async (event: Event, data: DataTransfer | null) => {
    isOver.value = false
    const [file] = data?.files ?? []
    if (!file) return
    event.preventDefault()
    if (isPicture(file)) return take(file)
    const read = await textOf(file)
    said.value = read.note
    if (read.text) form.set({ text: read.text })
  }
  return (
    <FormDialog
      title="Paste anything"
      form={form}
      submit={() => void draft()}
      close={close}
      verb="Draft it"
      doing="Drafting…"
    >
      <p class="muted">
        A mail, a text message, notes from a call, a picture of a receipt. You check the draft before anything is made.
      </p>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: it only takes what is dropped on its field, and hears its keys */}
      <div
        class={`paste-field${isOver.value ? ' over' : ''}`}
        onDragOver={(event) => {
          event.preventDefault()
          isOver.value = true
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return
          event.preventDefault()
          void draft()
        }}
        onDragLeave={() => (isOver.value = false)}
        onDrop={(event) => void dropped(event, event.dataTransfer)}
        onPaste={(event) => void dropped(event, event.clipboardData)}
      >
        <TextArea
          label="What was written"
          {...form.text('text')}
          maxLength={TEXT_MAX}
          placeholder="Paste here, or drop a text, mail, picture or PDF"
        />
      </div>
      <TakeFile take={take} />
      <p class="meta muted" role="status">
        {said.value}
      </p>
      {form.problem !== null && (
        <div>
          <Button onClick={() => wordsByHand(text, '', { conversation: null })}>Create manually</Button>
        </div>
      )}
    </FormDialog>
  )
}
