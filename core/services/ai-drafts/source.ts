import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { CreateAiDraft } from '../../contract/ai-drafts.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Action } from '../../domain/actions.ts'
import type { KnownContact, Source } from '../../domain/drafts/known.ts'
import { type Box, linesOf } from '../../domain/extraction/found.ts'
import { fileMachine, hasArrived } from '../../domain/files/machine.ts'
import { beginning } from '../../domain/kernel/beginning.ts'
import { AppError, invalid } from '../../domain/kernel/errors.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import { Facts, factsQuery } from '../extraction/facts.ts'
import type { FileStore, PdfLines } from '../ports.ts'
import { CallMonth, callMonthQuery } from './calls.ts'
import { type AiDraftRow, aiDraftObject, parseAiDraft } from './internal.ts'

const FileRow = z.object({
  status: z.enum(fileMachine.states),
  mime_type: z.string(),
  size_bytes: z.number(),
  object_key: z.string(),
})
const SourceRow = z.object({
  text: z.string(),
  subject: z.string(),
  received_at: z.string(),
  /** By a person: not what a machine answers or refuses. */
  is_written: z.boolean(),
  conversation_id: z.string().nullable(),
  contact_id: z.string().nullable(),
  assigned_to: z.string().nullable(),
  file: FileRow.optional(),
})
export type SourceRow = z.infer<typeof SourceRow>

const Contacts = z.array(
  z.object({
    id: z.string(),
    display_name: z.string(),
    company_name: z.string().nullable(),
    emails: z.array(z.string()),
    phones: z.array(z.string()),
  }),
)

const TEXT_MAX = 20_000
const PDF_BYTES_MAX = 8_000_000

export interface Origin {
  type: 'MESSAGE' | 'FILE' | 'WORK_ITEM' | 'MANUAL'
  id: string | null
}

/**
 * What a draft is read from, of whom it or the words that came with it may tell, and what is known besides. One trip. What is
 * not there or not to be seen: NOT_FOUND.
 */
export async function loadSource(
  tenant: TenantDb,
  action: Action,
  { type, id }: Origin,
  words: string | null = null,
): Promise<{ source: SourceRow | null; facts: Facts; contacts: KnownContact[] }> {
  const isKnown = id === null || isUuid(id)
  const source = id !== null && isKnown ? sql`app.ai_draft_source(${type}, ${id}::uuid)` : sql`null::jsonb`
  const found = sql`select ${factsQuery} as facts, s.source, app.contacts_told(coalesce(${words}::text, case when s.source->>'contact_id' is null then s.source->>'text' end)) as contacts
    from (select ${source} as source offset 0) s`
  const [, { rows }] = await tenant.read(
    action,
    tenant.db.execute<Record<'facts' | 'source' | 'contacts', unknown>>(found),
  )
  const row = rows[0]
  if (!isKnown || (id !== null && !row?.source)) throw new AppError('NOT_FOUND', 'Not found')
  return {
    source: row?.source ? SourceRow.parse(row.source) : null,
    facts: Facts.parse(row?.facts),
    contacts: Contacts.parse(row?.contacts),
  }
}

/** Of whom the words of a file may tell, which are known only once it is read. One trip. */
export async function contactsTold(tenant: TenantDb, action: Action, words: string): Promise<KnownContact[]> {
  if (words.trim() === '') return []
  const [, { rows }] = await tenant.read(
    action,
    tenant.db.execute<{ contacts: unknown }>(sql`select app.contacts_told(${readable(words)}::text) as contacts`),
  )
  return Contacts.parse(rows[0]?.contacts)
}

/** A draft, and what is known besides, so that it can be drafted anew. One trip. */
export async function loadFacts(tenant: TenantDb, action: Action, id: string) {
  return parsed(await loadRow(tenant, action, id, sql`null::jsonb`))
}

/** The same for whoever asks a model, with the month of calls in which he does. One trip. */
export async function loadAsking(tenant: TenantDb, action: Action, id: string) {
  const found = await loadRow(tenant, action, id, callMonthQuery)
  return { ...parsed(found), month: CallMonth.parse(found.month) }
}

async function loadRow(tenant: TenantDb, action: Action, id: string, month: SQL) {
  const found = sql`select ${factsQuery} as facts, o.object, ${month} as month, app.contacts_told(o.object->>'source_text') as contacts
    from (select ${aiDraftObject(id)} as object offset 0) o`
  const [, { rows }] = await tenant.read(
    action,
    tenant.db.execute<Record<'facts' | 'object' | 'month' | 'contacts', unknown>>(found),
  )
  if (!rows[0]?.object) throw new AppError('NOT_FOUND', 'Not found')
  return rows[0]
}

const parsed = ({ object, facts, contacts }: Record<'object' | 'facts' | 'contacts', unknown>) => ({
  row: parseAiDraft(object),
  facts: Facts.parse(facts),
  contacts: Contacts.parse(contacts),
})

/** The words alone, as long as anybody writes. */
export const readable = (text: string): string => beginning(text, TEXT_MAX)

/** Where each line of a picture stands on it. */
export type Boxes = readonly (readonly number[] | null)[] | null

export const linesIn = (text: string, boxes: Boxes): Source['lines'] =>
  linesOf(text).map((line, at) => (boxes?.[at] ? { ...line, box: boxes[at] as unknown as Box } : line))

type Read = Pick<
  AiDraftRow,
  'source_text' | 'subject' | 'source_boxes' | 'source_type' | 'fields' | 'source_contact_id'
>

/** What a draft was read from, to be read again; whom a person or its message named is `contactId`. */
export const sourceAgain = (row: Read, contactId: string | null, contacts: readonly KnownContact[]): Source => ({
  lines: linesIn(row.source_text, row.source_boxes),
  subject: row.subject,
  contactId: isTold(row) ? null : contactId,
  told: isTold(row) && row.source_contact_id ? { ...row.fields.contact_id!, value: row.source_contact_id } : null,
  contacts,
  isPaper: isPaper(row.source_type),
})

/** By its words alone. */
const isTold = ({ fields }: Pick<Read, 'fields'>) => Boolean(fields.contact_id?.span)

export const isPaper = (type: Origin['type']): boolean => type === 'FILE' || type === 'MANUAL'

interface Words {
  text: string
  boxes: Boxes
}

/** The words that came with a file of what was read of it where it was taken; each line is one. */
export function wordsGiven({ text, lines }: Pick<CreateAiDraft, 'text' | 'lines'>): Words | null {
  if (lines === undefined) return text === undefined ? null : { text, boxes: null }
  const words = readable(lines.map((line) => line.text.replace(/[\r\n]+/gu, ' ')).join('\n'))
  const boxes = lines.slice(0, linesOf(words).length).map(({ box }) => box?.map(Math.round) ?? null)
  return { text: words, boxes: boxes.some((box) => box !== null) ? boxes : null }
}

/** The words of a file: those that were read of a picture where it was taken, else those of a PDF. */
export async function wordsOfFile(
  { file }: SourceRow,
  input: Pick<CreateAiDraft, 'text' | 'lines'>,
  { fileStore, pdfLines }: { fileStore: FileStore; pdfLines: PdfLines },
): Promise<Words> {
  const given = wordsGiven(input)
  if (given !== null) return given
  if (!file || !hasArrived(file) || file.mime_type !== 'application/pdf' || file.size_bytes > PDF_BYTES_MAX)
    throw invalid('text', 'Send the words that were read of it: only a PDF that has arrived is read here')
  const stored = await fileStore.read(file.object_key)
  const lines = stored && (await pdfLines(stored))
  return { text: (lines ?? []).map(({ text }) => text).join('\n'), boxes: null }
}
