import { useQuery } from '@tanstack/preact-query'
import { useRef } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { Modal } from '../../../components/dialog.tsx'
import { Problem, SkeletonRows } from '../../../components/states.tsx'
import type { EditorKind } from '../../../models/document-kind.ts'
import { capitalised } from '../../../models/format.ts'
import { go } from '../../../models/navigation.ts'
import { Editor } from './editor.tsx'
import { startQuery } from './start.ts'

export interface HostProps {
  kind: EditorKind
  id: string
  contactId?: string | undefined
  close: () => void
  /** The draft got its id: the address should say so. */
  created: (id: string) => void
}

/** The editor over the list it came from. */
export function EditorDrawer(props: HostProps) {
  return (
    <Modal kind="drawer broad" label={capitalised(props.kind.word)} onClose={props.close} lightDismiss={false}>
      <EditorHost {...props} isPage={false} />
    </Modal>
  )
}

/** The editor as a page of its own. */
export function EditorPage({ kind }: Pick<HostProps, 'kind'>) {
  const { id = '' } = useRoute().params
  return (
    <div class="editor-page">
      <EditorHost
        kind={kind}
        id={id}
        isPage
        close={() => go(id === 'new' ? kind.path : `${kind.path}/${id}`)}
        created={(made) => go(`${kind.path}/${made}/edit`, true)}
      />
    </div>
  )
}

/** A new draft keeps its editor when the address learns its id. */
function EditorHost({ kind, id, contactId, close, created, isPage }: HostProps & { isPage: boolean }) {
  const made = useRef<string | null>(null)
  const session = made.current === id ? 'new' : id
  const remember = (newId: string) => {
    made.current = newId
    created(newId)
  }
  const props = { kind, id: session, contactId, close, created: remember, isPage }
  return <Loader key={session} {...props} />
}

function Loader({ kind, id, contactId, close, created, isPage }: HostProps & { isPage: boolean }) {
  const first = useRef(contactId).current
  const start = useQuery(startQuery(kind, id, first))
  if (start.error) return <Problem error={start.error} what={`the ${kind.word}`} retry={() => void start.refetch()} />
  if (!start.data) return <SkeletonRows count={6} />
  const { document } = start.data
  if (document && !document.allowed_actions.includes('update')) return <NotEditable path={`${kind.path}/${id}`} />
  return <Editor kind={kind} start={start.data} close={close} created={created} isPage={isPage} />
}

/** What was sent is not edited: its page shows it. */
function NotEditable({ path }: { path: string }) {
  queueMicrotask(() => go(path, true))
  return <SkeletonRows count={6} />
}
