import { computed } from '@preact/signals'
import type { AnyDocument } from '../../core/contract/documents.ts'
import type { Draft } from './document-draft.ts'
import { DocumentEditor } from './document-editor.ts'
import type { EditorKind } from './document-kind.ts'
import { sessionState, signedIn } from './session.ts'

interface Kept {
  owner: string
  version: number | null
  draft: Draft
}

// In memory: whoever signs in again on this page finds what was typed, a script that reads storage does not.
const kept = new Map<string, Kept>()
const owner = computed(() => (signedIn.value ? `${signedIn.value.user.id} ${signedIn.value.tenant_id}` : ''))

interface Start {
  draft: Draft
  document: AnyDocument | null
}

/** An editor with what the same person had typed when the session ended; `leave` is for the moment it closes. */
export function beginEditing(kind: EditorKind, start: Start, onCreated: (id: string) => void) {
  const before = take(placeOf(kind, start.document))
  // The version of then: what someone else saved meanwhile is a conflict, not overwritten.
  const document = start.document && { ...start.document, version: before?.version ?? start.document.version }
  const editor = new DocumentEditor(kind, { draft: start.draft, document, onCreated })
  if (before) editor.change(before.draft)
  const whose = owner.value
  const leave = () => {
    editor.stop()
    if (sessionState.value === 'out' && editor.isDirty) keep(kind, editor, whose)
  }
  return { editor, leave }
}

const placeOf = (kind: EditorKind, document: AnyDocument | null) => `${kind.word} ${document?.id ?? 'new'}`

function keep(kind: EditorKind, editor: DocumentEditor, whose: string): void {
  const { value: document } = editor.document
  kept.set(placeOf(kind, document), { owner: whose, version: document?.version ?? null, draft: editor.draft.value })
}

function take(place: string): Kept | null {
  const found = kept.get(place)
  kept.delete(place)
  return found?.owner === owner.value ? found : null
}
