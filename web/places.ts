import {
  Bell,
  Briefcase,
  FilePen,
  FileText,
  House,
  Inbox,
  type LucideIcon,
  ReceiptText,
  Settings,
  Users,
  Wallet,
} from 'lucide-preact'

import type { FunctionComponent } from 'preact'
import { lazyPage } from './components/lazy-page.tsx'
import { NotFound } from './components/states.tsx'
import { labels, workWord } from './models/labels.ts'
import { may } from './models/permissions.ts'

interface Place {
  /** As the router reads it. */
  path: string
  page: FunctionComponent & { preload?: () => Promise<void> }
  /** `gate`: for strangers, too. `alone`: without the navigation around it. */
  stands?: 'gate' | 'alone'
  /** How one goes there; a place without is reached from another. */
  link?: Link
}

interface Link {
  /** A getter where the business has a word of its own for it. */
  readonly label: string
  icon: LucideIcon
  keys: string
  /** Where it leads, when that is not its path without an id. */
  href?: string
  /** In the navigation at the side. */
  side: 'top' | 'foot'
  /** On a phone: in the bar at the bottom, or in the sheet behind More. */
  phone: 'bar' | 'more'
  /** Places of a group are tabs of one another, and one word in the bar of a phone. */
  group?: 'Money'
  /** Without this right it is offered nowhere. */
  needs?: string
}

const settings = lazyPage(() => import('./pages/settings/settings.tsx'))

/** Everything with an address: a new page is an entry here and its file. */
const PLACES: readonly Place[] = [
  { path: '/login', page: lazyPage(() => import('./pages/gate/login.tsx')), stands: 'gate' },
  { path: '/signup', page: lazyPage(() => import('./pages/gate/signup.tsx')), stands: 'gate' },
  { path: '/verify', page: lazyPage(() => import('./pages/gate/verify.tsx')), stands: 'gate' },
  { path: '/forgot', page: lazyPage(() => import('./pages/gate/forgot.tsx')), stands: 'gate' },
  { path: '/reset', page: lazyPage(() => import('./pages/gate/reset.tsx')), stands: 'gate' },
  { path: '/accept-invitation', page: lazyPage(() => import('./pages/gate/accept-invitation.tsx')), stands: 'gate' },
  {
    path: '/dev/ui',
    page: import.meta.env.MODE === 'production' ? NotFound : lazyPage(() => import('./pages/dev-ui.tsx')),
    stands: 'gate',
  },
  { path: '/closed', page: settings, stands: 'alone' },
  { path: '/ops/:id?', page: lazyPage(() => import('./pages/ops/ops.tsx')), stands: 'alone' },
  { path: '/welcome', page: lazyPage(() => import('./pages/welcome/welcome.tsx')), stands: 'alone' },
  {
    path: '/home',
    page: lazyPage(() => import('./pages/home/home.tsx')),
    link: { label: 'Home', icon: House, keys: 'g h', side: 'top', phone: 'bar' },
  },
  {
    path: '/inbox/:id?',
    page: lazyPage(() => import('./pages/inbox/inbox.tsx')),
    link: {
      label: 'Inbox',
      icon: Inbox,
      keys: 'g i',
      side: 'top',
      phone: 'bar',
      needs: 'conversations.read',
    },
  },
  {
    path: '/work/:id?',
    page: lazyPage(() => import('./pages/work/work.tsx')),
    link: {
      get label() {
        return labels.value.work_item_plural
      },
      icon: Briefcase,
      keys: 'g w',
      side: 'top',
      phone: 'bar',
      needs: 'work_items.read',
    },
  },
  {
    path: '/contacts',
    page: lazyPage(() => import('./pages/contacts/list.tsx')),
    link: {
      label: 'Contacts',
      icon: Users,
      keys: 'g c',
      side: 'top',
      phone: 'bar',
    },
  },
  { path: '/contacts/import/:id?', page: lazyPage(() => import('./pages/contacts/import/import.tsx')) },
  { path: '/contacts/:id/statement', page: lazyPage(() => import('./pages/contacts/statement/statement.tsx')) },
  { path: '/contacts/:id', page: lazyPage(() => import('./pages/contacts/detail.tsx')) },
  {
    path: '/invoices',
    page: lazyPage(() => import('./pages/invoices/list.tsx')),
    link: {
      label: 'Invoices',
      icon: FileText,
      keys: 'g v',
      side: 'top',
      phone: 'bar',
      group: 'Money',
    },
  },
  { path: '/invoices/recurring', page: lazyPage(() => import('./pages/invoices/recurring.tsx')) },
  { path: '/invoices/:id', page: lazyPage(() => import('./pages/invoices/detail.tsx')) },
  { path: '/invoices/:id/edit', page: lazyPage(() => import('./pages/invoices/edit.tsx')) },
  {
    path: '/quotes',
    page: lazyPage(() => import('./pages/quotes/list.tsx')),
    link: {
      label: 'Quotes',
      icon: FilePen,
      keys: 'g q',
      side: 'top',
      phone: 'more',
      group: 'Money',
      needs: 'quotes.read',
    },
  },
  { path: '/quotes/:id', page: lazyPage(() => import('./pages/quotes/detail.tsx')) },
  { path: '/quotes/:id/edit', page: lazyPage(() => import('./pages/quotes/edit.tsx')) },
  { path: '/credit-notes/:id?', page: lazyPage(() => import('./pages/credit-notes/detail.tsx')) },
  {
    path: '/payments',
    page: lazyPage(() => import('./pages/payments/list.tsx')),
    link: {
      label: 'Payments',
      icon: Wallet,
      keys: 'g p',
      side: 'top',
      phone: 'more',
      group: 'Money',
      needs: 'payments.read',
    },
  },
  {
    path: '/expenses/:id?',
    page: lazyPage(() => import('./pages/expenses/expenses.tsx')),
    link: {
      label: 'Expenses',
      icon: ReceiptText,
      keys: 'g x',
      side: 'top',
      phone: 'more',
      needs: 'expenses.read',
    },
  },
  { path: '/drafts/:id?', page: lazyPage(() => import('./pages/drafts/drafts.tsx')) },
  {
    path: '/notices',
    page: lazyPage(() => import('./pages/notices/list.tsx')),
    link: { label: 'Notices', icon: Bell, keys: 'g n', side: 'foot', phone: 'more' },
  },
  {
    path: '/settings/:section?',
    page: settings,
    link: {
      label: 'Settings',
      icon: Settings,
      keys: 'g s',
      href: '/settings/business',
      side: 'foot',
      phone: 'more',
    },
  },
]

/** What can be begun from anywhere, by who may. */
export const CREATIONS = [
  {
    get label() {
      return `New ${workWord()}`
    },
    icon: Briefcase,
    keys: 'c w',
    href: '/work?new=1',
    needs: 'work_items.create',
  },
  {
    label: 'New invoice',
    icon: FileText,
    keys: 'c i',
    href: '/invoices?edit=new',
    needs: 'invoices.create',
  },
  {
    label: 'New quote',
    icon: FilePen,
    keys: 'c q',
    href: '/quotes?edit=new',
    needs: 'quotes.create',
  },
  {
    label: 'New contact',
    icon: Users,
    keys: 'c c',
    href: '/contacts?new=1',
    needs: 'contacts.create',
  },
  {
    label: 'New message',
    icon: Inbox,
    keys: 'c m',
    href: '/inbox?compose=new',
    needs: 'conversations.create',
  },
  {
    label: 'Upload receipt',
    icon: ReceiptText,
    keys: 'c e',
    href: '/expenses?upload=1',
    needs: 'expenses.create',
  },
] as const

export const placesOf = (stands?: Place['stands']) => PLACES.filter((place) => place.stands === stands)

/** The links themselves: a copy would keep the word of now. */
export const LINKS = PLACES.flatMap(({ path, link }) =>
  link ? [Object.assign(link, { href: link.href ?? path.replace('/:id?', '') })] : [],
)

/** Whether this person may have it: what needs no right is everybody's. */
export const isOpen = ({ needs }: { needs?: string | undefined }) => !needs || may(needs)

/** The places of a group; a place without a group is by itself. */
export const linksOf = <L extends { href: string }>(group: string | undefined, alone: L) =>
  group ? LINKS.filter((link) => link.group === group) : [alone]

/** Fetches the page of an address while the session is still being asked for. */
export const preloadPlace = (path: string) => void placeAt(path === '/' ? '/home' : path)?.page.preload?.()

export const placeAt = (path: string) => PLACES.find((place) => patternOf(place.path).test(path))

const patternOf = (path: string) => new RegExp(`^${path.replace(/\/:\w+\?/g, '(/[^/]+)?').replace(/:\w+/g, '[^/]+')}$`)
