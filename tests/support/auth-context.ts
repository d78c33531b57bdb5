import { exportJWK, generateKeyPair } from 'jose'
import { connect, Meter } from '../../core/db/meter.ts'
import { SystemDb } from '../../core/db/system-db.ts'
import { TenantDb } from '../../core/db/tenant-db.ts'
import type { Bearer } from '../../core/domain/identity/bearer.ts'
import type { AuthContext, Caller } from '../../core/services/auth/context.ts'
import type { IdentityMail, Passwords } from '../../core/services/auth/ports.ts'
import type { SignInResult } from '../../core/services/auth/present.ts'
import { signUp } from '../../core/services/auth/signup.ts'
import { verifyEmail } from '../../core/services/auth/verify.ts'
import { Cursors } from '../../core/services/cursor.ts'
import { isCommonPassword } from '../../workers/adapters/passwords/common.ts'
import { buildIdentity } from '../../workers/adapters/tokens/identity.ts'
import type { TestDatabase } from './database.ts'

const pair = await generateKeyPair('ES256', { extractable: true })
export const ORIGIN = 'https://hub.example'
export const identity = buildIdentity({
  APP_ORIGIN: ORIGIN,
  AUTH_PRIVATE_JWK: JSON.stringify(await exportJWK(pair.privateKey)),
})
export const cursors = new Cursors('a secret of the tests')
export const PASSWORD = 'correct horse battery'

/** Passwords kept as they are, and counted: the real hash has a test of its own. */
export class CountedPasswords implements Passwords {
  hashes = 0
  async hash(password: string) {
    this.hashes++
    return `plain:${password}`
  }
  isCommon = isCommonPassword
  async matches(password: string, stored: string | null) {
    this.hashes++
    return stored === `plain:${password}`
  }
}

export interface AuthWorld {
  auth: AuthContext
  meter: Meter
  mails: IdentityMail[]
  passwords: CountedPasswords
  /** Set to make the provider refuse. */
  mailFails: boolean
  /** The same world asked from elsewhere. */
  from(caller: Partial<Caller>): AuthContext
  tenant(bearer: Bearer): TenantDb
  token(kind: IdentityMail['kind'], to?: string): string
}

export function authWorld(database: TestDatabase): AuthWorld {
  const meter = new Meter()
  const db = () => connect({ url: database.appUrl, gateway: database.gateway.url }, meter)
  const passwords = new CountedPasswords()
  const mails: IdentityMail[] = []
  const caller: Caller = {
    requestId: 'req_test',
    ip: '192.0.2.1',
    userAgent: 'Chromium',
    device: null,
    hourly: 1_000_000,
  }
  const mailer = {
    send: async (mail: IdentityMail) => {
      mails.push(mail)
      return !world.mailFails
    },
  }
  const auth: AuthContext = { system: new SystemDb(db()), passwords, tokens: identity, mailer, caller, later: () => {} }
  const world: AuthWorld = {
    auth,
    meter,
    mails,
    passwords,
    mailFails: false,
    from: (other) => ({ ...auth, caller: { ...caller, ...other } }),
    tenant: (bearer) => TenantDb.open(db(), { kind: 'user', ...bearer }, { requestId: 'req_test' }),
    token: (kind, to) => {
      const mail = mails.findLast((one) => one.kind === kind && (to === undefined || one.to === to))
      if (!mail || !('token' in mail)) throw new Error(`no mail of kind ${kind}`)
      return mail.token
    },
  }
  return world
}

export const draftOf = (email: string) => ({
  email,
  name: 'Ana Cruz',
  business_name: 'Cyclone Rake',
  intent: 'optimize_operations',
  use_case: '',
  password: PASSWORD,
  currency: 'CAD',
  timezone: 'America/Toronto',
  country: 'CA',
})

let people = 0
export const anyone = () => `person${++people}-${crypto.randomUUID().slice(0, 8)}@example.com`

export type Person = SignInResult & { email: string; bearer: Bearer }

/** A business of its own, with its owner signed in. */
export async function newOwner(world: AuthWorld, email: string = anyone()): Promise<Person> {
  await signUp(world.auth, draftOf(email))
  return personOf(email, await verifyEmail(world.auth, { token: world.token('verify', email) }))
}

export async function personOf(email: string, result: SignInResult): Promise<Person> {
  return { ...result, email, bearer: await identity.verify(result.body.jwt) }
}

/** What a promise was refused with: code, and the hint or the fields. */
export const refusalOf = (promise: Promise<unknown>): Promise<string> =>
  promise.then(
    () => 'accepted',
    (error) =>
      [error.code ?? error, error.details?.map((one: { field: string }) => one.field).join() || error.hint]
        .join(' ')
        .trim(),
  )
