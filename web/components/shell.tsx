import { useQuery } from '@tanstack/preact-query'
import { Ellipsis, Plus, Search } from 'lucide-preact'
import type { ComponentChildren } from 'preact'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { meQuery } from '../models/account.ts'
import { businessQuery } from '../models/business.ts'
import { createSheetOpen, moreSheetOpen, newBusinessOpen, paletteOpen, shortcutsSheetOpen } from '../models/dialogs.ts'
import { initials } from '../models/format.ts'
import { startLive } from '../models/live.ts'
import { newWork } from '../models/new-work.ts'
import { noticeCount, noticeSettings } from '../models/notices.ts'
import { may } from '../models/permissions.ts'
import { user } from '../models/session.ts'
import { startShortcuts } from '../models/shortcuts.ts'
import { unreadCount, unreadQuery, unreadWords } from '../models/unread.ts'
import { CREATIONS, isOpen, LINKS, linksOf } from '../places.ts'
import { AccountMenu } from './account-menu.tsx'
import { Icon } from './icon.tsx'
import { lazyPart, lazyWindow } from './lazy-page.tsx'
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
const PhoneSheet = lazyWindow(
  () => import('./phone-sheets.tsx'),
  'More',
  () => {
    createSheetOpen.value = false
    moreSheetOpen.value = false
  },
)
const NewWorkDialog = lazyWindow(
  () => import('./new-work-dialog.tsx'),
  'New',
  () => (newWork.value = null),
)
const NewBusinessDialog = lazyWindow(
  () => import('./new-business-dialog.tsx'),
  'Open another business',
  () => (newBusinessOpen.value = false),
)

const SampleMark = lazyPart<object>(() => import('./sample-mark.tsx'), 'what this is')

export function Shell({ children }: { children: ComponentChildren }) {
  const { path } = useLocation()
  useQuery(meQuery)
  useQuery({ ...unreadQuery, enabled: may('conversations.read') })
  useQuery(noticeSettings.query)
  useEffect(startLive, [])
  useEffect(startShortcuts, [])
  useEffect(preloadWindows, [])
  return (
    <div class="shell">
      <a class="skip-link" href="#main">
        Skip to content
      </a>
      <SideNav path={path} />
      <main class="main" id="main" tabIndex={-1}>
        <Mark />
        {children}
      </main>
      <BottomNav path={path} />
      <Overlays />
      <Toasts />
    </div>
  )
}

function Mark() {
  // Read in any case: another business may be entered on the same page.
  const isIn = user.value !== null
  const business = useQuery(businessQuery).data
  return isIn && business?.is_sample ? <SampleMark /> : null
}

/** What opens by a key or a tap must not wait for the network: the first letters typed would be lost. */
function preloadWindows(): () => void {
  const timer = setTimeout(() => {
    void Palette.preload()
    void PhoneSheet.preload()
    void NewWorkDialog.preload()
    void import('../on-device.tsx').then(({ settleOnDevice }) => settleOnDevice()).catch(() => {})
  }, 1500)
  return () => clearTimeout(timer)
}

/** Whether one of these is where one is: all that begins with the same word is one place. */
const current = (path: string, links: readonly { href: string }[]) =>
  links.some(({ href }) => href.split('/')[1] === path.split('/')[1]) ? ('page' as const) : undefined

function SideNav({ path }: { path: string }) {
  const business = useQuery(businessQuery).data
  const side = (part: 'top' | 'foot') =>
    LINKS.filter((link) => link.side === part && isOpen(link)).map((link) => (
      <a key={link.href} class="nav-link" href={link.href} aria-current={current(path, [link])}>
        <Icon of={link.icon} />
        {link.label}
        <Unread of={link} />
      </a>
    ))
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
      {side('top')}
      <span class="grow" />
      {side('foot')}
      <AccountMenu name={user.value?.name ?? ''} initials={initials(user.value?.name ?? '?')} />
    </nav>
  )
}

/** How many wait in a place, beside its name. */
function Unread({ of: { href } }: { of: { href: string } }) {
  const words = unreadWords(WAITING[href]?.value ?? 0)
  if (!words) return null
  return (
    <span class="nav-count">
      {words}
      <span class="visually-hidden"> unread</span>
    </span>
  )
}
const WAITING: Record<string, { value: number }> = { '/inbox': unreadCount, '/notices': noticeCount }

function BottomNav({ path }: { path: string }) {
  const mayCreate = CREATIONS.some(isOpen)
  const isList = LINKS.some(({ side, href }) => side === 'top' && href === path)
  const behindMore = LINKS.filter(({ phone, group }) => phone === 'more' && !group)
  return (
    <>
      {mayCreate && isList && (
        <button type="button" class="fab" aria-label="New" onClick={() => (createSheetOpen.value = true)}>
          <Icon of={Plus} size="huge" />
        </button>
      )}
      <nav class="bottom-nav" aria-label="Main, phone">
        {LINKS.filter(({ phone }) => phone === 'bar').map((link) => (
          <a key={link.href} href={link.href} aria-current={current(path, linksOf(link.group, link))}>
            <Icon of={link.icon} size="large" />
            <span class="ellipsis">{link.group ?? link.label}</span>
            <Unread of={link} />
          </a>
        ))}
        <button
          type="button"
          aria-haspopup="dialog"
          aria-current={current(path, behindMore)}
          onClick={() => (moreSheetOpen.value = true)}
        >
          <Icon of={Ellipsis} size="large" />
          More
        </button>
      </nav>
    </>
  )
}

const Overlays = () => (
  <>
    {paletteOpen.value && <Palette />}
    {shortcutsSheetOpen.value && <ShortcutsSheet />}
    {(createSheetOpen.value || moreSheetOpen.value) && <PhoneSheet />}
    {newWork.value && <NewWorkDialog />}
    {newBusinessOpen.value && <NewBusinessDialog />}
  </>
)
