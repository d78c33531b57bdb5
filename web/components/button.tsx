import type { LucideIcon } from 'lucide-preact'
import type { ComponentChildren, Ref } from 'preact'
import { Icon } from './icon.tsx'

export interface ButtonProps {
  children?: ComponentChildren
  /** Filled blue is for the one action a pane exists for. */
  look?: 'primary' | 'quiet' | 'accent' | 'danger' | 'light' | ''
  icon?: LucideIcon
  /** For a button that is only an icon. */
  label?: string
  busy?: boolean
  disabled?: boolean
  wide?: boolean
  type?: 'button' | 'submit'
  onClick?: (event: MouseEvent) => void
  buttonRef?: Ref<HTMLButtonElement>
  id?: string
  expanded?: boolean
  popup?: 'menu' | 'listbox' | 'dialog'
  autoFocus?: boolean
}

export function Button(props: ButtonProps) {
  const { children, look = '', icon, label, busy = false, disabled = false, wide = false, type = 'button' } = props
  const shape = `${children ? '' : ' square'}${wide ? ' wide' : ''}`
  const press = (event: MouseEvent) => {
    if (busy) event.preventDefault()
    else props.onClick?.(event)
  }
  return (
    <button
      ref={props.buttonRef}
      id={props.id}
      type={type}
      class={`button ${look}${shape}`}
      aria-label={label}
      title={children ? undefined : label}
      aria-busy={busy || undefined}
      aria-expanded={props.expanded}
      aria-haspopup={props.popup}
      disabled={disabled}
      autofocus={props.autoFocus}
      onClick={press}
    >
      {icon && <Icon of={icon} />}
      {children}
    </button>
  )
}

export function LinkButton({
  href,
  children,
  look = '',
  icon,
  newTab = false,
}: {
  href: string
  children: ComponentChildren
  look?: ButtonProps['look']
  icon?: LucideIcon
  newTab?: boolean
}) {
  return (
    <a
      class={`button ${look}`}
      href={href}
      target={newTab ? '_blank' : undefined}
      rel={newTab ? 'noopener' : undefined}
    >
      {icon && <Icon of={icon} />}
      {children}
    </a>
  )
}
