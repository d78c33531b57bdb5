import { Camera, FileUp } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { Button } from '../../components/button.tsx'
import { PlainDialog } from '../../components/dialog.tsx'
import { capture, sendCaptures } from '../../models/captures.ts'
import { go } from '../../models/navigation.ts'
import { sentence } from '../../models/sentences.ts'
import { showToast } from '../../models/toasts.ts'
import { useMedia } from '../../models/use-media.ts'
import { expenseUrl } from './use-expenses.ts'

/** Takes files as receipts, each a draft of its own; opens the one that came, when it was one. */
export async function take(files: readonly File[], url: string): Promise<void> {
  const keys: string[] = []
  for (const file of files) {
    try {
      keys.push(await capture(file))
    } catch (error) {
      showToast({ text: `${file.name || 'The file'} was not taken. ${sentence(error)}`, kind: 'failed' })
    }
  }
  if (keys.length === 0) return
  const made = await sendCaptures()
  const [only] = keys.length === 1 ? [made.get(keys[0]!)] : []
  if (only) go(expenseUrl(url, only.id))
}

const HAS_CAMERA = '(pointer: coarse)'

/** One tap to the camera where there is one, to the files where there is none. */
export function TakeButton({
  camera,
  look,
  children,
}: {
  camera: boolean
  look?: 'primary'
  children: ComponentChildren
}) {
  const { url } = useLocation()
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button {...(look ? { look } : {})} icon={camera ? Camera : FileUp} onClick={() => input.current?.click()}>
        {children}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={camera ? 'Photo of a receipt' : 'Receipts to add'}
        accept={camera ? 'image/*' : 'image/*,application/pdf,application/xml,text/xml'}
        {...(camera ? { capture: 'environment' as const } : { multiple: true })}
        onChange={(event) => {
          const chosen = [...(event.currentTarget.files ?? [])]
          // The same file may be chosen again.
          event.currentTarget.value = ''
          void take(chosen, url)
        }}
      />
    </>
  )
}

/** The camera first where there is one; a file beside it. */
export function TakeButtons() {
  const hasCamera = useMedia(HAS_CAMERA)
  return (
    <>
      {hasCamera && (
        <TakeButton camera look="primary">
          Take photo
        </TakeButton>
      )}
      <TakeButton camera={false} {...(hasCamera ? {} : { look: 'primary' as const })}>
        {hasCamera ? 'Choose file' : 'Upload receipt'}
      </TakeButton>
    </>
  )
}

/** Where Upload receipt leads to from anywhere. */
export function CaptureDialog() {
  const { url } = useLocation()
  return (
    <PlainDialog title="Upload receipt" onClose={() => go(expenseUrl(url), true)}>
      <p class="muted">A photo or a PDF. It is kept as a draft at once; its fields can wait.</p>
      <div class="actions">
        <TakeButtons />
      </div>
    </PlainDialog>
  )
}
