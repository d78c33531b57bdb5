import { useQuery } from '@tanstack/preact-query'
import { useRef } from 'preact/hooks'
import { Modal } from '../../../components/dialog.tsx'
import { Problem, SkeletonRows } from '../../../components/states.tsx'
import { go } from '../../../models/navigation.ts'
import { Editor } from './editor.tsx'
import { startQuery } from './start.ts'

interface HostProps {
  id: string
  contactId?: string | undefined
  close: () => void
  /** The draft got its id: the address should say so. */
  created: (id: string) => void
}

/** The editor over the list it came from. */
export function EditorDrawer(props: HostProps) {
  return (
    <Modal kind="drawer broad" label="Invoice" onClose={props.close} lightDismiss={false}>
      <EditorHost {...props} isPage={false} />
    </Modal>
  )
}

/** A new draft keeps its editor when the address learns its id. */
export function EditorHost({ id, contactId, close, created, isPage }: HostProps & { isPage: boolean }) {
  const made = useRef<string | null>(null)
  const session = made.current === id ? 'new' : id
  const remember = (newId: string) => {
    made.current = newId
    created(newId)
  }
  return <Loader key={session} id={session} contactId={contactId} close={close} created={remember} isPage={isPage} />
}

function Loader({ id, contactId, close, created, isPage }: HostProps & { isPage: boolean }) {
  const first = useRef(contactId).current
  const start = useQuery(startQuery(id, first))
  if (start.error) return <Problem error={start.error} what="the invoice" retry={() => void start.refetch()} />
  if (!start.data) return <SkeletonRows count={6} />
  const { invoice } = start.data
  if (invoice && !invoice.allowed_actions.includes('update')) return <NotEditable id={invoice.id} />
  return <Editor start={start.data} close={close} created={created} isPage={isPage} />
}

/** What was sent is not edited: its page shows it. */
function NotEditable({ id }: { id: string }) {
  queueMicrotask(() => go(`/invoices/${id}`, true))
  return <SkeletonRows count={6} />
}
