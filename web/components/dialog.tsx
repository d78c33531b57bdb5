import { X } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useId, useLayoutEffect, useRef, useState } from 'preact/hooks'
import { dialogClosed, dialogOpened } from '../models/dialogs.ts'
import { Button } from './button.tsx'
import { Toasts } from './toasts.tsx'

interface ModalProps {
  kind: 'dialog' | 'drawer' | 'drawer broad' | 'sheet' | 'palette'
  labelledBy?: string
  label?: string
  onClose: () => void
  /** A click beside it closes it, as Esc always does. */
  lightDismiss?: boolean
  children: ComponentChildren
}

/** The native modal: the rest is inert, Esc closes, focus goes back to where it was. */
export function Modal({ kind, labelledBy, label, onClose, lightDismiss = true, children }: ModalProps) {
  const element = useRef<HTMLDialogElement>(null)
  const [id, setId] = useState(0)
  // Not useEffect: its end waits for the next paint, and a key pressed in between would be taken for one in the dialog.
  useLayoutEffect(() => {
    const before = document.activeElement as HTMLElement | null
    const dialog = element.current
    const opened = dialogOpened()
    setId(opened)
    dialog?.showModal()
    return () => {
      dialogClosed(opened)
      dialog?.close()
      if (before?.isConnected) before.focus({ preventScroll: true })
      catchFocus()
    }
  }, [])
  const canceled = (event: Event) => {
    if (event.target !== element.current) return
    event.preventDefault()
    onClose()
  }
  const pressedBeside = (event: MouseEvent) => {
    if (lightDismiss && event.target === element.current && isOutside(event, element.current)) onClose()
  }
  return (
    <dialog
      ref={element}
      class={kind}
      aria-labelledby={labelledBy}
      aria-label={label}
      onCancel={canceled}
      onMouseDown={pressedBeside}
    >
      {children}
      {id > 0 && <Toasts dialog={id} />}
    </dialog>
  )
}

const ANSWER_MS = 2000

/** What was done in a dialog may remove the button that opened it, at once or when the answer has been drawn. */
function catchFocus(): void {
  const look = () => {
    if (document.activeElement === document.body)
      document.querySelector<HTMLElement>('main h1')?.focus({ preventScroll: true })
  }
  requestAnimationFrame(look)
  const changes = new MutationObserver(look)
  changes.observe(document.body, { childList: true, subtree: true })
  setTimeout(() => changes.disconnect(), ANSWER_MS)
}

function isOutside(event: MouseEvent, element: HTMLElement | null): boolean {
  if (!element) return false
  const box = element.getBoundingClientRect()
  return event.clientX < box.left || event.clientX > box.right || event.clientY < box.top || event.clientY > box.bottom
}

/** For what cannot be undone: the consequence in words, the verb on the button, the safe choice first. */
export function ConfirmDialog(props: {
  title: string
  children: ComponentChildren
  keep: string
  verb: string
  busy?: boolean
  error?: ComponentChildren
  onKeep: () => void
  onConfirm: () => void
}) {
  const title = useId()
  return (
    <Modal kind="dialog" labelledBy={title} onClose={props.onKeep}>
      <h2 class="title-pane" id={title}>
        {props.title}
      </h2>
      <div class="muted confirm-text">{props.children}</div>
      {props.error}
      <div class="actions">
        <Button onClick={props.onKeep} autoFocus>
          {props.keep}
        </Button>
        <Button look="danger" busy={props.busy ?? false} onClick={props.onConfirm}>
          {props.verb}
        </Button>
      </div>
    </Modal>
  )
}

/** A form at the right edge; a page of its own on a phone. */
export function Drawer(props: {
  title: string
  lightDismiss?: boolean
  onClose: () => void
  children: ComponentChildren
  footer?: ComponentChildren
  onSubmit?: () => void
}) {
  const title = useId()
  const submit = (event: Event) => {
    event.preventDefault()
    props.onSubmit?.()
  }
  return (
    <Modal kind="drawer" labelledBy={title} onClose={props.onClose} lightDismiss={props.lightDismiss ?? true}>
      <header class="drawer-header">
        <h2 class="title-pane grow ellipsis" id={title}>
          {props.title}
        </h2>
        <Button look="quiet" icon={X} label="Close" onClick={props.onClose} />
      </header>
      <form class="drawer-form" noValidate onSubmit={submit}>
        <div class="drawer-body stack">{props.children}</div>
        {props.footer && <footer class="drawer-footer">{props.footer}</footer>}
      </form>
    </Modal>
  )
}

export function Sheet({
  title,
  crossed = false,
  onClose,
  children,
}: {
  title: string
  crossed?: boolean
  onClose: () => void
  children: ComponentChildren
}) {
  const id = useId()
  return (
    <Modal kind="sheet" labelledBy={id} onClose={onClose}>
      <header class="inline sheet-header">
        <h2 class="title-pane sheet-title grow" id={id}>
          {title}
        </h2>
        {crossed && <Button look="quiet" icon={X} label="Close" onClick={onClose} />}
      </header>
      {children}
    </Modal>
  )
}

/** A small window to read or fill in, with its own buttons. */
export function PlainDialog({
  title,
  lightDismiss = true,
  onClose,
  children,
}: {
  title: string
  lightDismiss?: boolean
  onClose: () => void
  children: ComponentChildren
}) {
  const id = useId()
  return (
    <Modal kind="dialog" labelledBy={id} onClose={onClose} lightDismiss={lightDismiss}>
      <header class="inline dialog-header">
        <h2 class="title-pane grow" id={id}>
          {title}
        </h2>
        <Button look="quiet" icon={X} label="Close" onClick={onClose} />
      </header>
      {children}
    </Modal>
  )
}
