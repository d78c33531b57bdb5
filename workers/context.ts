import type { Context } from 'hono'
import type { Actor, Idempotency } from '../core/db/actor.ts'
import { connect, type Meter } from '../core/db/meter.ts'
import { SystemDb } from '../core/db/system-db.ts'
import { TenantDb } from '../core/db/tenant-db.ts'
import { toldOf } from '../core/domain/actions.ts'
import type { Bearer } from '../core/domain/identity/bearer.ts'
import type { DraftModel } from '../core/services/ai-drafts/ports.ts'
import { AuditKeys } from '../core/services/audit/keys.ts'
import type { HeadStore } from '../core/services/audit/ports.ts'
import type { IdentityMailer, Passwords } from '../core/services/auth/ports.ts'
import { Cursors } from '../core/services/cursor.ts'
import type { Papers } from '../core/services/documents/papers.ts'
import { PortalLinks } from '../core/services/documents/portal-links.ts'
import type { ArchiveFormat, PartStore } from '../core/services/exports/ports.ts'
import type { MailReader } from '../core/services/mail/ports.ts'
import { ThreadTokens } from '../core/services/messages/thread-tokens.ts'
import type { NoticesMailer } from '../core/services/notices/mail.ts'
import type {
  CallMeter,
  FileStore,
  Letters,
  Mailer,
  Payments,
  PdfLines,
  ReviewClaims,
  WebhookVerifier,
} from '../core/services/ports.ts'
import type { Texter } from '../core/services/sms/ports.ts'
import { tellChanged } from '../durable-objects/live/client.ts'
import { callMeter } from '../durable-objects/meter/client.ts'
import { archiveFormat } from './adapters/archive/format.ts'
import { r2Parts } from './adapters/archive/parts.ts'
import { type SignedFiles, signedFiles } from './adapters/files/addresses.ts'
import { r2Files } from './adapters/files/r2.ts'
import { r2Heads } from './adapters/files/r2-heads.ts'
import { cloudflareMailer } from './adapters/mail/cloudflare.ts'
import { resendMailer } from './adapters/mail/resend.ts'
import { readStored } from './adapters/mail-reader/read-stored.ts'
import { configuredModel } from './adapters/models/configured.ts'
import { papersFrom } from './adapters/papers.ts'
import { scryptPasswords } from './adapters/passwords/scrypt.ts'
import { pdfLines } from './adapters/pdf-lines.ts'
import { TEXT_STATUS_PATH } from './adapters/sms/incoming.ts'
import { noTexter, twilioTexter } from './adapters/sms/twilio.ts'
import { stripePayments } from './adapters/stripe/payments.ts'
import { stripeWebhooks } from './adapters/stripe/webhooks.ts'
import { buildIdentity, type Identity } from './adapters/tokens/identity.ts'
import { enqueue } from './enqueue.ts'
import { BadEnvironment, type Env, type Variables as Settings, variablesOf } from './env.ts'
import { identityMailer } from './mails/identity.ts'
import { letters } from './mails/letters.tsx'
import { noticesMailer } from './mails/notices.ts'
import { Limits } from './middleware/limits.ts'

/** Everything outside the database, and what the isolate remembers, built once per isolate; the only place that builds it. */
export interface Services {
  settings: Settings
  mailer: Mailer
  letters: Letters
  papers: Papers
  payments: Payments
  fileStore: FileStore
  partStore: PartStore
  archiveFormat: ArchiveFormat
  fileAddresses: SignedFiles
  readMail: MailReader
  pdfLines: PdfLines
  /** Null where none is set up: what rules read is all there is. */
  draftModel: DraftModel | null
  callMeter: CallMeter
  mailDomain: string
  mailHost: string | null
  webhooks: WebhookVerifier
  links: PortalLinks
  threads: ThreadTokens
  texter: Texter
  textStatusUrl: string
  cursors: Cursors
  auditKeys: AuditKeys
  auditHeads: HeadStore
  identity: Identity
  identityMailer: IdentityMailer
  noticesMailer: NoticesMailer
  passwords: Passwords
  limits: Limits
}

export type HubEnv = {
  Bindings: Env
  Variables: {
    requestId: string
    meter: Meter
    services: Services
    bearer: Bearer
    idempotency: Idempotency | undefined
    tenant: TenantDb | undefined
    tenantId: string | undefined
  }
}
export type HubContext = Context<HubEnv>

let built: { from: Env; services: Services } | undefined

export function servicesOf(env: Env): Services {
  if (built?.from === env) return built.services
  const settings = variablesOf(env)
  const mailer = mailerOf(env, settings)
  const services: Services = {
    settings,
    mailer,
    letters,
    papers: papersFrom(env.ASSETS),
    payments: stripePayments({
      apiUrl: settings.STRIPE_API_URL,
      secretKey: settings.STRIPE_SECRET_KEY,
      clientId: settings.STRIPE_CLIENT_ID,
      timeoutMs: settings.STRIPE_TIMEOUT_MS,
    }),
    fileStore: r2Files(env.FILES),
    partStore: r2Parts(env.FILES),
    archiveFormat,
    fileAddresses: signedFiles({
      secret: settings.CURSOR_SECRET,
      origin: settings.APP_ORIGIN,
      filesOrigin: settings.FILES_ORIGIN ?? settings.APP_ORIGIN,
    }),
    readMail: readStored,
    pdfLines,
    draftModel: modelOf(env, settings),
    callMeter: callMeter(env.CALL_METER),
    mailDomain: settings.MAIL_IN_DOMAIN ?? new URL(settings.APP_ORIGIN).hostname,
    mailHost: settings.MAIL_IN_HOST ?? null,
    webhooks: stripeWebhooks(settings.STRIPE_WEBHOOK_SECRET),
    links: new PortalLinks(settings.APP_ORIGIN, settings.CURSOR_SECRET),
    threads: new ThreadTokens(settings.CURSOR_SECRET),
    texter: texterOf(settings),
    textStatusUrl: `${new URL(settings.APP_ORIGIN).origin}${TEXT_STATUS_PATH}`,
    cursors: new Cursors(settings.CURSOR_SECRET),
    auditKeys: new AuditKeys(
      [settings.AUDIT_SECRET, settings.AUDIT_PREVIOUS_SECRET].filter((one) => one !== undefined),
    ),
    auditHeads: r2Heads(env.FILES),
    identity: buildIdentity(settings),
    identityMailer: identityMailer(mailer, settings.APP_ORIGIN),
    noticesMailer: noticesMailer(mailer, settings.APP_ORIGIN),
    passwords: scryptPasswords(settings.PASSWORD_LOG2N),
    limits: new Limits(),
  }
  built = { from: env, services }
  return services
}

function texterOf(settings: Settings): Texter {
  const { SMS_ACCOUNT_SID: accountSid, SMS_AUTH_TOKEN: authToken } = settings
  if (!accountSid || !authToken) return noTexter
  return twilioTexter({ accountSid, authToken, apiUrl: settings.SMS_API_URL, timeoutMs: settings.SMS_TIMEOUT_MS })
}

function mailerOf({ EMAIL }: Env, settings: Settings): Mailer {
  const { MAIL_BY, MAIL_API_KEY: apiKey, MAIL_API_URL: apiUrl, MAIL_FROM: from, MAIL_TIMEOUT_MS: timeoutMs } = settings
  if (MAIL_BY === 'cloudflare') {
    if (!EMAIL) throw new BadEnvironment(['EMAIL'])
    return cloudflareMailer(EMAIL, { from })
  }
  return resendMailer({ apiUrl, apiKey: apiKey ?? '', from, timeoutMs })
}

function modelOf({ AI }: Env, settings: Settings): DraftModel | null {
  if (settings.WORKERS_AI_MODEL && !AI) throw new BadEnvironment(['AI'])
  return configuredModel(settings, AI)
}

export const databaseOf = (settings: Settings, meter: Meter, isolation?: 'RepeatableRead') =>
  connect({ url: settings.DATABASE_URL, gateway: settings.DATABASE_GATEWAY }, meter, isolation)

export const systemDb = (c: HubContext): SystemDb => new SystemDb(databaseOf(c.var.services.settings, c.var.meter))

/** The handle of a reviewer of the platform: in the business whose draft it is, found from the draft in the database (C-22). */
export const reviewerDb = (c: HubContext, draftId: string): TenantDb =>
  openTenant(c, reviewer(c, draftId), c.var.idempotency)

/** The same beside the key of the request: what is asked with it is no answer of that. */
export const reviewerDbBeside = (c: HubContext, draftId: string): TenantDb =>
  openTenant(c, reviewer(c, draftId), undefined)

/** For an address that was given to him: who asks is named in it. */
export const reviewerDbFor = (c: HubContext, { userId, sessionId, draftId }: ReviewClaims): TenantDb =>
  openTenant(c, { kind: 'ops', userId, sessionId, draftId }, undefined)

function reviewer(c: HubContext, draftId: string): Actor {
  const { userId, sessionId } = c.var.bearer
  return { kind: 'ops', userId, sessionId, draftId }
}

/** The tenant's handle of this request: made from the verified token, never from what the client names; or of a business that it has just opened. */
export function tenantDb(c: HubContext, orgId = c.var.bearer.orgId): TenantDb {
  const { userId, sessionId } = c.var.bearer
  return openTenant(c, { kind: 'user', userId, orgId, sessionId }, c.var.idempotency)
}

function openTenant(c: HubContext, actor: Actor, idem: Idempotency | undefined): TenantDb {
  const tenant = TenantDb.open(
    databaseOf(c.var.services.settings, c.var.meter),
    actor,
    { requestId: c.var.requestId, ip: c.req.header('CF-Connecting-IP') },
    {
      idem,
      onEnter: (entry) => c.set('tenantId', entry.tenant_id),
      onWrite: (jobs, entry, beat) => {
        c.set('tenantId', entry.tenant_id)
        c.executionCtx.waitUntil(afterCommit(c.env, entry.tenant_id, jobs, beat))
      },
    },
  )
  c.set('tenant', tenant)
  return tenant
}

/** Open pages of a business hear that one of its conversations has changed. */
export const tellConversation = (c: HubContext, { tenant_id, conversation_id }: Changed): void =>
  c.executionCtx.waitUntil(tellChanged(c.env.LIVE, tenant_id, 'conversation', conversation_id))

interface Changed {
  tenant_id: string
  conversation_id: string
}

type OnWrite = NonNullable<Parameters<typeof TenantDb.open>[3]>['onWrite']
type WriteFacts = Parameters<NonNullable<OnWrite>>

/** Hurries what the commit made due and tells open pages. Nothing is lost if this never runs: the sweep finds the jobs. */
export async function afterCommit(env: Env, tenantId: string, jobs: WriteFacts[0], beat: WriteFacts[2]): Promise<void> {
  const kind = toldOf(beat.action)
  // What a business has one of has no id of its own.
  const told = kind && tellChanged(env.LIVE, tenantId, kind, beat.id ?? tenantId)
  await Promise.all([enqueue(env, tenantId, jobs), told])
}
