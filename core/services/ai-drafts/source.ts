import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { CreateAiDraft } from '../../contract/ai-drafts.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Action } from '../../domain/actions.ts'
import type { Source } from '../../domain/drafts/known.ts'
import { type Box, linesOf } from '../../domain/extraction/found.ts'
import { fileMachine, hasArrived } from '../../domain/files/machine.ts'
import { beginning } from '../../domain/kernel/beginning.ts'
import { AppError, invalid } from '../../domain/kernel/errors.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import { Facts, factsQuery } from '../extraction/facts.ts'
import type { FileStore, PdfLines } from '../ports.ts'
import { CallMonth, callMonthQuery } from './calls.ts'
import { aiDraftObject, parseAiDraft } from './internal.ts'

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

const TEXT_MAX = 20_000
const PDF_BYTES_MAX = 8_000_000

export interface Origin {
  type: 'MESSAGE' | 'FILE' | 'WORK_ITEM' | 'MANUAL'
  id: string | null
}

/** What a draft is read from, and what is known besides. One trip. What is not there or not to be seen: NOT_FOUND. */
export async function loadSource(
  tenant: TenantDb,
  action: Action,
  { type, id }: Origin,
): Promise<{ source: SourceRow | null; facts: Facts }> {
  const isKnown = id === null || isUuid(id)
  const found = sql`select ${factsQuery} as facts, ${id !== null && isKnown ? sql`app.ai_draft_source(${type}, ${id}::uuid)` : sql`null::jsonb`} as source`
  const [, { rows }] = await tenant.read(action, tenant.db.execute<{ facts: unknown; source: unknown }>(found))
  const row = rows[0]
  if (!isKnown || (id !== null && !row?.source)) throw new AppError('NOT_FOUND', 'Not found')
  return { source: row?.source ? SourceRow.parse(row.source) : null, facts: Facts.parse(row?.facts) }
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
  const found = sql`select ${factsQuery} as facts, ${aiDraftObject(id)} as object, ${month} as month`
  const [, { rows }] = await tenant.read(
    action,
    tenant.db.execute<Record<'facts' | 'object' | 'month', unknown>>(found),
  )
  if (!rows[0]?.object) throw new AppError('NOT_FOUND', 'Not found')
  return rows[0]
}

const parsed = ({ object, facts }: { object: unknown; facts: unknown }) => ({
  row: parseAiDraft(object),
  facts: Facts.parse(facts),
})

/** The words alone, as long as anybody writes. */
export const readable = (text: string): string => beginning(text, TEXT_MAX)

/** Where each line of a picture stands on it. */
export type Boxes = readonly (readonly number[] | null)[] | null

export const sourceOf = (text: string, subject: string, contactId: string | null, boxes: Boxes = null): Source => ({
  lines: linesOf(text).map((line, at) => (boxes?.[at] ? { ...line, box: boxes[at] as unknown as Box } : line)),
  subject,
  contactId,
})

interface Words {
  text: string
  boxes: Boxes
}

/** The words that came with a file of what was read of it where it was taken; each line is one. */
function wordsGiven({ text, lines }: Pick<CreateAiDraft, 'text' | 'lines'>): Words | null {
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
