import type { LucideIcon } from 'lucide-preact'
import { useId, useRef, useState } from 'preact/hooks'
import { Button, type ButtonProps } from './button.tsx'
import { Icon } from './icon.tsx'
import { placeUnder } from './popup.ts'

export interface MenuAction {
  label: string
  icon?: LucideIcon
  danger?: boolean
  run: () => void
}

interface Condition {
  /** What the object itself has to allow. */
  needs?: string
  when?: boolean
}
export type ObjectAction = MenuAction & Condition

/** Those of some actions that the object allows and that fit it. */
export const permitted = <A extends Condition>(
  of: { allowed_actions: readonly string[] },
  actions: readonly A[],
): A[] =>
  actions.filter(({ needs, when = true }) => when && (needs === undefined || of.allowed_actions.includes(needs)))

/** A button and the actions under it. Arrows move, Enter acts, Esc closes and gives the focus back. */
export function Menu({
  label,
  actions,
  ...button
}: Omit<ButtonProps, 'onClick'> & { label: string; actions: readonly MenuAction[] }) {
  const id = useId()
  const anchor = useRef<HTMLButtonElement>(null)
  const popup = useRef<HTMLDivElement>(null)
  const [open, setOpen] = useState(false)
  if (actions.length === 0) return null

  const choose = (action: MenuAction) => {
    popup.current?.hidePopover()
    anchor.current?.focus()
    action.run()
  }
  return (
    <>
      <Button
        {...button}
        label={label}
        buttonRef={anchor}
        popup="menu"
        expanded={open}
        onClick={() => toggleMenu(popup.current, anchor.current, 'end')}
      />
      <div
        ref={popup}
        id={id}
        popover="auto"
        class="menu"
        role="menu"
        aria-label={label}
        onToggle={(event: { newState: string }) => setOpen(event.newState === 'open')}
        onKeyDown={moveFocus}
      >
        {actions.map((action) => (
          <button
            key={action.label}
            type="button"
            role="menuitem"
            class={`menu-item${action.danger ? ' danger' : ''}`}
            onClick={() => choose(action)}
          >
            {action.icon && <Icon of={action.icon} />}
            {action.label}
          </button>
        ))}
      </div>
    </>
  )
}

/** The first entry has the focus at once: the next key may come before the browser tells of the change. */
export function toggleMenu(menu: HTMLElement | null, anchor: HTMLElement | null, side?: 'end'): void {
  if (!menu || !anchor) return
  menu.togglePopover()
  if (!menu.matches(':popover-open')) return
  placeUnder(anchor, menu, side)
  menu.querySelector<HTMLElement>('[role^=menuitem]')?.focus()
}

export function moveFocus(event: KeyboardEvent): void {
  const items = [...(event.currentTarget as HTMLElement).querySelectorAll<HTMLElement>('[role^=menuitem]')]
  const at = items.indexOf(document.activeElement as HTMLElement)
  const next: Record<string, number> = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: items.length - 1 }
  const to = next[event.key]
  if (to === undefined) return
  event.preventDefault()
  items[(to + items.length) % items.length]?.focus()
}
