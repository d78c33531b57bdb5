import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { PrintedBusiness } from '../../contract/documents.ts'
import { PortalThread } from '../../contract/portal.ts'
import { newId } from '../../db/ids.ts'
import type { SystemDb } from '../../db/system-db.ts'
import { DOCUMENT_KINDS } from '../../domain/documents/kinds.ts'
import { AppError, invalid, tooManyRequests } from '../../domain/kernel/errors.ts'
import { LINK_DAYS, type PortalLink } from '../documents/portal-links.ts'
import { toInstant } from '../instants.ts'
import { storableJson } from '../json.ts'
import { termsOfText } from '../search-terms.ts'
import { sha256Hex } from '../secrets.ts'

export const QUESTION_MAX = 4000
const SNIPPET_MAX = 200
/** What a page of 8 KB has room for, however badly it is compressed. */
const MESSAGES_MAX = 30
const BYTES_MAX = 6000
const ONE_BYTES_MAX = 4000

export interface Question {
  /** Of the link to a document, or to the conversation about it. */
  tokenHash: string
  text: string
  /** The caller's Idempotency-Key. */
  key: string | null
  /** To the conversation, for who comes from a document. */
  link: PortalLink
  requestId: string
  ip: string
}

const Asked = z.union([
  z.object({ wait: z.number() }),
  z.object({
    tenant_id: z.string(),
    conversation_id: z.string(),
    is_new: z.boolean(),
    is_own_link: z.boolean(),
    /** Of the draft that is made of it, where the business wished so. */
    job: z.string().nullable(),
  }),
])
export type Asked = Exclude<z.infer<typeof Asked>, { wait: number }>

/** Keeps what a customer asks; the same words again at once are the same message. NOT_FOUND for a link that opens nothing. One trip. */
export async function askQuestion(system: SystemDb, question: Question): Promise<Asked> {
  const text = readText(question.text)
  const asked = storableJson({
    hash: question.tokenHash,
    id: newId(),
    conversation_id: newId(),
    text,
    snippet: text.replace(/\s+/g, ' ').slice(0, SNIPPET_MAX).toWellFormed(),
    words: Object.fromEntries(Object.entries(DOCUMENT_KINDS).map(([kind, { word }]) => [kind, word])),
    key: question.key && (await sha256Hex(`portal:${question.tokenHash}:${question.key}`)),
    link_hash: question.link.hash,
    link_days: LINK_DAYS,
    terms: { text: termsOfText(text) },
    request_id: question.requestId,
    ip: question.ip,
  })
  const answer = await system.value<unknown>(sql`app.ask_portal(${asked}::jsonb)`)
  if (answer === null) throw new AppError('NOT_FOUND', 'Link expired')
  const result = Asked.parse(answer)
  if ('wait' in result) throw tooManyRequests(result.wait, 'questions')
  return result
}

function readText(typed: string): string {
  const text = typed.replace(/\r\n?/g, '\n').trim()
  if (text === '') throw invalid('body', 'Write what you would like to ask')
  if (text.length > QUESTION_MAX) throw invalid('body', `Write at most ${QUESTION_MAX} characters`)
  return text
}

const ThreadRow = z.object({
  subject: z.string(),
  is_closed: z.boolean(),
  is_answered_by_mail: z.boolean(),
  timezone: z.string(),
  business: z.object(PrintedBusiness.shape),
  messages: z.array(
    z.object({ is_own: z.boolean(), from_name: z.string(), text: z.string(), at: z.string(), attachments: z.number() }),
  ),
})

/** What the holder of a link to a conversation reads; null for a link that opens nothing. One trip. */
export async function viewThread(system: SystemDb, tokenHash: string): Promise<PortalThread | null> {
  const row = await system.value<unknown>(sql`app.portal_thread(${tokenHash}, ${MESSAGES_MAX + 1}::int)`)
  if (row === null) return null
  const { messages, timezone, business, is_closed, ...thread } = ThreadRow.parse(row)
  const shown = newestWithin(messages.slice(-MESSAGES_MAX))
  return PortalThread.parse({
    ...thread,
    business_closed: is_closed,
    business: { ...business, timezone },
    has_earlier: shown.length < messages.length,
    messages: shown.map((message) => ({ ...message, at: toInstant(message.at) })),
  })
}

type MessageRow = z.infer<typeof ThreadRow>['messages'][number]

/** The newest, in their order, as many as there is room for; a long one is cut, and says so. */
function newestWithin(messages: readonly MessageRow[]): (MessageRow & { is_cut: boolean })[] {
  const shown: (MessageRow & { is_cut: boolean })[] = []
  let room = BYTES_MAX
  for (const message of messages.toReversed()) {
    const text = cutTo(message.text, Math.min(ONE_BYTES_MAX, room))
    if (text === '' && message.text !== '') break
    shown.unshift({ ...message, text, is_cut: text.length < message.text.length })
    room -= encoder.encode(text).length
  }
  return shown
}

const encoder = new TextEncoder()

function cutTo(text: string, bytesMax: number): string {
  const taken = new Uint8Array(bytesMax)
  const { read } = encoder.encodeInto(text, taken)
  return text.slice(0, read)
}
