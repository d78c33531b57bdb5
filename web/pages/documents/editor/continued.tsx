import { useSignal } from '@preact/signals'
import { Button } from '../../../components/button.tsx'
import type { Draft } from '../../../models/document-draft.ts'
import { showUndo } from '../../../models/toasts.ts'
import { useEditing } from './context.ts'

/** A new one that begins with what was typed before and never saved: one can begin anew instead. */
export function Continued({ start }: { start: Draft }) {
  const { editor } = useEditing()
  const isShown = useSignal(editor.document.value === null)
  if (!isShown.value || editor.document.value) return null
  const startOver = () => {
    const { draft, message } = editor
    const before = { draft: draft.value, message: message.value }
    editor.change(start)
    message.value = null
    isShown.value = false
    showUndo('Started over', () => {
      editor.change(before.draft)
      message.value = before.message
    })
  }
  return (
    <div class="editor-continued inline">
      <p class="small muted grow">You typed this before. It is kept on this device until it is saved.</p>
      <Button look="quiet" onClick={startOver}>
        Start over
      </Button>
    </div>
  )
}
