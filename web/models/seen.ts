import type { ClientEvent, TARGET_TYPES } from '../../core/domain/analytics/events.ts'
import { post } from '../api.ts'
import { owner } from './stored-drafts.ts'

type Told = { id: string; name: ClientEvent; object?: string; target_type?: (typeof TARGET_TYPES)[number] }
/** What a page tells of itself, as the detail of an event of the window named `seen`: so no page needs this module. */
export type Seen = Omit<Told, 'id'>

const WAIT_MS = 5_000
const BATCH_MAX = 20
const ID = '([0-9a-f-]{36})'
/** What of the app is counted when it is opened (H-AN-2 to 6), by its address. */
const VIEWS: readonly [RegExp, ClientEvent][] = [
  [/^\/home$/, 'home.view'],
  [/^\/inbox$/, 'inbox.view'],
  [new RegExp(`^/inbox/${ID}$`), 'conversation.opened'],
  [/^\/work$/, 'work.view'],
  [new RegExp(`^/work/${ID}$`), 'work_item.view'],
  [/^\/invoices$/, 'invoice.list.view'],
  [new RegExp(`^/invoices/${ID}$`), 'invoice.view'],
]

/** What the opening of an address is called; null for what is not counted. */
export function viewOf(path: string): { name: ClientEvent; object?: string } | null {
  for (const [pattern, name] of VIEWS) {
    const found = pattern.exec(path)
    if (found) return { name, ...(found[1] ? { object: found[1] } : {}) }
  }
  return null
}

let waiting: Told[] = []
/** Whose they are: what one saw in a business is told of no other. */
let seenBy = ''
let last = ''
let lastSearch = ''
let timer: ReturnType<typeof setTimeout> | undefined

function saw(): void {
  const { pathname, search } = location
  const isSame = pathname === last
  const isNarrowed = isSame && search !== lastSearch && pathname === '/work' && !search.includes('new=')
  last = pathname
  lastSearch = search
  if (isNarrowed) tell({ name: 'work.filter_applied' })
  const view = isSame ? null : viewOf(pathname)
  if (view) tell(view)
}

function tell(event: Seen): void {
  if (seenBy !== owner.value) waiting = []
  seenBy = owner.value
  waiting = [...waiting, { id: crypto.randomUUID(), ...event }].slice(-BATCH_MAX)
  timer ??= setTimeout(send, WAIT_MS)
}

/** Some together, also as the page goes out of sight. Nothing waits for it, and nobody is told when it fails. */
function send(): void {
  clearTimeout(timer)
  timer = undefined
  const events = waiting
  waiting = []
  if (events.length === 0 || seenBy !== owner.value) return
  const platform = matchMedia('(display-mode: standalone)').matches ? 'pwa' : 'web'
  void post('/v1/events', { platform, events }).catch(() => {})
}

/** The buttons of Home. */
function pressed({ target }: MouseEvent): void {
  if (last === '/home' && (target as Element).closest('.quick a')) tell({ name: 'home.quick_action.clicked' })
}

/** From now on what is opened is counted. The router changes the address by the history, which tells nobody. */
export function countViews(): void {
  const push = history.pushState
  history.pushState = function pushState(...change) {
    push.apply(this, change)
    saw()
  }
  addEventListener('popstate', saw)
  addEventListener('seen', (event) => tell((event as CustomEvent<Seen>).detail))
  document.addEventListener('click', pressed)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && send())
  saw()
}
