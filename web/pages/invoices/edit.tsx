import { invoiceKind } from '../../models/invoice-kind.ts'
import { EditorDrawer, EditorPage, type HostProps } from '../documents/editor/host.tsx'

/** The editor over the list. */
export const InvoiceDrawer = (props: Omit<HostProps, 'kind'>) => <EditorDrawer kind={invoiceKind} {...props} />

export default () => <EditorPage kind={invoiceKind} />
