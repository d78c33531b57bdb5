import { Check, CircleAlert, Link, Send } from 'lucide-preact'
import { useEffect, useRef } from 'preact/hooks'
import { Button } from '../../../components/button.tsx'
import { Icon } from '../../../components/icon.tsx'
import { isZero } from '../../../models/decimal.ts'
import { money } from '../../../models/format.ts'
import { may } from '../../../models/permissions.ts'
import { saveNote } from '../../../models/save-note.ts'
import { PHONE, useMedia } from '../../../models/use-media.ts'
import { useEditing } from './context.ts'
import type { EditorSending } from './use-sending.ts'

/** The total, whether it is saved, and the two ways out. */
export function EditorFooter({ sending }: { sending: EditorSending }) {
  const isPhone = useMedia(PHONE)
  const footer = useRef<HTMLElement>(null)
  const isHeld = sending.held !== undefined
  useEffect(() => {
    // The button that was pressed is gone: the next Tab goes on from here.
    if (document.activeElement === document.body) footer.current?.focus()
  }, [isHeld])
  return (
    <footer class="editor-footer" ref={footer} tabIndex={-1}>
      {isHeld ? <Held sending={sending} /> : <Ready sending={sending} isPhone={isPhone} />}
    </footer>
  )
}

const Ready = ({ sending, isPhone }: { sending: EditorSending; isPhone: boolean }) => (
  <>
    {isPhone && <SumLine />}
    <div class="inline loose">
      <Total />
      <SaveNote />
      <span class="grow" />
      <Actions sending={sending} isPhone={isPhone} />
    </div>
  </>
)

function Actions({ sending, isPhone }: { sending: EditorSending; isPhone: boolean }) {
  const { kind } = useEditing()
  return (
    <>
      {may(kind.links.may) && (
        <Button icon={Link} label="Copy link" busy={sending.busy === 'link'} onClick={sending.copyLink}>
          {isPhone ? null : 'Copy link'}
        </Button>
      )}
      {may(kind.maySend) && (
        <Button look="primary" icon={Send} busy={sending.busy === 'send'} onClick={sending.send}>
          {sending.busy === 'send' ? 'Sending…' : `Send ${kind.word}`}
        </Button>
      )}
    </>
  )
}

const Held = ({ sending: { held, undo } }: { sending: EditorSending }) => (
  <div class="inline loose" role="status">
    <Icon of={Send} />
    <span class="grow">{held?.words}…</span>
    {held && held.secondsLeft > 0 && (
      <Button look="accent" onClick={undo}>
        Undo {held.secondsLeft}
      </Button>
    )}
  </div>
)

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
  const { words, isBad } = saveNote(useEditing().editor)
  return (
    <span class={`meta inline tight only-desktop-flex ${isBad ? 'bad' : 'muted'}`}>
      {words && <Icon of={isBad ? CircleAlert : Check} />}
      {words}
    </span>
  )
}

function SumLine() {
  const { editor, live } = useEditing()
  if (!live.ok) return null
  const { currency } = editor.draft.value
  const { subtotal, discountTotal, chargeTotal, taxes } = live.totals
  const parts = [
    ...(isZero(discountTotal) ? [] : [`− discount ${money(discountTotal, currency)}`]),
    ...(isZero(chargeTotal) ? [] : [`+ charges ${money(chargeTotal, currency)}`]),
    ...taxes.map((tax) => `+ ${tax.name} ${money(tax.tax, currency)}`),
  ]
  return <p class="small muted sum-line">{['Subtotal', money(subtotal, currency), ...parts].join(' ')}</p>
}
