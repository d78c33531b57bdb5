import { useSignal } from '@preact/signals'
import { Copy, Ellipsis, RefreshCw, Unlink } from 'lucide-preact'
import type { AnyDocument } from '../../../../core/contract/documents.ts'
import { Button } from '../../../components/button.tsx'
import { ConfirmDialog } from '../../../components/dialog.tsx'
import { FormProblem } from '../../../components/form-problem.tsx'
import { Menu, type MenuAction } from '../../../components/menu.tsx'
import { copyLink, type LinkedKind } from '../../../models/document-link.ts'
import { showToast } from '../../../models/toasts.ts'

interface LinkProps {
  kind: LinkedKind
  document: Pick<AnyDocument, 'id' | 'status' | 'allowed_actions'>
}

/** What was sent may have links, for those who may hand them out. */
export const hasLinks = ({ kind, document: { status, allowed_actions } }: LinkProps) =>
  status !== 'DRAFT' && [kind.actions.create, kind.actions.revoke].some((action) => allowed_actions.includes(action))

/** Links are kept as fingerprints only, so the address shows once: when it is copied. */
export function Links({ kind, document, isOpen }: LinkProps & { isOpen: boolean }) {
  const shown = useSignal<string | null>(null)
  const busy = useSignal(false)
  const confirming = useSignal<'revoke' | 'rotate' | null>(null)
  const can = (action: keyof LinkedKind['actions']) => document.allowed_actions.includes(kind.actions[action])
  const copy = async () => {
    busy.value = true
    shown.value = (await copyLink(kind, document)) ?? shown.value
    busy.value = false
  }
  const confirm = (what: 'revoke' | 'rotate') => () => {
    confirming.value = what
  }
  const menu: MenuAction[] = [
    ...(can('rotate') ? [{ label: 'Replace by a new link…', icon: RefreshCw, run: confirm('rotate') }] : []),
    ...(can('revoke') && isOpen
      ? [{ label: 'Close all links…', icon: Unlink, danger: true, run: confirm('revoke') }]
      : []),
  ]
  return (
    <div class="link-card">
      <h2 class="section-title">{kind.link}</h2>
      <div class="inline">
        {shown.value ? (
          <div class="box">
            <span class="ellipsis muted grow">{shown.value.replace(/^https?:\/\//, '')}</span>
          </div>
        ) : (
          <span class="muted grow">{isOpen ? 'A link is open' : 'No link is open'}</span>
        )}
        {can('create') && (
          <Button icon={Copy} label={`Copy ${kind.link.toLowerCase()}`} busy={busy.value} onClick={() => void copy()}>
            Copy
          </Button>
        )}
        <Menu look="quiet" icon={Ellipsis} label="Link actions" actions={menu} />
      </div>
      {confirming.value && (
        <LinkDialog
          kind={kind}
          document={document}
          what={confirming.value}
          close={() => (confirming.value = null)}
          forget={() => (shown.value = null)}
        />
      )}
    </div>
  )
}

function LinkDialog({
  kind,
  document,
  what,
  close,
  forget,
}: LinkProps & {
  what: 'revoke' | 'rotate'
  close: () => void
  forget: () => void
}) {
  const busy = useSignal(false)
  const problem = useSignal<unknown>(null)
  const link = kind.link.toLowerCase()
  const links = `${link}s`
  const confirm = async () => {
    busy.value = true
    try {
      if (what === 'rotate') await copyLink(kind, document, 'rotate')
      else {
        await kind.revoke(document.id)
        forget()
        showToast({ text: `All ${links} are closed` })
      }
      close()
    } catch (error) {
      problem.value = error
      busy.value = false
    }
  }
  const rotate = what === 'rotate'
  return (
    <ConfirmDialog
      title={rotate ? `Replace the ${link}?` : `Close all ${links}?`}
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
