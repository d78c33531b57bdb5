import { ImagePlus } from 'lucide-preact'
import { useRef } from 'preact/hooks'
import { Button } from '../../components/button.tsx'
import { useMedia } from '../../models/use-media.ts'

const HAS_CAMERA = '(pointer: coarse)'

/** One tap to the camera where there is one; a picture or PDF from the files. */
export function TakeFile({ take }: { take: (file: File) => void }) {
  const hasCamera = useMedia(HAS_CAMERA)
  return (
    <div class="suggestion-verbs">
      {hasCamera && <Taking camera words="Take photo" label="Photo to draft from" take={take} />}
      <Taking camera={false} words="Photo or PDF" label="Photo or PDF to draft from" take={take} />
    </div>
  )
}

interface TakingProps {
  camera: boolean
  words: string
  label: string
  take: (file: File) => void
}

function Taking({ camera, words, label, take }: TakingProps) {
  const input = useRef<HTMLInputElement>(null)
  return (
    <>
      <Button icon={ImagePlus} onClick={() => input.current?.click()}>
        {words}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={label}
        accept={camera ? 'image/*' : 'image/*,application/pdf'}
        {...(camera ? { capture: 'environment' as const } : {})}
        onChange={(event) => {
          const [file] = event.currentTarget.files ?? []
          // The same file may be chosen again.
          event.currentTarget.value = ''
          if (file) take(file)
        }}
      />
    </>
  )
}
