import type { DurableObjectNamespace, Fetcher, Queue, R2Bucket, RateLimit } from '@cloudflare/workers-types'
import { z } from 'zod'
import type { Limiter } from '../durable-objects/limiter/object.ts'
import type { Live } from '../durable-objects/live/object.ts'
import type { CallMeter } from '../durable-objects/meter/object.ts'
import type { SendEmail } from './adapters/mail/cloudflare.ts'
import type { WorkersAi } from './adapters/models/workers-ai.ts'
import { PASSWORD_LOG2N } from './adapters/passwords/scrypt.ts'

const secret = z.string().min(16)
/** The claims of verbs and the leases of jobs outlast a call of a provider (core/contract/jobs.ts). */
const timeoutMs = z.coerce.number().int().positive().max(10_000).default(10_000)
const price = z.coerce.number().min(0).max(1_000_000).optional()
const key = (members: readonly string[]) => z.string().refine((text) => hasMembers(text, members))

/** Every variable the Worker reads; a bad one answers 503 with its name. */
export const Variables = z
  .object({
    APP_ORIGIN: z.url(),
    /** A host of its own for the files of customers; without it they are served beside the app. */
    FILES_ORIGIN: z.url().optional(),
    DATABASE_URL: z.string().startsWith('postgres'),
    DATABASE_GATEWAY: z.url().optional(),
    AUTH_PRIVATE_JWK: key(['x', 'y', 'd']),
    AUTH_PREVIOUS_PUBLIC_JWK: key(['x', 'y']).optional(),
    CLERK_ISSUER: z.url().optional(),
    CURSOR_SECRET: secret,
    /** The key of the seals of the audit, and the one before it. */
    AUDIT_SECRET: secret,
    AUDIT_PREVIOUS_SECRET: secret.optional(),
    STRIPE_API_URL: z.url().default('https://api.stripe.com'),
    STRIPE_SECRET_KEY: z.string().min(1),
    STRIPE_WEBHOOK_SECRET: z.string().min(1),
    /** Of the Connect application; without it the account of a business that is removed stays connected. */
    STRIPE_CLIENT_ID: z.string().startsWith('ca_').optional(),
    STRIPE_TIMEOUT_MS: timeoutMs,
    STRIPE_LIVE: z.enum(['true', 'false']).default('false'),
    MAIL_API_URL: z.url().default('https://api.resend.com'),
    /** What takes mail that leaves: Resend, or the binding EMAIL of Cloudflare's Email Service. */
    MAIL_BY: z.enum(['resend', 'cloudflare']).default('resend'),
    /** Only of Resend. */
    MAIL_API_KEY: z.string().optional(),
    MAIL_FROM: z.string().min(3),
    MAIL_TIMEOUT_MS: timeoutMs,
    /** `whsec_` and base64, as Resend shows it; without it nothing is heard of how mails fared. */
    RESEND_WEBHOOK_SECRET: z.string().min(8).optional(),
    /** Behind the @ of the addresses where mail for businesses arrives; without it the host of the app. */
    MAIL_IN_DOMAIN: z.string().min(1).optional(),
    /** Under which name the host that receives it says what a sender proved (RFC 8601); without it nothing is proved. */
    MAIL_IN_HOST: z.string().min(1).optional(),
    /** `user:password` in the address that Postmark is given; without it nothing comes from there. */
    POSTMARK_INBOUND_AUTH: z.string().min(16).optional(),
    MAILGUN_SIGNING_KEY: z.string().min(16).optional(),
    SMS_API_URL: z.url().default('https://api.twilio.com'),
    /** Of Twilio; without them no text message comes or goes. */
    SMS_ACCOUNT_SID: z.string().min(1).optional(),
    SMS_AUTH_TOKEN: z.string().min(1).optional(),
    SMS_TIMEOUT_MS: timeoutMs,
    /** Of an API like OpenAI's, with its version. Without it and without WORKERS_AI_MODEL words are read by rules alone. */
    MODEL_URL: z.string().refine(isPrivate).optional(),
    MODEL_NAME: z.string().min(1).max(200).optional(),
    MODEL_KEY: z.string().min(1).optional(),
    /** Of its tokens, in dollars; without both nobody knows what a call cost. */
    MODEL_USD_PER_MILLION_IN: price,
    MODEL_USD_PER_MILLION_OUT: price,
    /** By the binding AI: asked where MODEL_URL is not set, or does not answer. */
    WORKERS_AI_MODEL: z.string().min(1).max(200).optional(),
    CHECKOUT_ORIGIN: z.url().default('https://checkout.stripe.com'),
    LIMIT_FACTOR: z.coerce.number().int().positive().default(1),
    /** The cost of a new password's hash is two to this; less only where tests sign up hundreds, never in a deployment. */
    PASSWORD_LOG2N: z.coerce.number().int().min(1).max(PASSWORD_LOG2N).default(PASSWORD_LOG2N),
    VERSION: z.string().default('dev'),
  })
  .refine(({ MAIL_BY, MAIL_API_KEY }) => MAIL_BY !== 'resend' || MAIL_API_KEY, { path: ['MAIL_API_KEY'] })
  .refine(({ MODEL_URL, MODEL_NAME }) => !MODEL_URL || MODEL_NAME, { path: ['MODEL_NAME'] })
export type Variables = z.infer<typeof Variables>

export interface QueueMessage {
  tenant_id: string
  key: string
}

/** Counted by the platform, for each key, where the request arrives. */
export interface RateLimits {
  PORTAL_BY_ADDRESS: RateLimit
  PORTAL_BY_LINK: RateLimit
  PORTAL_MISSES: RateLimit
}

export interface Bindings extends RateLimits {
  ASSETS: Fetcher
  FILES: R2Bucket
  /** Only where MAIL_BY is cloudflare. */
  EMAIL?: SendEmail
  /** Only where WORKERS_AI_MODEL is set. */
  AI?: WorkersAi
  LIMITER: DurableObjectNamespace<Limiter>
  LIVE: DurableObjectNamespace<Live>
  CALL_METER: DurableObjectNamespace<CallMeter>
  QUEUE_WEBHOOKS: Queue<QueueMessage>
  QUEUE_MESSAGES: Queue<QueueMessage>
  QUEUE_AI: Queue<QueueMessage>
  QUEUE_BULK: Queue<QueueMessage>
  QUEUE_DEAD: Queue<unknown>
}
export type Env = Bindings & Record<string, unknown>

let parsed: { from: Env; variables: Variables } | undefined

/** The variables of this environment; throws with the names of the bad ones (IN9). */
export function variablesOf(env: Env): Variables {
  if (parsed?.from === env) return parsed.variables
  const result = Variables.safeParse(env)
  if (!result.success) throw new BadEnvironment(result.error.issues.map((issue) => issue.path.join('.')))
  parsed = { from: env, variables: result.data }
  return result.data
}

/** What customers wrote goes out encrypted, or stays on this machine. */
function isPrivate(url: string): boolean {
  if (!URL.canParse(url)) return false
  const { protocol, hostname } = new URL(url)
  return protocol === 'https:' || (protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname))
}

/** A P-256 key as a JSON Web Key. */
function hasMembers(text: string, members: readonly string[]): boolean {
  try {
    const jwk = JSON.parse(text) as Record<string, unknown>
    return jwk.kty === 'EC' && jwk.crv === 'P-256' && members.every((name) => typeof jwk[name] === 'string')
  } catch {
    return false
  }
}

export class BadEnvironment extends Error {
  readonly names: string[]

  constructor(names: string[]) {
    super(`Missing or wrong: ${names.join(', ')}`)
    this.names = names
  }
}
