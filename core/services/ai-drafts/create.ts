import { sql } from 'drizzle-orm'
import type { CreateAiDraft, ParseMessage } from '../../contract/ai-drafts.ts'
import type { NewJob } from '../../contract/jobs.ts'
import { aiDrafts } from '../../db/ai-draft-schema.ts'
import { newId } from '../../db/ids.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { composeDraft } from '../../domain/drafts/compose.ts'
import { levelOf } from '../../domain/drafts/fields.ts'
import type { KnownContact } from '../../domain/drafts/known.ts'
import { firstStatus, modelAtFirst } from '../../domain/drafts/machine.ts'
import { beginning } from '../../domain/kernel/beginning.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { type Facts, knownOf } from '../extraction/facts.ts'
import { inOrder } from '../in-order.ts'
import type { FileStore, PdfLines } from '../ports.ts'
import { referenceTo } from '../references.ts'
import type { AskPorts } from './ask-model.ts'
import { composedColumns } from './columns.ts'
import { type AiDraftRow, aiDraftObject, parseAiDraft } from './internal.ts'
import { proposeJob } from './propose.ts'
import {
  type Boxes,
  contactsTold,
  isPaper,
  linesIn,
  loadSource,
  type Origin,
  readable,
  type SourceRow,
  wordsGiven,
  wordsOfFile,
} from './source.ts'

const ACTION = 'ai_drafts.create'
/** What no person wrote asks for nothing (EM7). */
const NOTHING = 'NONE'
const NO_WORDS = 'There are no words in it that can be read: create it by hand'

export interface Reading {
  origin: Origin
  source: SourceRow | null
  facts: Facts
  /** Of whom the words may tell. */
  contacts: readonly KnownContact[]
  text: string
  boxes?: Boxes
  intent: CreateAiDraft['intent']
  contactId: string | null
}

/** What a message becomes is proposed (H-API-6): what rules read is there at once. Two trips; NOT_FOUND where there is no such message. */
export const parseMessage = (
  tenant: TenantDb,
  ports: Pick<AskPorts, 'draftModel'>,
  id: string,
  { intent }: ParseMessage,
): Promise<AiDraftRow> =>
  tenant.once(ACTION, parseAiDraft, async () => {
    const origin = { type: 'MESSAGE', id } as const
    const { source, facts, contacts } = await loadSource(tenant, ACTION, origin)
    const contactId = source?.contact_id ?? null
    const reading = { origin, source, facts, contacts, text: source?.text ?? '', intent, contactId }
    return insertDraft(tenant, ports, reading, draftOf(reading))
  })

/** The same for a note, a file and the notes of work (H-AI-1, 11). Two trips; three for a PDF, whose words are read here. */
export const createAiDraft = (
  tenant: TenantDb,
  ports: Pick<AskPorts, 'draftModel'> & { fileStore: FileStore; pdfLines: PdfLines },
  input: CreateAiDraft,
): Promise<AiDraftRow> =>
  tenant.once(ACTION, parseAiDraft, () =>
    inOrder(tenant, ACTION, async () => {
      const { source_type: type, source_id: id, text, intent, contact_id } = input
      refuseUnfit(input)
      const origin = { type, id: id ?? null }
      const given = contact_id === undefined ? wordsGiven(input) : null
      const { source, facts, contacts: told } = await loadReferred(tenant, origin, given?.text ?? null)
      const isFile = type === 'FILE' && source !== null
      const words = isFile ? await wordsOfFile(source, input, ports) : { text: text ?? source?.text ?? '', boxes: null }
      const contactId = contact_id === undefined ? (source?.contact_id ?? null) : contact_id
      const isReadHere = isFile && given === null && contact_id === undefined
      const contacts = isReadHere ? await contactsTold(tenant, ACTION, words.text) : told
      const reading = { origin, source, facts, contacts, ...words, intent, contactId }
      return insertDraft(tenant, ports, reading, draftOf(reading))
    }),
  )

function refuseUnfit({ source_type, source_id, text, lines }: CreateAiDraft): void {
  if (lines !== undefined && source_type !== 'FILE') throw invalid('lines', 'Only a picture has lines: send the text')
  if (lines !== undefined && text !== undefined) throw invalid('lines', 'Send the text or its lines, not both')
  if (source_type === 'MANUAL' && source_id !== undefined) throw invalid('source_id', 'A note has none: leave it out')
  if (source_type === 'MANUAL' && !text?.trim()) throw invalid('text', 'Type or paste the words')
  if (source_type !== 'MANUAL' && source_id === undefined) throw invalid('source_id', 'Say of what')
  if (source_type === 'WORK_ITEM' && text !== undefined) throw invalid('text', 'Work has its own words: leave it out')
}

/** In a body what is not there is a wrong value. */
async function loadReferred(tenant: TenantDb, origin: Origin, words: string | null) {
  try {
    return await loadSource(tenant, ACTION, origin, words)
  } catch (error) {
    if ((error as { code?: string }).code === 'NOT_FOUND') throw invalid('source_id', 'No such record')
    throw error
  }
}

/** As it was read, with a model asked where one is set up; else with what `settling` goes on with. */
export function insertDraft(
  tenant: TenantDb,
  { draftModel }: Pick<AskPorts, 'draftModel'>,
  { origin, source, contactId }: Reading,
  row: Drafted,
  settling: readonly NewJob[] = [],
): Promise<AiDraftRow> {
  const { id } = row
  const isAsked = draftModel !== null && row.failedReason === null
  return tenant.write(
    {
      action: ACTION,
      id,
      // That of its source an agent need not see otherwise.
      references: referenceTo('contacts', contactId === source?.contact_id ? null : contactId, 'contact_id'),
      changes: { intent: row.intent, confidence: row.confidence, source_type: origin.type, source_id: origin.id },
      jobs: isAsked ? [proposeJob(id)] : settling,
      also: [
        { event: 'ai.parse.started', id },
        { event: row.failedReason ? 'ai.parse.failed' : 'ai.parse.completed', id },
      ],
    },
    [
      tenant.insert(aiDrafts, [
        {
          ...row,
          modelState: modelAtFirst(isAsked),
          askedAt: isAsked ? (sql`app.now()` as never) : null,
          assignedTo: sql`coalesce(app.agent(), ${source?.assigned_to ?? null})` as never,
        },
      ]),
    ],
    aiDraftObject(id),
    parseAiDraft,
  )
}

type Drafted = ReturnType<typeof draftOf>

/** The columns of a draft. */
export function draftOf({ origin, source, facts, contacts, text: whole, boxes = null, intent, contactId }: Reading) {
  const text = readable(whole)
  const receivedAt = source?.received_at ?? facts.now
  const subject = source?.subject ?? ''
  const chosen = intent ?? (source?.is_written === false ? NOTHING : undefined)
  const known = knownOf(facts, { received_at: receivedAt })
  const read = { lines: linesIn(text, boxes), subject, contactId, contacts, isPaper: isPaper(origin.type) }
  const composed = composeDraft(read, known, chosen)
  const isEmpty = text.trim() === '' && subject.trim() === ''
  const columns = composedColumns(composed, text, origin.type === 'FILE' ? origin.id : null)
  return {
    id: newId(),
    ...columns,
    status: firstStatus(isEmpty, levelOf(columns.confidence) === 'LOW'),
    failedReason: isEmpty ? NO_WORDS : null,
    sourceType: origin.type,
    messageId: origin.type === 'MESSAGE' ? origin.id : null,
    fileId: origin.type === 'FILE' ? origin.id : null,
    workItemId: origin.type === 'WORK_ITEM' ? origin.id : null,
    conversationId: source?.conversation_id ?? null,
    contactId: composed.fields.contact_id?.value ?? contactId,
    subject: beginning(subject, 2000),
    sourceText: text,
    sourceBoxes: boxes && [...boxes],
    receivedAt: new Date(receivedAt),
  }
}
