import type { InfiniteData, Query, QueryKey } from '@tanstack/preact-query'
import type { SignedIn } from '../../core/contract/auth.ts'
import { me } from './account.ts'
import { isCutOff } from './as-of.ts'
import { profile } from './business.ts'
import { DeviceStore } from './device-store.ts'
import { changedEverything, queryClient } from './queries.ts'
import { accessToken, sessionState, signedIn } from './session.ts'
import { owner } from './stored-drafts.ts'

interface KeptAnswer {
  key: QueryKey
  data: unknown
  /** When the server said so. */
  at: number
}

/** What one person last saw of one business. */
interface Kept {
  owner: string
  at: number
  session: Omit<SignedIn, 'jwt'>
  answers: KeptAnswer[]
}

/** What may lie on a device: lists and what is in them; nothing that lets somebody in, such as addresses, links and sessions. */
const KEPT_PATHS = new Set<unknown>([
  ...['/v1/auth/me', '/v1/business', '/v1/home/summary', '/v1/notices/settings', '/v1/conversations/unread'],
  ...[
    '/v1/conversations',
    '/v1/contacts',
    '/v1/work-items',
    '/v1/quotes',
    '/v1/invoices',
    '/v1/payments',
    '/v1/expenses',
  ],
])
const ANSWERS_MAX = 80
const CHARS_MAX = 2_000_000
const QUIET_MS = 2000
const WEEK_MS = 7 * 24 * 3600_000

/** Its name stands in session.ts as well, which forgets it. */
const store = new DeviceStore<Kept>('hub-answers', 'owner')

/** Keeps what is answered from now on, a moment after it came. */
export function keepAnswers(): void {
  let timer: ReturnType<typeof setTimeout> | undefined
  queryClient.getQueryCache().subscribe(({ type, query }) => {
    if (type !== 'updated' || !isKept(query)) return
    clearTimeout(timer)
    timer = setTimeout(() => void keep(), QUIET_MS)
  })
  void keep()
}

const isKept = ({ queryKey, state }: Query) =>
  state.status === 'success' && KEPT_PATHS.has(queryKey[0]) && queryKey[1] !== 'search'

async function keep(): Promise<void> {
  if (!signedIn.value || accessToken.value === null) return
  const { jwt: _, ...session } = signedIn.value
  await store.put({ owner: owner.value, at: Date.now(), session, answers: newest() })
}

function newest(): KeptAnswer[] {
  const queries = queryClient.getQueryCache().getAll().filter(isKept)
  queries.sort((a, b) => b.state.dataUpdatedAt - a.state.dataUpdatedAt)
  let room = CHARS_MAX
  return queries.slice(0, ANSWERS_MAX).flatMap(({ queryKey: key, state }) => {
    const data = firstPage(state.data)
    room -= JSON.stringify(data).length
    return room < 0 ? [] : [{ key, data, at: state.dataUpdatedAt }]
  })
}

/** Of a list that grew, what it begins with. */
function firstPage(data: unknown): unknown {
  const { pages, pageParams } = data as Partial<InfiniteData<unknown>>
  return pages && pageParams ? { pages: pages.slice(0, 1), pageParams: pageParams.slice(0, 1) } : data
}

/** Without a connection, whoever was in here sees what he last saw. Answers whether there was something. */
export async function openKept(): Promise<boolean> {
  const all = (await store.all()).filter(({ at }) => Date.now() - at < WEEK_MS).sort((a, b) => b.at - a.at)
  const [last] = all
  if (!last || sessionState.value !== 'unreachable') return false
  for (const { key, data, at } of last.answers) queryClient.setQueryData(key, data, { updatedAt: at })
  const answerTo = <T>(path: string) => last.answers.find(({ key }) => key[0] === path)?.data as T | undefined
  const who = answerTo<Parameters<typeof me.learn>[0]>('/v1/auth/me')
  if (!who) return false
  me.learn(who)
  const business = answerTo<Parameters<typeof profile.learn>[0]>('/v1/business')
  // What it said of the time was of then.
  if (business) profile.learn({ ...business, now: new Date().toISOString() })
  signedIn.value = { ...last.session, jwt: '' }
  sessionState.value = 'in'
  isCutOff.value = true
  const stop = accessToken.subscribe((token) => {
    if (token === null) return
    isCutOff.value = false
    changedEverything()
    queueMicrotask(() => stop())
  })
  return true
}
