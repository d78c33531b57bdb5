import { effect } from '@preact/signals'
import type { AnyDocument } from '../../core/contract/documents.ts'
import { blocksSaving, type Draft, emptyCharge, emptyLine } from './document-draft.ts'
import { DocumentEditor } from './document-editor.ts'
import type { EditorKind } from './document-kind.ts'
import { capitalised } from './format.ts'
import { go } from './navigation.ts'
import { leftOut } from './save-note.ts'
import { sessionState } from './session.ts'
import { forgetStored, owner, placeFor, readStored, store } from './stored-drafts.ts'
import { dropAbout, showToast } from './toasts.ts'

/** What of a draft is on this device only, until it is saved, sent or thrown away. */
interface Kept {
  /** The version that it was typed over: what someone else saved meanwhile is a conflict, not overwritten. */
  version: number | null
  /** Null when the server has all of it. */
  draft: Draft | null
  message: string | null
}

interface Start {
  draft: Draft
  document: AnyDocument | null
}

/** Editors that were left and still save: who opens one of their drafts waits for them. */
const leaving = new Set<Promise<unknown>>()
export const allLeft = () => Promise.all(leaving)

/** An editor with what the same person had typed on this device and never saved; `leave` is for the moment it closes. */
export function beginEditing(kind: EditorKind, start: Start, onCreated: (id: string) => void) {
  const whose = owner.value
  const prefilled = start.draft.contact?.id ?? ''
  const placeOf = (document: AnyDocument | null) => placeFor(whose, kind.word, document?.id ?? `new ${prefilled}`)
  dropAbout(placeOf(start.document))
  const before = readStored<Kept>(placeOf(start.document))
  const editor = new DocumentEditor(kind, { ...start, document: asKept(start.document, before), onCreated })
  if (before) {
    editor.message.value = before.message
    if (before.draft) editor.change(revived(before.draft, start.draft))
  }
  // Also after it was left: what was removed there can still be taken back.
  const stopKeeping = effect(() => {
    const { value: document } = editor.document
    if (document && !start.document) forgetStored(placeOf(null))
    keep(placeOf(document), editor)
  })
  const leave = (isThrownAway: boolean) => {
    if (isThrownAway) stopKeeping()
    const left = editor.leave().finally(() => {
      leaving.delete(left)
      if (sessionState.value === 'in' && editor.isUnsaved && !isThrownAway)
        sayWhereItIs(kind, editor, prefilled, placeOf(editor.document.value))
    })
    leaving.add(left)
  }
  return { editor, leave, isContinued: start.document === null && Boolean(before?.draft) }
}

const asKept = (document: AnyDocument | null, before: Kept | null) =>
  document && before?.draft ? { ...document, version: before.version ?? document.version } : document

function keep(place: string, editor: DocumentEditor): void {
  const draft = editor.isUnsaved ? editor.draft.value : null
  const { value: message } = editor.message
  const kept: Kept = { version: editor.document.value?.version ?? null, draft, message }
  if (draft || message !== null) store(place, kept)
  else forgetStored(place)
}

/** As it was typed, with what a draft of an earlier version of the app did not have. */
const revived = (draft: Draft, start: Draft): Draft => ({
  ...start,
  ...draft,
  lines: draft.lines.map((line) => {
    const empty = emptyLine('')
    return { ...empty, ...line, key: empty.key }
  }),
  charges: draft.charges.map((charge) => {
    const empty = emptyCharge('')
    return { ...empty, ...charge, key: empty.key }
  }),
})

function sayWhereItIs(kind: EditorKind, editor: DocumentEditor, prefilled: string, place: string): void {
  const fields = Object.keys(editor.unsavable.value)
  const isWhole = editor.isDirty || fields.length === 0 || fields.some(blocksSaving)
  const what = isWhole ? `This ${kind.word}` : capitalised(leftOut(fields))
  const id = editor.document.value?.id
  const path = id ? `edit=${id}` : `edit=new${prefilled && `&contact_id=${prefilled}`}`
  showToast({
    about: place,
    text: `${what} is kept on this device, not saved yet`,
    action: { label: 'Open', run: () => go(`${kind.path}?${path}`) },
  })
}
