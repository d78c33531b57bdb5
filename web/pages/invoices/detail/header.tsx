import { type Signal, useSignal } from '@preact/signals'
import {
  Ban,
  Bell,
  CircleCheck,
  Copy,
  Download,
  Eraser,
  FileCode,
  FileMinus,
  FilePen,
  Link,
  Pencil,
  ReceiptText,
  Repeat,
  Send,
  Trash2,
  Undo2,
  Wallet,
} from 'lucide-preact'
import type { Invoice } from '../../../../core/contract/invoices.ts'
import { isNothing } from '../../../../core/domain/documents/sums.ts'
import type { Detail } from '../../../api.ts'
import type { EInvoiceDialogProps } from '../../../components/e-invoice-dialog.tsx'
import { PageHeading } from '../../../components/heading.tsx'
import { lazyWindow } from '../../../components/lazy-page.tsx'
import { type ObjectAction, permitted } from '../../../components/menu.tsx'
import { ObjectHeader } from '../../../components/object-page.tsx'
import { DocumentPill } from '../../../components/pill.tsx'
import { makeAnother } from '../../../models/another-document.ts'
import { deleteLater } from '../../../models/delete-later.ts'
import { copyLink, markSent, openByLink } from '../../../models/document-link.ts'
import { downloadEInvoice } from '../../../models/e-invoice.ts'
import { invoiceKind } from '../../../models/invoice-kind.ts'
import { invoiceLinks } from '../../../models/invoice-links.ts'
import { invoices } from '../../../models/invoices.ts'
import { go } from '../../../models/navigation.ts'
import { downloadPaper } from '../../../models/paper.ts'
import { may } from '../../../models/permissions.ts'
import { sendings } from '../../../models/sendings.ts'
import { SendDialog } from '../../documents/detail/send-dialog.tsx'
import type { Correction } from './corrections.tsx'
import { RecordPayment } from './record-payment.tsx'
import { RemindDialog } from './remind-dialog.tsx'
import { VoidDialog } from './void-dialog.tsx'

type Open = 'send' | 'remind' | 'void' | 'payment' | 'repeat' | Correction | null

const EInvoiceDialog = lazyWindow<EInvoiceDialogProps>(
  () => import('../../../components/e-invoice-dialog.tsx'),
  'No e-invoice yet',
  ({ close }) => close(),
)

const Corrections = lazyWindow(
  () => import('./corrections.tsx'),
  'Corrections',
  ({ close }) => close(),
)
const CORRECTIONS: readonly (string | null)[] = ['credit', 'revise', 'write-off', 'reverse-write-off']

const RepeatDialog = lazyWindow<{ invoice: Invoice; close: () => void }>(
  () => import('../repeat-dialog.tsx'),
  'Bill this again and again',
  ({ close }) => close(),
)

/** Number, status, who; then the buttons that the invoice itself allows. */
export function Header({ invoice }: { invoice: Invoice | undefined }) {
  const open = useSignal<Open>(null)
  const missing = useSignal<readonly Detail[]>([])
  const close = () => (open.value = null)
  const title = invoice?.invoice_number ?? (invoice ? 'Draft' : 'Invoice')
  const { primary, menu } = invoice ? actionsOf(invoice, (next) => (open.value = next), missing) : NONE
  return (
    <ObjectHeader title={invoice && title} primary={primary} menu={menu} look="document-header">
      <PageHeading title={title} />
      {invoice && <DocumentPill status={invoice.status} />}
      {invoice && (
        <a class="muted ellipsis plain-link" href={`/contacts/${invoice.contact_id}`}>
          {invoice.contact.display_name}
        </a>
      )}
      <span class="grow" />
      {invoice && open.value === 'send' && <SendDialog kind={invoiceKind} document={invoice} close={close} />}
      {invoice && open.value === 'remind' && <RemindDialog invoice={invoice} close={close} />}
      {invoice && open.value === 'void' && <VoidDialog invoice={invoice} close={close} />}
      {invoice && open.value === 'repeat' && <RepeatDialog invoice={invoice} close={close} />}
      {invoice && CORRECTIONS.includes(open.value) && (
        <Corrections invoice={invoice} what={open.value as Correction} close={close} />
      )}
      {invoice && missing.value.length > 0 && (
        <EInvoiceDialog missing={missing.value} contactId={invoice.contact_id} close={() => (missing.value = [])} />
      )}
      {invoice && open.value === 'payment' && <RecordPayment invoice={invoice} close={close} />}
    </ObjectHeader>
  )
}

const NONE = { primary: [], menu: [] }

function actionsOf(invoice: Invoice, open: (what: Open) => void, missing: Signal<readonly Detail[]>) {
  const isHeld = invoice.send_at !== null || sendings.value.some((sending) => sending.documentId === invoice.id)
  const isDraft = invoice.status === 'DRAFT'
  const { id, invoice_number: number } = invoice
  const copy = {
    label: 'Copy payment link',
    icon: Link,
    needs: 'create_payment_link',
    run: () => (isDraft ? openByLink(invoiceLinks, invoice, number) : void copyLink(invoiceLinks, invoice)),
  }
  const send = { icon: Send, run: () => open('send') }
  const another = {
    label: 'Make another like this',
    icon: Copy,
    when: !isDraft && may('invoices.create'),
    run: () => void makeAnother(invoiceKind, invoice),
  }
  const isLate = invoice.status === 'OVERDUE'
  const reminder = {
    label: 'Send reminder…',
    icon: Bell,
    needs: 'remind',
    when: !isHeld,
    run: () => open('remind'),
  }
  const isOver = invoice.status === 'PAID' || invoice.status === 'VOID'
  const primary: ObjectAction[] = [
    { label: 'Edit', icon: Pencil, needs: 'update', run: () => go(`/invoices?edit=${id}`) },
    { ...send, label: number ? 'Send again' : 'Send invoice', needs: 'send', when: !isHeld },
    { label: 'Record payment', icon: Wallet, needs: 'record_payment', run: () => open('payment') },
    { ...reminder, when: reminder.when && isLate },
    { ...copy, when: !isDraft },
    { ...another, when: another.when && isOver },
  ]
  const menu: ObjectAction[] = [
    { ...copy, when: isDraft && !isHeld },
    { ...send, label: 'Send again', needs: 'send_again' },
    { ...reminder, when: reminder.when && !isLate },
    { ...another, when: another.when && !isOver },
    {
      label: 'Bill again and again…',
      icon: Repeat,
      when: may('recurring_invoices.create') && invoice.line_items.length > 0,
      run: () => open('repeat'),
    },
    {
      label: 'Mark as sent',
      icon: CircleCheck,
      needs: 'mark_sent',
      when: !isHeld,
      run: () => markSent(invoiceLinks, invoice, number),
    },
    ...papersOf(invoice),
    eInvoiceOf(invoice, missing),
    ...correctionsOf(open),
    { label: 'Delete draft', icon: Trash2, needs: 'delete', danger: true, run: () => removeDraft(invoice) },
    { label: 'Void invoice…', icon: Ban, needs: 'void', danger: true, run: () => open('void') },
  ]
  return { primary: permitted(invoice, primary), menu: permitted(invoice, menu) }
}

const eInvoiceOf = ({ id, invoice_number, status }: Invoice, missing: Signal<readonly Detail[]>): ObjectAction => ({
  label: 'E-invoice (XML)',
  icon: FileCode,
  when: status !== 'DRAFT',
  run: () => void downloadEInvoice('invoice', id, invoice_number).then((found) => (missing.value = found)),
})

/** What is kept or printed of it. */
const papersOf = ({ id, invoice_number: number, status, amount_paid }: Invoice): ObjectAction[] => [
  { label: 'Download PDF', icon: Download, run: () => void downloadPaper('invoice', id, number) },
  {
    label: 'Download reminder letter',
    icon: Download,
    when: status === 'OVERDUE',
    run: () => void downloadPaper('dunningLetter', id, number),
  },
  {
    label: 'Download receipt',
    icon: ReceiptText,
    when: !isNothing(amount_paid),
    run: () => void downloadPaper('receipt', id, number),
  },
]

/** What corrects an invoice that is out, which itself stays as it was sent. */
const correctionsOf = (open: (what: Open) => void): ObjectAction[] => [
  { label: 'Credit note…', icon: FileMinus, needs: 'create_credit_note', run: () => open('credit') },
  { label: 'Correct invoice…', icon: FilePen, needs: 'revise', run: () => open('revise') },
  { label: 'Write off…', icon: Eraser, needs: 'write_off', run: () => open('write-off') },
  {
    label: 'Reverse write-off…',
    icon: Undo2,
    needs: 'reverse_write_off',
    run: () => open('reverse-write-off'),
  },
]

function removeDraft(invoice: Invoice): void {
  deleteLater(invoice.id, 'Draft deleted', () => invoices.remove(invoice.id))
  go('/invoices', true)
}
