import { Job, type JobType } from '../core/contract/jobs.ts'
import { AppError } from '../core/domain/kernel/errors.ts'
import type { JobContext, JobHandler, JobResult, JobRow, TakenJob } from './context.ts'
import { aiDraftApply, aiDraftMake, aiDraftPropose } from './jobs/ai-drafts.ts'
import { archiveExport, exportForget } from './jobs/archive-export.ts'
import { archiveImport } from './jobs/archive-import.ts'
import { archiveRehearse } from './jobs/archive-rehearse.ts'
import { businessRemove } from './jobs/business-remove.ts'
import { checkoutExpire, checkoutReconcile } from './jobs/checkout.ts'
import { closingMail } from './jobs/closing-mail.ts'
import { contactErase } from './jobs/contact-erase.ts'
import { contactImport, contactImportForget } from './jobs/contact-import.ts'
import { conversationWake } from './jobs/conversation-wake.ts'
import { creditNoteSend } from './jobs/credit-note-send.ts'
import { eventsReconcile } from './jobs/events-reconcile.ts'
import { fileForget } from './jobs/file-forget.ts'
import { invoiceSend } from './jobs/invoice-send.ts'
import { mailRead } from './jobs/mail-read.ts'
import { messageSend } from './jobs/message-send.ts'
import { noticesMail } from './jobs/notices-mail.ts'
import { quoteDecided } from './jobs/quote-decided.ts'
import { quoteSend } from './jobs/quote-send.ts'
import { recurringMake } from './jobs/recurring-make.ts'
import { refundMake } from './jobs/refund-make.ts'
import { reminderSend, remindersDecide } from './jobs/reminders.ts'
import { statementSend, statementsPlan } from './jobs/statements.ts'
import { webhookProcess } from './jobs/webhook-process.ts'
import { workItemArchive } from './jobs/work-item-archive.ts'

/** A type without a handler does not compile. */
export type Handlers = { [T in JobType]: JobHandler<T> }

const HANDLERS: Handlers = {
  WEBHOOK_PROCESS: webhookProcess,
  INVOICE_SEND: invoiceSend,
  QUOTE_SEND: quoteSend,
  CREDIT_NOTE_SEND: creditNoteSend,
  QUOTE_DECIDED: quoteDecided,
  CHECKOUT_EXPIRE: checkoutExpire,
  CHECKOUT_RECONCILE: checkoutReconcile,
  AI_DRAFT_MAKE: aiDraftMake,
  AI_DRAFT_PROPOSE: aiDraftPropose,
  AI_DRAFT_APPLY: aiDraftApply,
  RECURRING_MAKE: recurringMake,
  REFUND_MAKE: refundMake,
  EVENTS_RECONCILE: eventsReconcile,
  REMINDERS_DECIDE: remindersDecide,
  AR_REMINDER_SEND: reminderSend,
  STATEMENTS_PLAN: statementsPlan,
  STATEMENT_SEND: statementSend,
  MAIL_READ: mailRead,
  CONVERSATION_WAKE: conversationWake,
  MESSAGE_SEND: messageSend,
  NOTICES_MAIL: noticesMail,
  FILE_FORGET: fileForget,
  WORK_ITEM_ARCHIVE: workItemArchive,
  CONTACT_IMPORT: contactImport,
  CONTACT_IMPORT_FORGET: contactImportForget,
  CLOSING_MAIL: closingMail,
  BUSINESS_REMOVE: businessRemove,
  CONTACT_ERASE: contactErase,
  ARCHIVE_EXPORT: archiveExport,
  EXPORT_FORGET: exportForget,
  ARCHIVE_REHEARSE: archiveRehearse,
  ARCHIVE_IMPORT: archiveImport,
}

/** Parses a row once and hands it to the handler of its type; what cannot be read fails for good, with an alert. */
export async function handle(row: JobRow, ctx: JobContext): Promise<JobResult> {
  const parsed = Job.safeParse(row)
  if (!parsed.success) throw new AppError('VALIDATION_ERROR', unreadable(row.type, parsed.error.issues))
  return run({ ...row, ...parsed.data }, ctx)
}

const run = <T extends JobType>(job: TakenJob<T>, ctx: JobContext) => HANDLERS[job.type](job, ctx)

/** Names what is wrong, never what stood there: it is kept in the job, in its alert and in the log. */
const unreadable = (type: string, issues: readonly { path: PropertyKey[]; message: string }[]) =>
  `Not a job that is known here, ${type}: ${issues.map(({ path, message }) => `${path.join('.')} ${message}`).join('; ')}`
