import type { ComponentChildren } from 'preact'
import { useRef } from 'preact/hooks'
import { signOut } from '../models/account.ts'
import { enterBusiness, labelOf, useBusinesses } from '../models/businesses.ts'
import { newBusinessOpen, shortcutsSheetOpen } from '../models/dialogs.ts'
import { go } from '../models/navigation.ts'
import { chooseTheme, type Theme, theme } from '../models/theme.ts'
import { moveFocus, toggleMenu } from './menu.tsx'

export function AccountMenu({ name, initials }: { name: string; initials: string }) {
  const popup = useRef<HTMLDivElement>(null)
  const anchor = useRef<HTMLButtonElement>(null)
  const toggle = () => toggleMenu(popup.current, anchor.current)
  return (
    <>
      <button ref={anchor} type="button" class="nav-me" aria-haspopup="menu" onClick={toggle}>
        <span class="avatar" aria-hidden="true">
          {initials}
        </span>
        <span class="ellipsis grow">{name}</span>
      </button>
      <div
        ref={popup}
        popover="auto"
        class="menu"
        role="menu"
        aria-label="Account"
        onKeyDown={moveFocus}
        onClick={() => popup.current?.hidePopover()}
      >
        <Items />
      </div>
    </>
  )
}

const THEMES: [Theme, string][] = [
  ['system', 'Theme of the system'],
  ['light', 'Light theme'],
  ['dark', 'Dark theme'],
]

function Items() {
  const others = useBusinesses()
  return (
    <>
      {others.map(({ tenant_id, is_current, ...one }) => (
        <Item key={tenant_id} checked={is_current} run={() => is_current || void enterBusiness(tenant_id)}>
          {labelOf(one)}
        </Item>
      ))}
      <Item run={() => (newBusinessOpen.value = true)}>Open another business</Item>
      {THEMES.map(([value, label]) => (
        <Item key={value} checked={theme.value === value} run={() => chooseTheme(value)}>
          {label}
        </Item>
      ))}
      <Item run={() => (shortcutsSheetOpen.value = true)}>Keyboard shortcuts</Item>
      <Item run={() => go('/settings/sign-in')}>Password and sessions</Item>
      <Item run={() => void signOut()}>Sign out</Item>
    </>
  )
}

function Item({ checked, run, children }: { checked?: boolean; run: () => unknown; children: ComponentChildren }) {
  // A choice among some, or a deed.
  const kind =
    checked === undefined ? { role: 'menuitem' as const } : { role: 'menuitemradio' as const, 'aria-checked': checked }
  return (
    <button type="button" class="menu-item" {...kind} onClick={() => void run()}>
      {children}
      {checked && <span class="muted">✓</span>}
    </button>
  )
}
