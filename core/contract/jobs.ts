import { z } from 'zod'

const job = <T extends string, P extends z.ZodObject>(type: T, payload: P) =>
  z.object({ type: z.literal(type), payload })

/** As it was typed: a link stands in no store (H-POR-3), and is filled when it goes out. */
const heldMail = {
  message: z.string().nullable(),
  subject: z.string().nullish(),
  language: z.string().optional(),
  to: z.string().optional(),
}

/** Work that may wait (DESIGN 6). Payloads carry ids, never copies. A row is parsed with this once, before its handler runs. */
export const Job = z.discriminatedUnion('type', [
  job('WEBHOOK_PROCESS', z.object({ provider: z.string(), account: z.string(), event: z.string() })),
  job('INVOICE_SEND', z.object({ invoice_id: z.uuid(), ...heldMail })),
  job('QUOTE_SEND', z.object({ quote_id: z.uuid(), ...heldMail })),
  job('CREDIT_NOTE_SEND', z.object({ credit_note_id: z.uuid(), ...heldMail })),
  job('QUOTE_DECIDED', z.object({ quote_id: z.uuid(), revision: z.number() })),
  job('CHECKOUT_EXPIRE', z.object({ invoice_id: z.uuid() })),
  job('CHECKOUT_RECONCILE', z.object({ session_id: z.string() })),
  job('AI_DRAFT_MAKE', z.object({ message_id: z.uuid() })),
  job('AI_DRAFT_PROPOSE', z.object({ ai_draft_id: z.uuid() })),
  job('AI_DRAFT_APPLY', z.object({ ai_draft_id: z.uuid(), version: z.number() })),
  job('RECURRING_MAKE', z.object({ recurring_id: z.uuid(), period: z.number() })),
  job('REFUND_MAKE', z.object({ request_id: z.uuid() })),
  job('EVENTS_RECONCILE', z.object({ account: z.string() })),
  job('REMINDERS_DECIDE', z.object({ after: z.object({ due_date: z.string(), id: z.uuid() }).optional() })),
  job('AR_REMINDER_SEND', z.object({ reminder_id: z.uuid() })),
  job('STATEMENTS_PLAN', z.object({ plan: z.uuid(), month: z.string().nullable(), after: z.uuid().nullable() })),
  job('STATEMENT_SEND', z.object({ contact_id: z.uuid(), plan: z.uuid(), month: z.string() })),
  job('MAIL_READ', z.object({ mail_id: z.uuid() })),
  job('CONVERSATION_WAKE', z.object({ conversation_id: z.uuid() })),
  job('MESSAGE_SEND', z.object({ message_id: z.uuid() })),
  job('NOTICES_MAIL', z.object({ user_id: z.string() })),
  job('FILE_FORGET', z.object({ file_id: z.uuid() })),
  job('WORK_ITEM_ARCHIVE', z.object({ work_item_id: z.uuid() })),
  job('CONTACT_IMPORT', z.object({ import_id: z.uuid(), way: z.enum(['start', 'undo']), chunk: z.number() })),
  job('CONTACT_ERASE', z.object({ contact_id: z.uuid() })),
  job('ARCHIVE_EXPORT', z.object({ export_id: z.uuid() })),
  job('ARCHIVE_REHEARSE', z.object({ export_id: z.uuid(), rehearsal_id: z.uuid() })),
  job('ARCHIVE_IMPORT', z.object({ import_id: z.uuid() })),
  job('EXPORT_FORGET', z.object({ export_id: z.uuid() })),
  job('BUSINESS_REMOVE', z.object({ closing_id: z.uuid() })),
  job(
    'CLOSING_MAIL',
    z.object({
      closing_id: z.uuid(),
      user_id: z.string(),
      kind: z.enum(['closed', 'ending', 'member', 'payment', 'dispute', 'dispute_end']),
      about: z.uuid().optional(),
    }),
  ),
  job('CONTACT_IMPORT_FORGET', z.object({ import_id: z.uuid() })),
])
export type Job = z.infer<typeof Job>
export type JobType = Job['type']
export type JobPayload<T extends JobType> = { [J in Job as J['type']]: J['payload'] }[T]

/** As a verb writes it. The key is deterministic where the same work must not be done twice (H-JOB-3). */
export type NewJob = Job & { key: string; delay_seconds?: number }

interface Plan {
  /** As in wrangler.toml, without `hub-`. */
  queue: 'webhooks' | 'messages' | 'ai' | 'bulk'
  /**
   * For how long a consumer has the job to itself: WAIT_SECONDS, its trips, and the longest that its providers may take, one
   * after the other (Stripe is tried twice, 22 seconds; the mail provider once, 10).
   */
  leaseSeconds: number
}

/** The longest that a job waits behind others of its batch; after it the rest of the lease may be too short. */
export const WAIT_SECONDS = 30

export const JOB_PLANS: Record<JobType, Plan> = {
  WEBHOOK_PROCESS: { queue: 'webhooks', leaseSeconds: 150 },
  INVOICE_SEND: { queue: 'messages', leaseSeconds: 60 },
  QUOTE_SEND: { queue: 'messages', leaseSeconds: 60 },
  CREDIT_NOTE_SEND: { queue: 'messages', leaseSeconds: 60 },
  QUOTE_DECIDED: { queue: 'messages', leaseSeconds: 60 },
  CHECKOUT_EXPIRE: { queue: 'messages', leaseSeconds: 100 },
  CHECKOUT_RECONCILE: { queue: 'webhooks', leaseSeconds: 100 },
  AI_DRAFT_MAKE: { queue: 'ai', leaseSeconds: 60 },
  AI_DRAFT_APPLY: { queue: 'ai', leaseSeconds: 60 },
  // A model may be asked three times within ten seconds.
  AI_DRAFT_PROPOSE: { queue: 'ai', leaseSeconds: 60 },
  RECURRING_MAKE: { queue: 'bulk', leaseSeconds: 60 },
  REFUND_MAKE: { queue: 'webhooks', leaseSeconds: 100 },
  EVENTS_RECONCILE: { queue: 'webhooks', leaseSeconds: 120 },
  REMINDERS_DECIDE: { queue: 'bulk', leaseSeconds: 90 },
  AR_REMINDER_SEND: { queue: 'messages', leaseSeconds: 90 },
  STATEMENTS_PLAN: { queue: 'bulk', leaseSeconds: 90 },
  STATEMENT_SEND: { queue: 'messages', leaseSeconds: 90 },
  MAIL_READ: { queue: 'messages', leaseSeconds: 120 },
  CONVERSATION_WAKE: { queue: 'messages', leaseSeconds: 60 },
  MESSAGE_SEND: { queue: 'messages', leaseSeconds: 60 },
  NOTICES_MAIL: { queue: 'messages', leaseSeconds: 60 },
  FILE_FORGET: { queue: 'bulk', leaseSeconds: 60 },
  WORK_ITEM_ARCHIVE: { queue: 'bulk', leaseSeconds: 60 },
  CONTACT_IMPORT: { queue: 'bulk', leaseSeconds: 120 },
  CONTACT_ERASE: { queue: 'bulk', leaseSeconds: 300 },
  // An archive of some GB, in parts; a minute for each 100 MB is plenty.
  ARCHIVE_EXPORT: { queue: 'bulk', leaseSeconds: 840 },
  // Filled, compared and taken away again.
  ARCHIVE_REHEARSE: { queue: 'bulk', leaseSeconds: 600 },
  ARCHIVE_IMPORT: { queue: 'bulk', leaseSeconds: 300 },
  EXPORT_FORGET: { queue: 'bulk', leaseSeconds: 60 },
  BUSINESS_REMOVE: { queue: 'bulk', leaseSeconds: 300 },
  CLOSING_MAIL: { queue: 'messages', leaseSeconds: 60 },
  CONTACT_IMPORT_FORGET: { queue: 'bulk', leaseSeconds: 60 },
}

/** A type that is not of the union waits in any queue: its consumer fails it with an alert. */
export const queueOf = (type: string): Plan['queue'] => (isJobType(type) ? JOB_PLANS[type].queue : 'messages')

const isJobType = (type: string): type is JobType => Object.hasOwn(JOB_PLANS, type)
