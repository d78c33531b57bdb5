import type { JobPayload, JobType } from '../core/contract/jobs.ts'
import type { SystemDb } from '../core/db/system-db.ts'
import type { TenantDb, Work } from '../core/db/tenant-db.ts'
import type { Told } from '../core/domain/actions.ts'
import type { AskPorts } from '../core/services/ai-drafts/ask-model.ts'
import type { AuditKeys } from '../core/services/audit/keys.ts'
import type { IdentityMailer } from '../core/services/auth/ports.ts'
import type { SendPorts } from '../core/services/documents/sent-kind.ts'
import type { ArchiveFormat, PartStore } from '../core/services/exports/ports.ts'
import type { ReminderPorts } from '../core/services/invoices/mail-reminder.ts'
import type { MailPorts } from '../core/services/mail/keep.ts'
import type { MessagePorts } from '../core/services/messages/mail.ts'
import type { NoticesMailer } from '../core/services/notices/mail.ts'
import type { FileStore, Letters, Payments } from '../core/services/ports.ts'
import type { TellPorts } from '../core/services/quotes/tell-decision.ts'

/** A row as taken; what its type and payload are is not known yet. */
export interface JobRow {
  tenant_id: string
  type: string
  key: string
  payload: unknown
  attempts: number
  /** When it ends; the name of who holds the job. */
  lease: string
  facts: unknown
}

/** A row whose payload was parsed. */
export interface TakenJob<T extends JobType> extends JobRow {
  type: T
  payload: JobPayload<T>
}

/** What workers/index.ts gives to a job: no environment, no connection of its own. */
export interface JobContext extends AskPorts, SendPorts, TellPorts, MailPorts, MessagePorts, ReminderPorts {
  system: SystemDb
  letters: Letters
  payments: Payments
  auditKeys: AuditKeys
  fileStore: FileStore
  partStore: PartStore
  archiveFormat: ArchiveFormat
  noticesMailer: NoticesMailer
  identityMailer: IdentityMailer
  /** Real payments count, not those of Stripe's test mode. */
  isLive: boolean
  enqueue(tenantId: string, jobs: readonly { type: JobType; key: string }[]): Promise<void>
  /** Open pages hear that a thing of the job's business changed, also where nothing is written yet: a job has begun with it. */
  tell(job: JobRow, kind: Told, id: string): void
  /** The handle of the job's own tenant, found from its row in the database. */
  tenantOf(job: JobRow): TenantDb
  /** The same with transactions that see one moment: a snapshot. */
  snapshotOf(job: JobRow): TenantDb
}

/** `work`: committed together with that of other jobs of the business; it ends the job itself. Seconds: look again then. Nothing: it is over. */
export type JobResult = { work: Work } | { againSeconds: number } | undefined
export type JobHandler<T extends JobType> = (job: TakenJob<T>, ctx: JobContext) => Promise<JobResult>
