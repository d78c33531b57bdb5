import { useSignal } from '@preact/signals'
import { Copy, Ellipsis, RefreshCw, Unlink } from 'lucide-preact'
import type { Invoice } from '../../../../core/contract/invoices.ts'
import { Button } from '../../../components/button.tsx'
import { ConfirmDialog } from '../../../components/dialog.tsx'
import { FormProblem } from '../../../components/form-problem.tsx'
import { Menu, type MenuAction } from '../../../components/menu.tsx'
import { invoices } from '../../../models/invoices.ts'
import { copyPaymentLink } from '../../../models/payment-link.ts'
import { showToast } from '../../../models/toasts.ts'

/** Links are kept as fingerprints only, so the address shows once: when it is copied. */
export function LinkCard({ invoice }: { invoice: Invoice }) {
  const shown = useSignal<string | null>(null)
  const busy = useSignal(false)
  const confirming = useSignal<'revoke' | 'rotate' | null>(null)
  const can = (action: string) => invoice.allowed_actions.includes(action)
  if (invoice.status === 'DRAFT' || !(can('create_payment_link') || can('revoke_payment_link'))) return null
  const copy = async () => {
    busy.value = true
    shown.value = (await copyPaymentLink(invoice)) ?? shown.value
    busy.value = false
  }
  const confirm = (kind: 'revoke' | 'rotate') => () => {
    confirming.value = kind
  }
  const menu: MenuAction[] = [
    ...(can('rotate_payment_link')
      ? [{ label: 'Replace by a new link…', icon: RefreshCw, run: confirm('rotate') }]
      : []),
    ...(can('revoke_payment_link') && invoice.payment_link_active
      ? [{ label: 'Close all links…', icon: Unlink, danger: true, run: confirm('revoke') }]
      : []),
  ]
  return (
    <div class="link-card">
      <hr />
      <h2 class="section-title">Payment link</h2>
      <div class="inline">
        {shown.value ? (
          <div class="box">
            <span class="ellipsis muted grow">{shown.value.replace(/^https?:\/\//, '')}</span>
          </div>
        ) : (
          <span class="muted grow">{linkWords(invoice)}</span>
        )}
        {can('create_payment_link') && (
          <Button icon={Copy} label="Copy payment link" busy={busy.value} onClick={() => void copy()}>
            Copy
          </Button>
        )}
        <Menu look="quiet" icon={Ellipsis} label="Link actions" actions={menu} />
      </div>
      {confirming.value && (
        <LinkDialog
          invoice={invoice}
          kind={confirming.value}
          close={() => (confirming.value = null)}
          forget={() => (shown.value = null)}
        />
      )}
    </div>
  )
}

const linkWords = (invoice: Invoice) => (invoice.payment_link_active ? 'A link is open' : 'No link is open')

function LinkDialog({
  invoice,
  kind,
  close,
  forget,
}: {
  invoice: Invoice
  kind: 'revoke' | 'rotate'
  close: () => void
  forget: () => void
}) {
  const busy = useSignal(false)
  const problem = useSignal<unknown>(null)
  const confirm = async () => {
    busy.value = true
    try {
      if (kind === 'rotate') await copyPaymentLink(invoice, 'rotate-payment-link')
      else {
        await invoices.act(invoice.id, 'revoke-payment-link')
        forget()
        showToast({ text: 'All payment links are closed' })
      }
      close()
    } catch (error) {
      problem.value = error
      busy.value = false
    }
  }
  const rotate = kind === 'rotate'
  return (
    <ConfirmDialog
      title={rotate ? 'Replace the payment link?' : 'Close all payment links?'}
      keep={rotate ? 'Keep the old one' : 'Keep them open'}
      verb={rotate ? 'Replace link' : 'Close links'}
      busy={busy.value}
      error={<FormProblem error={problem.value} />}
      onKeep={close}
      onConfirm={() => void confirm()}
    >
      Links in mails that were sent already stop working.{' '}
      {rotate ? 'The new one is copied for you to send.' : 'You can make a new one at any time.'}
    </ConfirmDialog>
  )
}
