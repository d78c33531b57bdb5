import { computed, signal } from '@preact/signals'
import type { SignedIn } from '../../core/contract/auth.ts'

/** In memory only: a script that reads storage finds nothing, a reload asks the cookie. */
export const accessToken = signal<string | null>(null)
export const signedIn = signal<SignedIn | null>(null)
export type SessionState = 'unknown' | 'in' | 'out' | 'unreachable'
export const sessionState = signal<SessionState>('unknown')
export const user = computed(() => signedIn.value?.user ?? null)

export function enter(session: SignedIn): void {
  accessToken.value = session.jwt
  signedIn.value = session
  sessionState.value = 'in'
  remember(true)
  // Nothing else is shown of a business that its owner closed.
  if (session.closing && location.pathname !== '/closed') location.replace('/closed')
}

export function leave(): void {
  accessToken.value = null
  signedIn.value = null
  sessionState.value = 'out'
  remember(false)
  // What he last saw (kept-answers.ts), which is not loaded everywhere.
  globalThis.indexedDB?.deleteDatabase('hub-answers')
}

const MARK = 'signed-in'

/** Only that someone was in here, nothing of his: it decides whether the frame is shown while the cookie is asked. */
export function wasSignedIn(): boolean {
  try {
    return localStorage.getItem(MARK) !== null
  } catch {
    return false
  }
}

function remember(isIn: boolean): void {
  try {
    if (isIn) localStorage.setItem(MARK, 'yes')
    else localStorage.removeItem(MARK)
  } catch {
    // Storage may be forbidden; then the frame comes with the page.
  }
}

let renewal: Promise<boolean> | null = null

/** Renews the token through the cookie. `spent` is the token that was refused; another call may have renewed it already. */
export function refreshSession(spent: string | null = null): Promise<boolean> {
  if (spent !== null && accessToken.value !== null && accessToken.value !== spent) return Promise.resolve(true)
  renewal ??= oneTabAtATime(renew).finally(() => {
    renewal = null
  })
  return renewal
}

async function renew(): Promise<boolean> {
  const response = await fetch('/v1/auth/refresh', { method: 'POST', headers: { Accept: 'application/json' } }).catch(
    () => null,
  )
  if (response?.ok) {
    const { data } = (await response.json()) as { data: SignedIn }
    enter(data)
    return true
  }
  // Only a refusal signs out; a lost connection keeps what is on the screen.
  if (response && response.status < 500 && response.status !== 429) leave()
  else if (sessionState.value === 'unknown') sessionState.value = 'unreachable'
  return false
}

/** Refresh tokens are used once: two tabs that send the same one would look like a theft. */
function oneTabAtATime<T>(work: () => Promise<T>): Promise<T> {
  return navigator.locks ? (navigator.locks.request('refresh', work) as Promise<T>) : work()
}
