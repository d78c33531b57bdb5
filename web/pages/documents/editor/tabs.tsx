/** Form and preview one after the other where there is no room for both. */
import { capitalised } from '../../../models/format.ts'
import { useEditing } from './context.ts'

export function EditorTabs({ tab, choose }: { tab: 'edit' | 'preview'; choose: (tab: 'edit' | 'preview') => void }) {
  const { kind } = useEditing()
  return (
    <div class="tabs editor-tabs" role="tablist" aria-label={capitalised(kind.word)}>
      <button type="button" role="tab" aria-selected={tab === 'edit'} onClick={() => choose('edit')}>
        Edit
      </button>
      <button type="button" role="tab" aria-selected={tab === 'preview'} onClick={() => choose('preview')}>
        Preview
      </button>
    </div>
  )
}
