import { Button } from '../../../components/button.tsx'
import { useEditing } from './context.ts'

/** Someone else saved meanwhile: nothing is overwritten before the person says which one counts. */
export function Conflict() {
  const { kind, editor } = useEditing()
  if (editor.state.value !== 'conflict') return null
  return (
    <div class="banner partly editor-note" role="alert">
      <p class="strong">Someone else changed this {kind.word}</p>
      <p>Yours is still here, not saved. Choose which one counts.</p>
      <div class="inline wrap">
        <Button onClick={() => editor.takeLatest()}>Show theirs</Button>
        <Button onClick={() => editor.keepMine()}>Keep mine</Button>
      </div>
    </div>
  )
}
