import { quoteKind } from '../../models/quote-kind.ts'
import { EditorDrawer, EditorPage, type HostProps } from '../documents/editor/host.tsx'

/** The editor over the list. */
export const QuoteDrawer = (props: Omit<HostProps, 'kind'>) => <EditorDrawer kind={quoteKind} {...props} />

export default () => <EditorPage kind={quoteKind} />
