import { useSignal } from '@preact/signals'
import { FileText, RotateCw, X } from 'lucide-preact'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { sendFile, sizeOf } from '../../models/files.ts'
import type { Attached } from '../../models/replies.ts'
import { sentence } from '../../models/sentences.ts'

/** A file on its way, or why it did not arrive. */
interface Sending {
  key: number
  file: File
  share: number
  problem: string | null
  again: () => void
  drop: () => void
}

let keys = 0

/** Sends what is chosen, dropped or pasted, one after the other. */
export function useAttaching(attached: readonly Attached[], arrived: (file: Attached) => void) {
  const rows = useSignal<readonly Sending[]>([])
  const change = (key: number, to: Partial<Sending>) => {
    rows.value = rows.value.map((each) => (each.key === key ? { ...each, ...to } : each))
  }
  const drop = (key: number) => {
    rows.value = rows.value.filter((each) => each.key !== key)
  }
  const send = async (key: number, file: File) => {
    change(key, { share: 0, problem: null })
    try {
      const file_id = await sendFile(file, (share) => change(key, { share }))
      // It was taken out meanwhile.
      if (!rows.value.some((each) => each.key === key)) return
      drop(key)
      arrived({ file_id, name: file.name, size: file.size })
    } catch (error) {
      change(key, { problem: sentence(error) })
    }
  }
  const add = async (chosen: Iterable<File>) => {
    const added = [...chosen].map((file) => {
      const key = keys++
      return { key, file, share: 0, problem: null, again: () => void send(key, file), drop: () => drop(key) }
    })
    rows.value = [...rows.value, ...added]
    for (const { key, file } of added) await send(key, file)
  }
  const take = (files: FileList | undefined, event: Event) => {
    if (!files?.length) return
    event.preventDefault()
    void add([...files])
  }
  return {
    rows: rows.value,
    isBusy: rows.value.length > 0,
    count: attached.length + rows.value.length,
    add: (chosen: Iterable<File>) => void add(chosen),
    handlers: {
      onDragOver: (event: DragEvent) => event.preventDefault(),
      onDrop: (event: DragEvent) => take(event.dataTransfer?.files, event),
      onPaste: (event: ClipboardEvent) => take(event.clipboardData?.files, event),
    },
  }
}

/** What goes with it, and what is still on its way. */
export function Attachments({
  attached,
  sending,
  drop,
  error,
}: {
  attached: readonly Attached[]
  sending: readonly Sending[]
  drop: (id: string) => void
  error: string | undefined
}) {
  if (attached.length + sending.length === 0) return null
  return (
    <div class="stack">
      <ul class="inline wrap" aria-label="Attached">
        {attached.map(({ file_id, name, size }) => (
          <li key={file_id} class="chip">
            <Icon of={FileText} />
            <span class="ellipsis">
              {name}, {sizeOf(size)}
            </span>
            <Button look="quiet" icon={X} label={`Take out ${name}`} onClick={() => drop(file_id)} />
          </li>
        ))}
        {sending.map((each) => (
          <li key={each.key} class="chip">
            <span class="ellipsis">{each.file.name}</span>
            {each.problem === null ? (
              <progress aria-label={`Sending ${each.file.name}`} value={each.share} />
            ) : (
              <>
                <span class="problem-text" role="alert">
                  Not attached. {each.problem}
                </span>
                <Button look="quiet" icon={RotateCw} label={`Send ${each.file.name} again`} onClick={each.again} />
              </>
            )}
            <Button look="quiet" icon={X} label={`Take out ${each.file.name}`} onClick={each.drop} />
          </li>
        ))}
      </ul>
      {error && (
        <p class="field-error" role="alert">
          {error}
        </p>
      )}
    </div>
  )
}
