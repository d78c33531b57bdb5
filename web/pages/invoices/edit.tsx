import { useRoute } from 'preact-iso'
import { go } from '../../models/navigation.ts'
import { EditorHost } from '../documents/editor/host.tsx'

/** The editor as a page of its own. */
export default function EditInvoice() {
  const { id = '' } = useRoute().params
  return (
    <div class="editor-page">
      <EditorHost id={id} isPage close={() => go(`/invoices/${id}`)} created={() => {}} />
    </div>
  )
}
