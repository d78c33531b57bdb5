import type { z } from 'zod'
import { DraftedExpense, DraftedInvoice, DraftedQuote, DraftedWorkItem } from '../../contract/ai-drafts.ts'
import type { Reference } from '../../db/tenant-db.ts'
import type { Intent } from '../../domain/extraction/intent/intents.ts'
import { minorUnits } from '../../domain/kernel/currencies.ts'
import { decimalMessage, parseFactor } from '../../domain/kernel/decimal.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { FACTOR_DECIMALS } from '../../domain/kernel/scales.ts'
import { referenceTo } from '../references.ts'

type Payload = Record<string, unknown>

const PAYLOADS = {
  CREATE_WORK_ITEM: DraftedWorkItem,
  DRAFT_AR_MESSAGE: DraftedWorkItem,
  DRAFT_QUOTE: DraftedQuote,
  DRAFT_INVOICE: DraftedInvoice,
  DRAFT_EXPENSE: DraftedExpense,
} as const satisfies Record<Exclude<Intent, 'NONE'>, z.ZodObject>

/** The fields of a payload of an intent. */
export const namesOf = (intent: Exclude<Intent, 'NONE'>): string[] => Object.keys(PAYLOADS[intent].shape)

/** A payload of an intent, each refusal under its path. Of no intent there is none. */
export function typedPayload(intent: Intent, payload: Payload): Payload {
  if (intent === 'NONE') throw refused([{ path: ['intent'], message: 'Choose first what it should become' }], '')
  const read = withDecimals(parsed<Payload>(PAYLOADS[intent], payload))
  const problems = problemsOf(read)
  if (problems.length > 0) throw refused(problems, 'draft_payload.')
  return read
}

const FACTORS = ['qty', 'rate'] as const
const SUMS = ['amount', 'tax_total'] as const
const DECIMALS: readonly string[] = [...SUMS, ...FACTORS]

/** A figure that came as a number is kept as every other one. */
const withDecimals = (payload: Payload): Payload =>
  Object.fromEntries(
    Object.entries(payload).map(([name, value]) => [
      name,
      typeof value === 'number' && DECIMALS.includes(name)
        ? String(value)
        : Array.isArray(value)
          ? value.map((each: Payload) => withDecimals(each))
          : value,
    ]),
  )

/** Figures and currencies of which nothing could be made. What is not said yet is not wrong. */
function problemsOf({ line_items: lines = [], ...payload }: Payload): Issue[] {
  const { currency } = payload
  const money =
    currency !== undefined && minorUnits(String(currency)) === null
      ? [{ path: ['currency'], message: 'Use the three-letter code of a currency in use, such as CAD' }]
      : []
  const sums = SUMS.flatMap((name) => problemOf(payload[name], [name]))
  const figures = (lines as Payload[]).flatMap((line, at) =>
    FACTORS.flatMap((name) => problemOf(line[name], ['line_items', at, name])),
  )
  return [...money, ...sums, ...figures]
}

/** How many decimals an amount may have says its currency, when it is made. */
function problemOf(value: unknown, path: PropertyKey[]): Issue[] {
  if (typeof value !== 'string') return []
  const read = parseFactor(value)
  return read.ok ? [] : [{ path, message: decimalMessage(read.error, FACTOR_DECIMALS) }]
}

/** A payload as POST of what it becomes takes it. */
export function parsed<T>(schema: z.ZodType<T>, payload: Payload): T {
  const read = schema.safeParse(payload)
  if (!read.success) throw refused(read.error.issues, 'draft_payload.')
  return read.data
}

function refused(issues: readonly Issue[], before: string): AppError {
  const details = issues.map((issue) => ({ field: before + placeOf(issue), message: issue.message }))
  return new AppError('VALIDATION_ERROR', 'Some fields need attention', { details })
}

interface Issue {
  code?: string
  path: readonly PropertyKey[]
  keys?: readonly string[]
  message: string
}
const placeOf = ({ code, path, keys = [] }: Issue): string =>
  [...path, ...(code === 'unrecognized_keys' ? keys.slice(0, 1) : [])].map(String).join('.')

/** What a payload names; it must be there. */
export function referencesIn(payload: Payload): Reference[] {
  const { contact_id, vendor_contact_id, receipt_file_id, line_items: lines = [] } = payload as Ids
  return [
    ...referenceTo('contacts', contact_id, 'draft_payload.contact_id'),
    ...referenceTo('contacts', vendor_contact_id, 'draft_payload.vendor_contact_id'),
    ...referenceTo('files', receipt_file_id, 'draft_payload.receipt_file_id'),
    ...lines.flatMap(({ item_id, tax_rate_id }, at) => [
      ...referenceTo('items', item_id, `draft_payload.line_items.${at}.item_id`),
      ...referenceTo('tax_rates', tax_rate_id, `draft_payload.line_items.${at}.tax_rate_id`),
    ]),
  ]
}

interface Ids {
  contact_id?: string | null
  vendor_contact_id?: string | null
  receipt_file_id?: string | null
  line_items?: readonly { item_id?: string | null; tax_rate_id?: string | null }[]
}
