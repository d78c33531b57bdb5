import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { FileText, Image, Paperclip, RotateCw, Trash2, X } from 'lucide-preact'
import { useRef } from 'preact/hooks'
import '../styles/files.css'
import { deleteLater, withoutHidden } from '../models/delete-later.ts'
import { filesOf, type LinkedTo, removeFile, type StoredFile, sizeOf, uploadFile } from '../models/files.ts'
import { may } from '../models/permissions.ts'
import { sentence } from '../models/sentences.ts'
import { showToast } from '../models/toasts.ts'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import { Problem } from './states.tsx'

/** A file on its way, or why it did not arrive; it stays until it has, or somebody gives it up. */
interface Sending {
  key: number
  file: File
  share: number
  problem: string | null
}

let keys = 0

/** What is being sent to one thing. */
function useSending(of: LinkedTo) {
  const sending = useSignal<readonly Sending[]>([])
  const change = (key: number, to: Partial<Sending>) => {
    sending.value = sending.value.map((each) => (each.key === key ? { ...each, ...to } : each))
  }
  const drop = (key: number) => {
    sending.value = sending.value.filter((each) => each.key !== key)
  }
  const send = async ({ key, file }: Sending) => {
    change(key, { share: 0, problem: null })
    try {
      await uploadFile(file, of, (share) => change(key, { share }))
      drop(key)
      showToast({ text: `${file.name} was added` })
    } catch (error) {
      change(key, { problem: sentence(error) })
    }
  }
  const add = async (chosen: Iterable<File>) => {
    const added = [...chosen].map((file) => ({ key: keys++, file, share: 0, problem: null }))
    sending.value = [...sending.value, ...added]
    // One after the other: on a phone they share one thin line.
    for (const each of added) await send(each)
  }
  return { rows: sending.value, add: (chosen: Iterable<File>) => void add(chosen), send, drop }
}

/** A place where files can be dropped; marked while one is held over it. */
function useDrop(add: (chosen: Iterable<File>) => void) {
  const isOver = useSignal(false)
  const over = (event: DragEvent, now: boolean) => {
    event.preventDefault()
    isOver.value = now
  }
  const handlers = {
    onDragOver: (event: DragEvent) => over(event, true),
    onDragLeave: (event: DragEvent) => over(event, false),
    onDrop: (event: DragEvent) => {
      over(event, false)
      add(event.dataTransfer?.files ?? [])
    },
  }
  return { isOver: isOver.value, handlers }
}

/** The files of one thing: chosen or dropped, shown while they are sent, opened, deleted. */
export function FilesCard({ of }: { of: LinkedTo }) {
  const asked = useQuery(filesOf(of))
  const sending = useSending(of)
  const drop = useDrop(sending.add)
  const canAdd = may('files.create')
  const rows = withoutHidden(asked.data ?? [])
  return (
    <section
      class={`card padded files${drop.isOver ? ' over' : ''}`}
      aria-labelledby="files"
      {...(canAdd && drop.handlers)}
    >
      <div class="inline">
        <h2 class="section-title grow" id="files">
          Files
        </h2>
        {canAdd && <AddButton add={sending.add} />}
      </div>
      {asked.error && !asked.data && (
        <Problem error={asked.error} what="the files" retry={() => void asked.refetch()} />
      )}
      {!asked.data && !asked.error && (
        <p class="muted" aria-busy="true">
          Looking for files…
        </p>
      )}
      <ul class="file-list">
        {sending.rows.map((each) => (
          <SendingRow
            key={`new-${each.key}`}
            sending={each}
            again={() => void sending.send(each)}
            drop={() => sending.drop(each.key)}
          />
        ))}
        {rows.map((file) => (
          <FileRow key={file.id} file={file} />
        ))}
      </ul>
      {asked.data && rows.length + sending.rows.length === 0 && (
        <p class="muted">{canAdd ? 'Photos, plans, letters: drop them here, or add them.' : 'None yet.'}</p>
      )}
    </section>
  )
}

function AddButton({ add }: { add: (chosen: Iterable<File>) => void }) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button icon={Paperclip} onClick={() => input.current?.click()}>
        Add files
      </Button>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label="Files to add"
        onChange={(event) => {
          const { files } = event.currentTarget
          if (files) add([...files])
          // The same file may be chosen again.
          event.currentTarget.value = ''
        }}
      />
    </>
  )
}

function SendingRow({ sending, again, drop }: { sending: Sending; again: () => void; drop: () => void }) {
  const { file, share, problem } = sending
  return (
    <li class="file">
      <Icon of={isImage(file.type) ? Image : FileText} />
      <span class="grow">
        <span class="name">{file.name}</span>
        {problem ? (
          <span class="small problem-text" role="alert">
            Not added. {problem}
          </span>
        ) : (
          <progress aria-label={`Sending ${file.name}`} value={share} />
        )}
      </span>
      {problem && (
        <>
          <Button icon={RotateCw} label={`Send ${file.name} again`} onClick={again} />
          <Button icon={X} label={`Give up ${file.name}`} onClick={drop} />
        </>
      )}
    </li>
  )
}

const isImage = (type: string) => /^image\/(png|jpeg|gif|webp)$/.test(type)

function FileRow({ file }: { file: StoredFile }) {
  const { id, file_name, mime_type, size_bytes, download_url, allowed_actions } = file
  return (
    <li class="file">
      {isImage(mime_type) && download_url ? (
        <img src={download_url} alt="" width="40" height="40" loading="lazy" />
      ) : (
        <Icon of={FileText} />
      )}
      <span class="grow">
        <a class="name" href={download_url ?? undefined} download={file_name}>
          {file_name}
        </a>
        <span class="small muted">{sizeOf(size_bytes)}</span>
      </span>
      {allowed_actions.includes('delete') && (
        <Button
          icon={Trash2}
          label={`Delete ${file_name}`}
          onClick={() => deleteLater(id, `${file_name} was deleted`, () => removeFile(id))}
        />
      )}
    </li>
  )
}
