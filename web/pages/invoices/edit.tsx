import { useRoute } from 'preact-iso'
import { invoiceKind } from '../../models/invoice-kind.ts'
import { go } from '../../models/navigation.ts'
import { EditorDrawer, EditorHost, type HostProps } from '../documents/editor/host.tsx'

/** The editor over the list. */
export const InvoiceDrawer = (props: Omit<HostProps, 'kind'>) => <EditorDrawer kind={invoiceKind} {...props} />

/** The editor as a page of its own. */
export default function EditInvoice() {
  const { id = '' } = useRoute().params
  return (
    <div class="editor-page">
      <EditorHost kind={invoiceKind} id={id} isPage close={() => go(`/invoices/${id}`)} created={() => {}} />
    </div>
  )
}
