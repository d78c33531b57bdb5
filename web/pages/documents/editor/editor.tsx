import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import '../../../styles/editor.css'
import { type Draft, draftProblems } from '../../../models/document-draft.ts'
import type { DocumentEditor } from '../../../models/document-editor.ts'
import type { EditorKind } from '../../../models/document-kind.ts'
import { liveTotals } from '../../../models/document-totals.ts'
import { beginEditing } from '../../../models/kept-drafts.ts'
import { PHONE, useMedia } from '../../../models/use-media.ts'
import { Conflict } from './conflict.tsx'
import { DraftContext, EditingContext } from './context.ts'
import { Continued } from './continued.tsx'
import { EditorFooter } from './footer.tsx'
import { EditorForm } from './form.tsx'
import { EditorHeader } from './header.tsx'
import { PhoneForm } from './phone-form.tsx'
import { Preview } from './preview.tsx'
import type { EditorStart } from './start.ts'
import { ErrorSummary } from './summary.tsx'
import { EditorTabs } from './tabs.tsx'
import { useMessage } from './use-message.ts'
import { useSending } from './use-sending.ts'
import { useSendingKeys } from './use-sending-keys.ts'

export interface EditorProps {
  kind: EditorKind
  start: EditorStart
  close: () => void
  created: (id: string) => void
  isPage: boolean
}

export function Editor({ kind, start, close, created, isPage }: EditorProps) {
  const { editor, leave, isContinued } = useMemo(() => beginEditing(kind, start, created), [])
  const isThrownAway = useRef(false)
  const isPhone = useMedia(PHONE)
  const tab = useSignal<'edit' | 'preview'>('edit')
  const message = useMessage(kind, editor, start.business)
  const draft = editor.draft.value
  const last = useQuery(kind.last(draft.contact?.id ?? '')).data
  const live = useMemo(() => liveTotals(draft, start.rates), [draft, start.rates])
  const errors = { ...editor.errors.value, ...(live.ok ? {} : live.errors) }
  const sending = useSending({
    kind,
    editor,
    words: message.words,
    check: () => problemsOf(kind, draft, live.ok ? {} : live.errors),
  })

  useEffect(() => () => leave(isThrownAway.current), [])
  useUnsavedGuard(editor)
  useSendingKeys(kind, sending, isPage)
  const remove = () => {
    isThrownAway.current = true
    close()
  }
  const editing = {
    kind,
    editor,
    business: start.business,
    rates: start.rates,
    last,
    live,
    errors,
    message,
  }
  return (
    <EditingContext.Provider value={editing}>
      <DraftContext.Provider value={editing}>
        <EditorHeader close={close} isPage={isPage} remove={remove} />
        {isContinued && <Continued start={start.draft} />}
        <EditorTabs tab={tab.value} choose={(next) => (tab.value = next)} />
        <div class={`editor-body show-${tab.value}`} inert={sending.held !== undefined}>
          {isPhone ? <PhoneForm /> : <EditorForm />}
          <Preview />
        </div>
        <Conflict />
        <ErrorSummary />
        <EditorFooter sending={sending} />
      </DraftContext.Provider>
    </EditingContext.Provider>
  )
}

const problemsOf =
  ({ until }: EditorKind, draft: Draft, sums: Record<string, string>) =>
  (byEmail: boolean) => ({
    ...sums,
    ...draftProblems(draft, { byEmail, until }),
  })

/** Closing the page while something is being saved asks first; in the app it is saved on the way. */
function useUnsavedGuard(editor: DocumentEditor): void {
  useEffect(() => {
    const leaving = (event: BeforeUnloadEvent) => {
      if (editor.isDirty) event.preventDefault()
    }
    addEventListener('beforeunload', leaving)
    return () => removeEventListener('beforeunload', leaving)
  }, [editor])
}
