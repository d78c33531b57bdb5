import type { SignedIn } from '../../core/contract/auth.ts'
import { post } from '../api.ts'
import { go } from './navigation.ts'
import { granted } from './permissions.ts'
import { queryClient } from './queries.ts'
import { Resource } from './resource.ts'
import { enter, leave } from './session.ts'
import { Single } from './single.ts'
import { forgetForms } from './stored-drafts.ts'
import { showToast } from './toasts.ts'

export const me = new Single('/v1/auth/me', {
  shows: ['member', 'business'],
  staleTime: 5 * 60_000,
  learn: ({ permissions }) => {
    granted.value = new Set(permissions)
  },
})
export const meQuery = me.query

export const signIn = async (email: string, password: string) =>
  arrive((await post('/v1/auth/login', { email: email.trim(), password })).data)

export const verify = async (token: string, password: string) =>
  arrive((await post('/v1/auth/verify', { token, password })).data)

export const acceptInvitation = async (token: string, name: string, password: string) =>
  arrive((await post('/v1/auth/accept-invitation', { token, name, password })).data)

/** A link by mail: to a new password, or to the confirmation that a sign-up waits for. */
export const askForLink = (email: string) => post('/v1/auth/forgot', { email: email.trim() })
export const resetPassword = (token: string, password: string) => post('/v1/auth/reset', { token, password })

export async function signOut(): Promise<void> {
  await post('/v1/auth/logout').catch(() => {
    // The cookie may outlive a lost connection; the page forgets its token all the same.
    showToast({ text: 'Signed out on this device only: you are offline.', kind: 'failed' })
  })
  forgetForms()
  // Receipts that have not been sent (models/capture-store.ts), which is not loaded everywhere.
  globalThis.indexedDB?.deleteDatabase('hub-captures')
  leave()
  queryClient.clear()
  go('/login', true)
}

/** Opens what was signed in to; nothing that was fetched before belongs to it. */
export function arrive(session: SignedIn): SignedIn {
  queryClient.clear()
  enter(session)
  return session
}

/** Another business of the same person: everything that was fetched belongs to the one before. */
export const switchBusiness = async (tenantId: string) =>
  arrive((await post('/v1/auth/switch', { tenant_id: tenantId })).data)

export const sessions = new Resource('session', '/v1/auth/sessions')
export const sessionsQuery = sessions.rows({ limit: 50 })

export const changePassword = (current: string, next: string) => post('/v1/auth/password', { current, new: next })

/** `Firefox on Windows`, as far as the browser tells. */
export function deviceName(userAgent: string | null): string {
  if (!userAgent) return 'Unknown device'
  const [, browser] = /(Edg|OPR|Firefox|Chrome|Safari)\//.exec(userAgent) ?? []
  const [, system] = /(iPhone|iPad|Android|Windows|Mac OS X|CrOS|Linux)/.exec(userAgent) ?? []
  const names: Record<string, string> = { Edg: 'Edge', OPR: 'Opera', 'Mac OS X': 'Mac', CrOS: 'ChromeOS' }
  const name = (key: string | undefined, other: string) => (key ? (names[key] ?? key) : other)
  return `${name(browser, 'A browser')} on ${name(system, 'an unknown system')}`
}
