import { NeonDbError } from '@neondatabase/serverless'
import { AppError, type ErrorCode, type ErrorDetail } from '../domain/kernel/errors.ts'
import { offSentence } from '../domain/profiles/switches.ts'

const SQLSTATES: Record<string, { code: ErrorCode; message: string }> = {
  U0401: { code: 'UNAUTHORIZED', message: 'Sign in to continue' },
  U0403: { code: 'FORBIDDEN', message: 'Your role does not allow this' },
  U0404: { code: 'NOT_FOUND', message: 'Not found' },
  U0405: { code: 'CAPABILITY_DISABLED', message: 'This is switched off in this business' },
  U0409: { code: 'CONFLICT', message: 'It has changed since you loaded it' },
  U0412: { code: 'STALE_SETTINGS', message: 'The settings of the business changed, try again' },
  U0423: { code: 'BUSINESS_CLOSED', message: 'This business was closed' },
  U0422: { code: 'VALIDATION_ERROR', message: 'Some fields need attention' },
  U0425: { code: 'IN_FLIGHT', message: 'The same action is still running' },
  U0429: { code: 'RATE_LIMITED', message: 'Too many tries' },
  U0208: { code: 'REPLAY', message: 'Replay' },
  '23503': { code: 'VALIDATION_ERROR', message: 'Some fields need attention' },
  '23514': { code: 'VALIDATION_ERROR', message: 'Some fields need attention' },
  '23505': { code: 'CONFLICT', message: 'It exists already' },
  '40001': { code: 'UNAVAILABLE', message: 'The database is busy, try again' },
  '40P01': { code: 'UNAVAILABLE', message: 'The database is busy, try again' },
  '53300': { code: 'UNAVAILABLE', message: 'The database is busy, try again' },
  '57014': { code: 'UNAVAILABLE', message: 'The database took too long, try again' },
  '57P01': { code: 'UNAVAILABLE', message: 'The database is restarting, try again' },
  '53100': { code: 'UNAVAILABLE', message: 'The database cannot write now, try again' },
}

/** The field that a violated reference stands for: constraint `invoices_contact_fkey` → `contact_id`. */
const REFERENCES: Record<string, string> = {
  invoices_contact_fkey: 'contact_id',
  invoice_lines_tax_rate_fkey: 'line_items.tax_rate_id',
  payments_invoice_fkey: 'invoice_id',
  expenses_vendor_fkey: 'vendor_contact_id',
  work_items_contact_fkey: 'contact_id',
  work_items_conversation_fkey: 'conversation_id',
}

const CHECKS: Record<string, ErrorDetail> = {
  invoices_due: { field: 'due_date', message: 'The due date must not be before the issue date' },
  expenses_tax: { field: 'tax_total', message: 'The tax cannot be more than the amount' },
  templates_subject: { field: 'subject', message: 'A text message has no subject: leave it empty' },
  templates_invoice_variables: {
    field: 'content',
    message: 'Only texts of invoices and reminders can name what an invoice says',
  },
  templates_quote_variables: { field: 'content', message: 'Only texts of quotes can name what a quote says' },
  templates_late_variables: { field: 'content', message: 'Only reminders of what is late can name its days' },
  templates_early_variables: {
    field: 'content',
    message: 'Only reminders before the due date can name the days until it',
  },
  templates_author_variables: {
    field: 'content',
    message: 'Nobody writes a reminder that goes out by itself: name the business',
  },
  invoices_money_exact: { field: 'line_items', message: 'The total is too large' },
}

/** Where what happened is said better by whoever refused it. */
const OWN_SENTENCES = [
  ['U0403', 'tenant'],
  ['U0403', 'member'],
  ['U0409', 'deducted'],
  ['U0409', 'erasure'],
  ['U0409', 'import'],
  ['U0409', 'not_empty'],
  ['U0409', 'refund'],
  ['U0409', 'rehearsal'],
  ['U0409', 'closing'],
  ['U0423', 'closed'],
  ['U0425', 'import'],
] as const

const RETRY_SECONDS: Partial<Record<ErrorCode, number>> = { IN_FLIGHT: 1, UNAVAILABLE: 5, RATE_LIMITED: 3600 }

/** Turns what the database says into the vocabulary above; anything else passes unchanged. */
export function toAppError(error: unknown): unknown {
  let cause: unknown = error
  while (cause instanceof Error && !(cause instanceof NeonDbError) && !(cause instanceof AppError)) cause = cause.cause
  if (cause instanceof AppError) return cause
  if (!(cause instanceof NeonDbError)) return error
  const code = cause.code ?? ''
  const known = SQLSTATES[code]
  if (!known)
    return unreachable(cause)
      ? new AppError('UNAVAILABLE', 'The database cannot be reached, try again', { retryAfterSeconds: 5, cause })
      : error
  const hint = cause.hint ?? cause.constraint
  const details = refusedFields(code, cause)
  const retry = RETRY_SECONDS[known.code]
  const isOwnSentence = code === 'U0429' || OWN_SENTENCES.some(([state, of]) => code === state && hint === of)
  const message = isOwnSentence ? cause.message : code === 'U0405' ? offSentence(hint ?? '') : known.message
  return new AppError(known.code, message, { details, hint, cause, ...(retry ? { retryAfterSeconds: retry } : {}) })
}

function refusedFields(code: string, cause: NeonDbError): ErrorDetail[] {
  const field = REFERENCES[cause.constraint ?? '']
  if (code === '23514') return [CHECKS[cause.constraint ?? ''] ?? { field: 'body', message: 'Not a possible value' }]
  if (code === '23503') return [{ field: field ?? 'id', message: 'No such record' }]
  if (code === 'U0422')
    return [{ field: cause.hint ?? 'body', message: cause.message, ...(cause.detail ? { code: cause.detail } : {}) }]
  return []
}

/** No SQLSTATE: the gateway or the network failed before the database could answer. Class 08 and 57P are lost connections. */
function unreachable(cause: NeonDbError): boolean {
  const code = cause.code ?? ''
  return code === '' || code.startsWith('08') || code.startsWith('57P')
}
