import { useQuery } from '@tanstack/preact-query'
import { Ellipsis, FileText, House, Plus, Search, Settings, Users, Wallet } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { meQuery } from '../models/account.ts'
import { businessQuery } from '../models/business.ts'
import { createSheetOpen, paletteOpen, shortcutsSheetOpen } from '../models/dialogs.ts'
import { initials } from '../models/format.ts'
import { startLive } from '../models/live.ts'
import { may } from '../models/permissions.ts'
import { user } from '../models/session.ts'
import { startShortcuts } from '../models/shortcuts.ts'
import { AccountMenu } from './account-menu.tsx'
import { Icon } from './icon.tsx'
import { lazyWindow } from './lazy-page.tsx'
import { CreateSheet, MoreSheet, moreSheetOpen } from './phone-sheets.tsx'
import { Tile } from './tile.tsx'
import { Toasts } from './toasts.tsx'

const Palette = lazyWindow(
  () => import('./palette.tsx'),
  'Search',
  () => (paletteOpen.value = false),
)
const ShortcutsSheet = lazyWindow(
  () => import('./shortcuts-sheet.tsx'),
  'Keyboard shortcuts',
  () => (shortcutsSheetOpen.value = false),
)

const places = [
  { href: '/home', label: 'Home', icon: House },
  { href: '/contacts', label: 'Contacts', icon: Users },
  { href: '/invoices', label: 'Invoices', icon: FileText },
  { href: '/payments', label: 'Payments', icon: Wallet },
]

export function Shell({ children }: { children: ComponentChildren }) {
  const { path } = useLocation()
  useQuery(meQuery)
  useEffect(startLive, [])
  useEffect(startShortcuts, [])
  useEffect(preloadPalette, [])
  const current = (href: string) => (path === href || path.startsWith(`${href}/`) ? 'page' : undefined)
  return (
    <div class="shell">
      <a class="skip-link" href="#main">
        Skip to content
      </a>
      <SideNav current={current} />
      <main class="main" id="main" tabIndex={-1}>
        {children}
      </main>
      <BottomNav path={path} current={current} />
      <Overlays />
      <Toasts />
    </div>
  )
}

/** What opens by a key must not wait for the network: the first letters typed would be lost. */
function preloadPalette(): () => void {
  const timer = setTimeout(() => Palette.preload(), 1500)
  return () => clearTimeout(timer)
}

type Current = (href: string) => 'page' | undefined

function SideNav({ current }: { current: Current }) {
  const business = useQuery(businessQuery).data
  return (
    <nav class="nav" aria-label="Main">
      <div class="nav-business">
        <Tile name={business?.name ?? ''} logo={business?.logo ?? null} />
        <span class="grow">{business?.name}</span>
      </div>
      <button type="button" class="nav-find" onClick={() => (paletteOpen.value = true)}>
        <Icon of={Search} />
        <span class="grow">Search or do</span>
        <kbd>Ctrl K</kbd>
      </button>
      {places.map((place) => (
        <a key={place.href} class="nav-link" href={place.href} aria-current={current(place.href)}>
          <Icon of={place.icon} />
          {place.label}
        </a>
      ))}
      <span class="grow" />
      <a class="nav-link" href="/settings/business" aria-current={current('/settings')}>
        <Icon of={Settings} />
        Settings
      </a>
      <AccountMenu name={user.value?.name ?? ''} initials={initials(user.value?.name ?? '?')} />
    </nav>
  )
}

function BottomNav({ path, current }: { path: string; current: Current }) {
  const creates = may('invoices.create') || may('contacts.create')
  return (
    <>
      {creates && /^\/(home|contacts|invoices|payments)$/.test(path) && (
        <button type="button" class="fab" aria-label="New" onClick={() => (createSheetOpen.value = true)}>
          <Icon of={Plus} size="huge" />
        </button>
      )}
      <nav class="bottom-nav" aria-label="Main, phone">
        <PhoneLink href="/home" label="Home" icon={House} current={current('/home')} />
        <PhoneLink href="/contacts" label="Contacts" icon={Users} current={current('/contacts')} />
        <PhoneLink
          href="/invoices"
          label="Money"
          icon={FileText}
          current={current('/invoices') ?? current('/payments')}
        />
        <button
          type="button"
          aria-haspopup="dialog"
          aria-current={current('/settings')}
          onClick={() => (moreSheetOpen.value = true)}
        >
          <Icon of={Ellipsis} size="large" />
          More
        </button>
      </nav>
    </>
  )
}

const PhoneLink = ({
  href,
  label,
  icon,
  current,
}: {
  href: string
  label: string
  icon: typeof House
  current: 'page' | undefined
}) => (
  <a href={href} aria-current={current}>
    <Icon of={icon} size="large" />
    {label}
  </a>
)

const Overlays = () => (
  <>
    {paletteOpen.value && <Palette />}
    {shortcutsSheetOpen.value && <ShortcutsSheet />}
    {createSheetOpen.value && <CreateSheet />}
    {moreSheetOpen.value && <MoreSheet />}
  </>
)
