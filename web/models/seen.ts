import type { ClientEvent } from '../../core/domain/analytics/events.ts'
import { post } from '../api.ts'

type Told = { id: string; name: ClientEvent; object?: string }

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
let last = ''
let timer: ReturnType<typeof setTimeout> | undefined

function saw(): void {
  const { pathname } = location
  if (pathname === last) return
  last = pathname
  const view = viewOf(pathname)
  if (view) tell(view)
}

function tell(event: Omit<Told, 'id'>): void {
  waiting = [...waiting, { id: crypto.randomUUID(), ...event }].slice(-BATCH_MAX)
  timer ??= setTimeout(send, WAIT_MS)
}

/** Some together, also as the page goes out of sight. Nothing waits for it, and nobody is told when it fails. */
function send(): void {
  clearTimeout(timer)
  timer = undefined
  const events = waiting
  if (events.length === 0) return
  waiting = []
  const platform = matchMedia('(display-mode: standalone)').matches ? 'pwa' : 'web'
  void post('/v1/events', { platform, events }).catch(() => {})
}

/** From now on what is opened is counted. The router changes the address by the history, which tells nobody. */
export function countViews(): void {
  const push = history.pushState
  history.pushState = function pushState(...change) {
    push.apply(this, change)
    saw()
  }
  addEventListener('popstate', saw)
  document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && send())
  saw()
}
