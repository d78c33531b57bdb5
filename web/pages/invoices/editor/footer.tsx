import { Check, CircleAlert, Link, Send } from 'lucide-preact'
import { Button } from '../../../components/button.tsx'
import { Icon } from '../../../components/icon.tsx'
import { clock, money } from '../../../models/format.ts'
import { savedWords } from '../../../models/invoice-editor.ts'
import { may } from '../../../models/permissions.ts'
import { PHONE, useMedia } from '../../../models/use-media.ts'
import { useEditing } from './context.ts'
import type { EditorSending } from './use-sending.ts'

/** The total, whether it is saved, and the two ways out. */
export function EditorFooter({ sending }: { sending: EditorSending }) {
  const isPhone = useMedia(PHONE)
  if (sending.held) return <HeldFooter sending={sending} />
  return (
    <footer class="editor-footer">
      {isPhone && <SumLine />}
      <div class="inline loose">
        <Total />
        <SaveNote />
        <span class="grow" />
        <Actions sending={sending} isPhone={isPhone} />
      </div>
    </footer>
  )
}

function Actions({ sending, isPhone }: { sending: EditorSending; isPhone: boolean }) {
  return (
    <>
      {may('invoices.create_payment_link') && (
        <Button icon={Link} label="Copy link" busy={sending.busy === 'link'} onClick={sending.copyLink}>
          {isPhone ? null : 'Copy link'}
        </Button>
      )}
      {may('invoices.send') && (
        <Button look="primary" icon={Send} busy={sending.busy === 'send'} onClick={sending.send}>
          {sending.busy === 'send' ? 'Sending…' : 'Send invoice'}
        </Button>
      )}
    </>
  )
}

function HeldFooter({ sending }: { sending: EditorSending }) {
  const { held } = sending
  return (
    <footer class="editor-footer">
      <div class="inline loose" role="status">
        <Icon of={Send} />
        <span class="grow ellipsis">Sending to {held?.to}…</span>
        {held && held.secondsLeft > 0 && (
          <Button look="accent" onClick={sending.undo}>
            Undo {held.secondsLeft}
          </Button>
        )}
      </div>
    </footer>
  )
}

function Total() {
  const { editor, live } = useEditing()
  const { currency } = editor.draft.value
  return (
    <p class="title-page nowrap">
      {live.ok ? money(live.totals.total, currency) : '–'}{' '}
      <span class="meta muted normal only-desktop">{currency}</span>
    </p>
  )
}

function SaveNote() {
  const { editor } = useEditing()
  const state = editor.state.value
  const failed = state === 'failed' || state === 'conflict'
  const words = savedWords(state, editor.savedAt.value, clock, null)
  return (
    <span class={`meta inline tight only-desktop-flex ${failed ? 'bad' : 'muted'}`}>
      {words && <Icon of={failed ? CircleAlert : Check} />}
      {words}
    </span>
  )
}

function SumLine() {
  const { editor, live } = useEditing()
  if (!live.ok) return null
  const { currency } = editor.draft.value
  const taxes = live.totals.taxes.map((tax) => ` + ${tax.name} ${money(tax.tax, currency)}`).join('')
  return (
    <p class="small muted ellipsis sum-line">
      Subtotal {money(live.totals.subtotal, currency)}
      {taxes}
    </p>
  )
}
