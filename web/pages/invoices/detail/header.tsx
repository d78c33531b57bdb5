import { useSignal } from '@preact/signals'
import { Ban, CircleCheck, Ellipsis, Link, Pencil, Send, Trash2, Wallet } from 'lucide-preact'
import type { Invoice } from '../../../../core/contract/invoices.ts'
import { Button } from '../../../components/button.tsx'
import { PageHeading } from '../../../components/heading.tsx'
import { Menu, type MenuAction } from '../../../components/menu.tsx'
import { InvoicePill } from '../../../components/pill.tsx'
import { deleteLater } from '../../../models/delete-later.ts'
import { invoices } from '../../../models/invoices.ts'
import { go } from '../../../models/navigation.ts'
import { sendings } from '../../../models/sending.ts'
import { sentence } from '../../../models/sentences.ts'
import { showToast } from '../../../models/toasts.ts'
import { usePageCommands } from '../../../models/use-page-commands.ts'
import { copyPaymentLink } from './copy-link.ts'
import { RecordPayment } from './record-payment.tsx'
import { SendDialog } from './send-dialog.tsx'
import { VoidDialog } from './void-dialog.tsx'

type Open = 'send' | 'void' | 'payment' | null

/** Number, status, who; then the buttons that the invoice itself allows. */
export function Header({ invoice }: { invoice: Invoice | undefined }) {
  const open = useSignal<Open>(null)
  const close = () => (open.value = null)
  const title = invoice?.invoice_number ?? (invoice ? 'Draft' : 'Invoice')
  const actions = invoice ? actionsOf(invoice, (next) => (open.value = next)) : null
  usePageCommands(
    actions && invoice
      ? {
          title,
          commands: [...actions.primary, ...actions.menu].map((action) => ({
            id: action.label,
            label: action.label,
            icon: action.icon ?? Link,
            run: action.run,
          })),
        }
      : undefined,
  )
  return (
    <header class="inline loose detail-header invoice-header">
      <PageHeading title={title} />
      {invoice && <InvoicePill status={invoice.status} />}
      {invoice && (
        <a class="muted ellipsis plain-link" href={`/contacts/${invoice.contact_id}`}>
          {invoice.contact.display_name}
        </a>
      )}
      <span class="grow" />
      {actions && actions.menu.length > 0 && (
        <Menu look="quiet" icon={Ellipsis} label="More actions" actions={actions.menu} />
      )}
      {actions?.primary.map((action, index) => (
        <Button
          key={action.label}
          look={index === actions.primary.length - 1 ? 'primary' : ''}
          {...(action.icon ? { icon: action.icon } : {})}
          onClick={action.run}
        >
          {action.label}
        </Button>
      ))}
      {invoice && open.value === 'send' && <SendDialog invoice={invoice} close={close} />}
      {invoice && open.value === 'void' && <VoidDialog invoice={invoice} close={close} />}
      {invoice && open.value === 'payment' && <RecordPayment invoice={invoice} close={close} />}
    </header>
  )
}

/** The last of `primary` is the one filled button; every other verb is under the dots. */
export function actionsOf(invoice: Invoice, open: (what: Open) => void): { primary: MenuAction[]; menu: MenuAction[] } {
  const can = (action: string) => invoice.allowed_actions.includes(action)
  const isHeld = invoice.send_at !== null || sendings.value.some((sending) => sending.documentId === invoice.id)
  const edit: MenuAction = { label: 'Edit', icon: Pencil, run: () => go(`/invoices?edit=${invoice.id}`) }
  const send: MenuAction = { label: 'Send invoice', icon: Send, run: () => open('send') }
  const copy: MenuAction = { label: 'Copy payment link', icon: Link, run: () => void copyPaymentLink(invoice) }
  const pay: MenuAction = { label: 'Record payment', icon: Wallet, run: () => open('payment') }
  const isDraft = invoice.status === 'DRAFT'
  const primary = isDraft
    ? [...(can('update') ? [edit] : []), ...(can('send') && !isHeld ? [send] : [])]
    : [...(can('record_payment') ? [pay] : []), ...(can('create_payment_link') ? [copy] : [])]
  const menu: MenuAction[] = [
    ...(isDraft && can('create_payment_link') ? [copy] : []),
    ...(can('mark_sent')
      ? [
          {
            label: 'Mark as sent',
            icon: CircleCheck,
            run: () =>
              void tell(
                () => invoices.act(invoice.id, 'mark-sent', { if_match_version: invoice.version }),
                'Marked as sent',
              ),
          },
        ]
      : []),
    ...(can('delete')
      ? [
          {
            label: 'Delete draft',
            icon: Trash2,
            danger: true,
            run: () => removeDraft(invoice),
          },
        ]
      : []),
    ...(can('void') ? [{ label: 'Void invoice…', icon: Ban, danger: true, run: () => open('void') }] : []),
  ]
  return { primary, menu }
}

function removeDraft(invoice: Invoice): void {
  deleteLater(invoice.id, 'Draft deleted', () => invoices.remove(invoice.id))
  go('/invoices', true)
}

async function tell(work: () => Promise<unknown>, done: string): Promise<void> {
  try {
    await work()
    showToast({ text: done })
  } catch (error) {
    showToast({ text: sentence(error), kind: 'failed' })
  }
}
