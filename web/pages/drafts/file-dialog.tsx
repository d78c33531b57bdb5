import { useSignal } from '@preact/signals'
import { CircleAlert, FileText } from 'lucide-preact'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import '../../styles/read-picture.css'
import { Button } from '../../components/button.tsx'
import { PlainDialog } from '../../components/dialog.tsx'
import { Icon } from '../../components/icon.tsx'
import { go } from '../../models/navigation.ts'
import { may } from '../../models/permissions.ts'
import { sentence } from '../../models/sentences.ts'
import { FileDraft, keepAsExpense } from '../../models/suggestion/from-file.ts'
import { showToast } from '../../models/toasts.ts'

/** A picture or PDF that becomes a draft: what is done with it now, and what to do where that does not come to an end. */
export default function FileDialog({ file, close, back }: { file: File; close: () => void; back: () => void }) {
  const reading = useMemo(() => new FileDraft(file), [file])
  const step = reading.step.value
  const busy = useSignal(false)
  const draft = async () => {
    if (busy.value) return
    busy.value = true
    const made = await reading.draft()
    busy.value = false
    if (made) go(`/drafts/${made.id}`, true)
  }
  const keep = async () => {
    try {
      const place = await keepAsExpense(file)
      if (place) return go(place, true)
      showToast({ text: 'Kept on this device. It becomes an expense when there is a connection.' })
      close()
    } catch (error) {
      showToast({ text: `It was not kept. ${sentence(error)}`, kind: 'failed' })
    }
  }
  useEffect(() => {
    void draft()
    const online = () => {
      const { value: now } = reading.step
      if ('waits' in now && now.waits) void draft()
    }
    addEventListener('online', online)
    return () => {
      reading.giveUp()
      removeEventListener('online', online)
    }
  }, [])
  const hasFailed = 'problem' in step && !busy.value
  return (
    <PlainDialog title="Paste anything" onClose={close} lightDismiss={false}>
      <div class="stack">
        <Preview file={file} />
        {hasFailed ? (
          <p class="inline" role="alert">
            <Icon of={CircleAlert} /> <span>{step.problem}</span>
          </p>
        ) : (
          <p class="muted" role="status">
            {'doing' in step ? step.doing : 'Trying again…'}
          </p>
        )}
        <div class="actions">
          {hasFailed && may('expenses.create') && <Button onClick={() => void keep()}>Keep it as an expense</Button>}
          {hasFailed && <Button onClick={back}>Choose another</Button>}
          {hasFailed ? (
            <Button look="primary" onClick={() => void draft()}>
              Try again
            </Button>
          ) : (
            <Button onClick={close}>Cancel</Button>
          )}
        </div>
      </div>
    </PlainDialog>
  )
}

/** Drawn: pages may show no picture that did not come from us. */
function Preview({ file }: { file: File }) {
  const canvas = useRef<HTMLCanvasElement>(null)
  const isDrawn = useSignal(false)
  useEffect(() => {
    void createImageBitmap(file)
      .then((picture) => {
        const { current: on } = canvas
        const scale = Math.min(1, PREVIEW_SIDE / Math.max(picture.width, picture.height))
        if (on) {
          on.width = picture.width * scale
          on.height = picture.height * scale
          on.getContext('2d')?.drawImage(picture, 0, 0, on.width, on.height)
          isDrawn.value = true
        }
        picture.close()
      })
      .catch(() => {})
  }, [file])
  return (
    <div class="taken-picture">
      <canvas ref={canvas} hidden={!isDrawn.value} role="img" aria-label="What you chose" />
      {!isDrawn.value && (
        <p class="inline muted">
          <Icon of={FileText} size="large" /> <span class="break">{file.name}</span>
        </p>
      )}
    </div>
  )
}

const PREVIEW_SIDE = 900
