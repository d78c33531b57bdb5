import { useSignal } from '@preact/signals'
import { useEffect, useRef } from 'preact/hooks'
import type { AnyDocument } from '../../../../core/contract/documents.ts'
import { onScreen } from '../../../models/document-draft.ts'
import type { DocumentEditor } from '../../../models/document-editor.ts'
import type { EditorKind, MailWords } from '../../../models/document-kind.ts'
import { openByLink } from '../../../models/document-link.ts'
import { focusFirstInvalid } from '../../../models/form.ts'
import { go } from '../../../models/navigation.ts'
import { startSending } from '../../../models/sending.ts'
import { type Sending, sendingShownIn, sendings } from '../../../models/sendings.ts'
import { fieldErrors } from '../../../models/sentences.ts'

export interface EditorSending {
  held: Sending | undefined
  busy: 'send' | 'link' | null
  send: () => void
  copyLink: () => void
  undo: () => void
}

/** Sending and copying the link from the editor: check, save, act; what is refused goes to its field. */
export function useSending({
  kind,
  editor,
  words,
  check,
}: {
  kind: EditorKind
  editor: DocumentEditor
  words: MailWords
  check: () => (byEmail: boolean) => Record<string, string>
}): EditorSending {
  const busy = useSignal<EditorSending['busy']>(null)
  const id = editor.document.value?.id
  const held = sendings.value.find((sending) => sending.documentId === id)
  useFooterInsteadOfToast(id)
  useLeaveWhenDone(`${kind.path}/${id}`, held)

  const attempt = async (way: 'send' | 'link', work: (document: AnyDocument) => Promise<void>) => {
    if (busy.value) return
    editor.errors.value = check()(way === 'send')
    if (Object.keys(editor.errors.value).length > 0) return focusFirstInvalid()
    busy.value = way
    try {
      if (!(await editor.flush()) || !editor.document.value) return
      await work(editor.document.value)
    } catch (error) {
      editor.errors.value = onScreen(editor.draft.value, fieldErrors(error))
      editor.problem.value = Object.keys(editor.errors.value).length ? null : error
      focusFirstInvalid()
    } finally {
      busy.value = null
    }
  }
  return {
    held,
    busy: busy.value,
    send: () =>
      void attempt('send', (document) => startSending(kind, document, editor.draft.value.contact?.email ?? '', words)),
    copyLink: () => void attempt('link', async (document) => openByLink(kind.links, document, kind.numberOf(document))),
    undo: () => {
      if (held) void takeBack(editor, held)
    },
  }
}

async function takeBack(editor: DocumentEditor, held: Sending): Promise<void> {
  const draft = await held.undo()
  if (draft) editor.document.value = draft
}

function useFooterInsteadOfToast(id: string | undefined): void {
  useEffect(() => {
    sendingShownIn.value = id ?? null
    return () => {
      sendingShownIn.value = null
    }
  }, [id])
}

/** Once it is out, or refused, the document has its number and is no longer edited: its page says how it stands. */
function useLeaveWhenDone(path: string, held: Sending | undefined): void {
  const before = useRef<Sending | undefined>(undefined)
  useEffect(() => {
    const wasGoing = before.current !== undefined && before.current.secondsLeft <= 1
    before.current = held
    if (!held && wasGoing) go(path, true)
  }, [held])
}
