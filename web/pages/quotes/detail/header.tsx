import { useSignal } from '@preact/signals'
import {
  CircleCheck,
  CircleX,
  Copy,
  Download,
  FilePen,
  FileText,
  Link,
  Pencil,
  Send,
  ThumbsUp,
  Trash2,
} from 'lucide-preact'
import { useLocation } from 'preact-iso'
import type { Quote } from '../../../../core/contract/quotes.ts'
import { PageHeading } from '../../../components/heading.tsx'
import { type ObjectAction, permitted } from '../../../components/menu.tsx'
import { ObjectHeader } from '../../../components/object-page.tsx'
import { DocumentPill } from '../../../components/pill.tsx'
import { makeAnother } from '../../../models/another-document.ts'
import { convertQuote } from '../../../models/convert-quote.ts'
import { deleteLater } from '../../../models/delete-later.ts'
import { copyLink, markSent, openByLink } from '../../../models/document-link.ts'
import { go } from '../../../models/navigation.ts'
import { downloadPaper } from '../../../models/paper.ts'
import { may } from '../../../models/permissions.ts'
import { quoteKind } from '../../../models/quote-kind.ts'
import { quoteLinks } from '../../../models/quote-links.ts'
import { quotes } from '../../../models/quotes.ts'
import { sendings } from '../../../models/sendings.ts'
import { SendDialog } from '../../documents/detail/send-dialog.tsx'
import { ApproveDialog, RejectDialog } from './decide-dialogs.tsx'
import { ReviseDialog } from './revise-dialog.tsx'

type Open = 'send' | 'revise' | 'approve' | 'reject' | null

/** Number, status, who; then the buttons that the quote itself allows. */
export function Header({ quote }: { quote: Quote | undefined }) {
  const { query, path } = useLocation()
  // Home asks for it: what can no longer be sent shows its page alone.
  const open = useSignal<Open>(query.send ? 'send' : null)
  const close = () => {
    open.value = null
    if (query.send) go(path, true)
  }
  const title = quote?.quote_number ?? (quote ? 'Draft' : 'Quote')
  const { primary, menu } = quote ? actionsOf(quote, (next) => (open.value = next)) : NONE
  return (
    <ObjectHeader title={quote && title} primary={primary} menu={menu} look="document-header">
      <PageHeading title={title} />
      {quote && <DocumentPill status={quote.status} />}
      {quote && (
        <a class="muted ellipsis plain-link" href={`/contacts/${quote.contact_id}`}>
          {quote.contact.display_name}
        </a>
      )}
      <span class="grow" />
      {quote && open.value === 'send' && isSendable(quote) && (
        <SendDialog kind={quoteKind} document={quote} close={close} />
      )}
      {quote && open.value === 'approve' && <ApproveDialog quote={quote} close={close} />}
      {quote && open.value === 'reject' && <RejectDialog quote={quote} close={close} />}
      {quote && open.value === 'revise' && <ReviseDialog quote={quote} close={close} />}
    </ObjectHeader>
  )
}

const isSendable = ({ allowed_actions }: Quote) =>
  allowed_actions.includes('send') || allowed_actions.includes('send_again')

const NONE = { primary: [], menu: [] }

function actionsOf(quote: Quote, open: (what: Open) => void) {
  const { id, quote_number: number } = quote
  const isHeld = quote.send_at !== null || sendings.value.some((sending) => sending.documentId === id)
  const isDraft = quote.status === 'DRAFT'
  const copy = {
    label: 'Copy link',
    icon: Link,
    needs: 'create_link',
    run: () => (isDraft ? openByLink(quoteLinks, quote, number) : void copyLink(quoteLinks, quote)),
  }
  const send = { icon: Send, run: () => open('send') }
  const primary: ObjectAction[] = [
    { label: 'Edit', icon: Pencil, needs: 'update', run: () => go(`/quotes?edit=${id}`) },
    { ...copy, when: !isDraft },
    { ...send, label: 'Send quote', needs: 'send', when: !isHeld },
    { label: 'Convert to invoice', icon: FileText, needs: 'convert_to_invoice', run: () => void convertQuote(quote) },
  ]
  const menu: ObjectAction[] = [
    { ...copy, when: isDraft && !isHeld },
    { ...send, label: 'Send again', needs: 'send_again', when: !isHeld },
    { label: 'Approve for the customer…', icon: ThumbsUp, needs: 'approve', when: !isHeld, run: () => open('approve') },
    { label: 'Reject for the customer…', icon: CircleX, needs: 'reject', when: !isHeld, run: () => open('reject') },
    { label: 'Change it…', icon: FilePen, needs: 'revise', when: !isHeld, run: () => open('revise') },
    {
      label: 'Make another like this',
      icon: Copy,
      when: !isDraft && may('quotes.create'),
      run: () => void makeAnother(quoteKind, quote),
    },
    {
      label: 'Mark as sent',
      icon: CircleCheck,
      needs: 'mark_sent',
      when: !isHeld,
      run: () => markSent(quoteLinks, quote, number),
    },
    { label: 'Download PDF', icon: Download, run: () => void downloadPaper('quote', id, number) },
    { label: 'Delete draft', icon: Trash2, needs: 'delete', danger: true, run: () => removeDraft(quote) },
  ]
  return { primary: permitted(quote, primary), menu: permitted(quote, menu) }
}

function removeDraft(quote: Quote): void {
  deleteLater(quote.id, 'Draft deleted', () => quotes.remove(quote.id))
  go('/quotes', true)
}
