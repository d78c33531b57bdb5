import { useQuery } from '@tanstack/preact-query'
import { useRef } from 'preact/hooks'
import { meQuery, signOut, switchBusiness } from '../models/account.ts'
import { shortcutsSheetOpen } from '../models/dialogs.ts'
import { go } from '../models/navigation.ts'
import { sentence } from '../models/sentences.ts'
import { chooseTheme, type Theme, theme } from '../models/theme.ts'
import { showToast } from '../models/toasts.ts'
import { moveFocus } from './menu.tsx'
import { placeUnder } from './popup.ts'

const THEMES: [Theme, string][] = [
  ['system', 'Theme of the system'],
  ['light', 'Light theme'],
  ['dark', 'Dark theme'],
]

export function AccountMenu({ name, initials }: { name: string; initials: string }) {
  const businesses = useQuery(meQuery).data?.businesses ?? []
  const popup = useRef<HTMLDivElement>(null)
  const anchor = useRef<HTMLButtonElement>(null)
  const opened = (event: { newState: string }) => {
    if (event.newState !== 'open' || !anchor.current || !popup.current) return
    placeUnder(anchor.current, popup.current)
    popup.current.querySelector<HTMLElement>('button')?.focus()
  }
  const then = (run: () => void) => () => {
    popup.current?.hidePopover()
    run()
  }
  return (
    <>
      <button
        ref={anchor}
        type="button"
        class="nav-me"
        aria-haspopup="menu"
        onClick={() => popup.current?.togglePopover()}
      >
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
        onToggle={opened}
        onKeyDown={moveFocus}
      >
        {businesses.length > 1 &&
          businesses.map((business) => (
            <button
              key={business.tenant_id}
              type="button"
              class="menu-item"
              role="menuitemradio"
              aria-checked={business.is_current}
              onClick={then(() => void (business.is_current || changeTo(business.tenant_id)))}
            >
              {business.name}
              {business.is_current && <span class="muted">✓</span>}
            </button>
          ))}
        {THEMES.map(([value, label]) => (
          <button
            key={value}
            type="button"
            class="menu-item"
            role="menuitemradio"
            aria-checked={theme.value === value}
            onClick={then(() => chooseTheme(value))}
          >
            {label}
            {theme.value === value && <span class="muted">✓</span>}
          </button>
        ))}
        <button type="button" class="menu-item" role="menuitem" onClick={then(() => (shortcutsSheetOpen.value = true))}>
          Keyboard shortcuts
        </button>
        <button type="button" class="menu-item" role="menuitem" onClick={then(() => go('/settings/sign-in'))}>
          Password and sessions
        </button>
        <button type="button" class="menu-item" role="menuitem" onClick={then(() => void signOut())}>
          Sign out
        </button>
      </div>
    </>
  )
}

async function changeTo(tenantId: string): Promise<void> {
  try {
    await switchBusiness(tenantId)
    go('/home')
  } catch (error) {
    showToast({ text: sentence(error), kind: 'failed' })
  }
}
