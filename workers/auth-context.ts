import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { AuthContext, Caller } from '../core/services/auth/context.ts'
import type { SignInResult } from '../core/services/auth/present.ts'
import { newSecret } from '../core/services/secrets.ts'
import { type HubContext, systemDb } from './context.ts'
import { addressOf, SIGN_HOURLY } from './middleware/limits.ts'
import { answer } from './respond.ts'

const COOKIE = 'hub_refresh'
/** Names a browser for good: whoever signed in with it before is not kept out by what others try (AU9). It opens nothing. */
const DEVICE_COOKIE = 'hub_device'
/** The longest that browsers keep a cookie. */
const DEVICE_DAYS = 400
/** `__Host-`: this host only, over TLS only (a browser counts 127.0.0.1 as safe), unreadable for scripts (AU8). */
const FLAGS = { prefix: 'host', path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const

export function authContext(c: HubContext): AuthContext {
  const { identity, identityMailer, passwords, settings } = c.var.services
  const caller: Caller = {
    requestId: c.var.requestId,
    ip: addressOf(c),
    userAgent: c.req.header('User-Agent') ?? null,
    device: readDevice(c) ?? newSecret(),
    hourly: SIGN_HOURLY * settings.LIMIT_FACTOR,
  }
  const later = (work: Promise<unknown>) => c.executionCtx.waitUntil(work)
  return { system: systemDb(c), passwords, tokens: identity, mailer: identityMailer, caller, later }
}

/** The access token in the body, what keeps it alive in the cookie. */
export function signedIn(c: HubContext, { body, refreshToken, expiresAt, device }: SignInResult) {
  setCookie(c, COOKIE, refreshToken, { ...FLAGS, expires: expiresAt })
  keepDevice(c, device)
  c.set('tenantId', body.tenant_id)
  return answer(c, body)
}

export const readRefreshCookie = (c: HubContext): string | undefined => getCookie(c, COOKIE, 'host')
export const dropRefreshCookie = (c: HubContext): void => void deleteCookie(c, COOKIE, FLAGS)

export const readDevice = (c: HubContext): string | undefined => {
  const device = getCookie(c, DEVICE_COOKIE, 'host')
  return device && /^[\w-]{43}$/.test(device) ? device : undefined
}

export function keepDevice(c: HubContext, device: string | null): void {
  if (device) setCookie(c, DEVICE_COOKIE, device, { ...FLAGS, maxAge: DEVICE_DAYS * 24 * 3600 })
}
