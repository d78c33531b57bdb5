import { useSignal } from '@preact/signals'
import { ChevronLeft, Ellipsis, Trash2, X } from 'lucide-preact'
import { Button } from '../../../components/button.tsx'
import { PageHeading } from '../../../components/heading.tsx'
import { Menu } from '../../../components/menu.tsx'
import { deleteLater } from '../../../models/delete-later.ts'
import { saveNote } from '../../../models/save-note.ts'
import { forgetDraft } from '../../../models/stored-drafts.ts'
import { PHONE, useMedia } from '../../../models/use-media.ts'
import { useEditing } from './context.ts'

export function EditorHeader({ close, remove, isPage }: { close: () => void; remove: () => void; isPage: boolean }) {
  const { kind, editor } = useEditing()
  const isPhone = useMedia(PHONE)
  const title = `${editor.document.value ? 'Edit' : 'New'} ${kind.word}`
  const started = useSignal(title)
  const { value: document } = editor.document
  const number = document && kind.numberOf(document)
  const { short, isBad } = saveNote(editor)
  return (
    <header class="drawer-header editor-header">
      {(isPhone || isPage) && <Button look="quiet" icon={ChevronLeft} label="Back" onClick={close} />}
      {isPage ? <PageHeading title={started.value} look="title-pane" /> : <h2 class="title-pane">{started.value}</h2>}
      <span class="pill only-desktop">Draft</span>
      <span class="grow" />
      <span class="meta muted only-desktop">{number ?? 'Number is given when you send'}</span>
      <span class={`meta only-phone editor-saved ${isBad ? 'bad' : 'muted'}`}>{short}</span>
      <DeleteMenu remove={remove} />
      {!isPhone && !isPage && <Button look="quiet" icon={X} label="Close" onClick={close} />}
    </header>
  )
}

function DeleteMenu({ remove }: { remove: () => void }) {
  const { kind, editor } = useEditing()
  const { value: document } = editor.document
  if (!document?.allowed_actions.includes('delete')) return null
  const run = () => {
    editor.stop()
    deleteLater(document.id, 'Draft deleted', () => kind.remove(document.id).then(() => forgetDraft(kind, document.id)))
    remove()
  }
  return (
    <Menu
      look="quiet"
      icon={Ellipsis}
      label="More actions"
      actions={[{ label: 'Delete draft', icon: Trash2, danger: true, run }]}
    />
  )
}
