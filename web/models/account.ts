import type { SignedIn, Signup } from '../../core/contract/auth.ts'
import { post } from '../api.ts'
import { go } from './navigation.ts'
import { granted } from './permissions.ts'
import { likelyCountry } from './places-by-name.ts'
import { queryClient } from './queries.ts'
import { Resource } from './resource.ts'
import { enter, leave } from './session.ts'
import { Single } from './single.ts'
import { showToast } from './toasts.ts'

export type SignupForm = Pick<Signup, 'name' | 'email' | 'password' | 'business_name' | 'currency'>

export const meQuery = new Single('/v1/auth/me', {
  shows: ['member', 'business'],
  staleTime: 5 * 60_000,
  learn: ({ permissions }) => {
    granted.value = new Set(permissions)
  },
}).query

export const signIn = async (email: string, password: string) =>
  arrive((await post('/v1/auth/login', { email: email.trim(), password })).data)

export const verify = async (token: string, password: string) =>
  arrive((await post('/v1/auth/verify', { token, password })).data)

export const acceptInvitation = async (token: string, name: string, password: string) =>
  arrive((await post('/v1/auth/accept-invitation', { token, name, password })).data)

/** A link by mail: to a new password, or to the confirmation that a sign-up waits for. */
export const askForLink = (email: string) => post('/v1/auth/forgot', { email: email.trim() })
export const resetPassword = (token: string, password: string) => post('/v1/auth/reset', { token, password })

export const signUp = (form: SignupForm) =>
  post('/v1/auth/signup', {
    ...form,
    ...whereWeAre(),
    email: form.email.trim(),
    intent: 'get_paid',
    use_case: 'Invoices and payments',
  })

/** Zone and country come from the browser: nobody has to type what it knows. */
function whereWeAre() {
  const country = likelyCountry()
  return { timezone: Intl.DateTimeFormat().resolvedOptions().timeZone, ...(country ? { country } : {}) }
}

export async function signOut(): Promise<void> {
  await post('/v1/auth/logout').catch(() => {
    // The cookie may outlive a lost connection; the page forgets its token all the same.
    showToast({ text: 'Signed out here. The connection was lost, so sign out again when it is back.', kind: 'failed' })
  })
  leave()
  queryClient.clear()
  go('/login', true)
}

function arrive(session: SignedIn): SignedIn {
  queryClient.clear()
  enter(session)
  return session
}

/** Another business of the same person: everything that was fetched belongs to the one before. */
export const switchBusiness = async (tenantId: string) =>
  arrive((await post('/v1/auth/switch', { tenant_id: tenantId })).data)

/** One more business, which is then the one that is open. */
export const openBusiness = async (business_name: string, currency: string) =>
  arrive((await post('/v1/auth/businesses', { business_name, currency, ...whereWeAre() })).data)

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
