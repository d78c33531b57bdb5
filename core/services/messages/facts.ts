import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { Channel } from '../../contract/conversations.ts'
import { checkId, type TenantDb } from '../../db/tenant-db.ts'
import type { Action } from '../../domain/actions.ts'
import { AppError, invalid } from '../../domain/kernel/errors.ts'
import { isUuid } from '../../domain/kernel/ids.ts'

const Business = z.object({
  name: z.string(),
  timezone: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  website: z.string().nullable(),
})
const Answered = z.object({
  internal: z.boolean(),
  to_addresses: z.array(z.object({ name: z.string(), address: z.string() })),
  message_id: z.string().nullable(),
  from_name: z.string(),
  from_address: z.string(),
  subject: z.string(),
  new_text: z.string(),
  quoted: z.string(),
  received_at: z.string(),
})
const LetterFacts = z.object({
  now: z.string(),
  author: z.string().nullable(),
  business: Business,
  conversation: z
    .object({
      id: z.string(),
      channel: Channel,
      subject: z.string(),
      reply_to: z.string(),
      phone_number: z.string().nullable(),
      opted_out_at: z.string().nullable(),
    })
    .nullable(),
  contact: z
    .object({ display_name: z.string(), email: z.string().nullable(), phone: z.string().nullable() })
    .nullable(),
  /** Of the business, the oldest first. */
  phone_numbers: z.array(z.object({ phone: z.string() })),
  answered: Answered.nullable(),
  refs: z.array(z.string()),
  files: z.array(z.object({ id: z.string(), size_bytes: z.number() })),
})
export type LetterFacts = z.infer<typeof LetterFacts>
export type Answered = z.infer<typeof Answered>

interface Asked {
  conversation_id?: string
  /** The message that it is about; without it the newest of the conversation. */
  message_id?: string
  /** Also what came with that. */
  with_files?: boolean
  contact_id?: string
  /** Of a contact: the conversation that there is with his number. */
  channel?: 'SMS'
  file_ids?: readonly string[] | undefined
}

const ATTACHMENTS_BYTES_MAX = 10 * 1024 * 1024

/** What must be known before something is written, with the files that shall go with it. One trip. */
export async function loadLetterFacts(tenant: TenantDb, action: Action, asked: Asked): Promise<LetterFacts> {
  for (const id of [asked.conversation_id, asked.message_id]) if (id !== undefined) checkId(id)
  const wanted = [...new Set(asked.file_ids)]
  const asks = JSON.stringify({ ...asked, file_ids: wanted.filter(isUuid) })
  const [, { rows }] = await tenant.read(
    action,
    tenant.db.execute<{ facts: unknown }>(sql`select app.letter_facts(${asks}::jsonb) as facts`),
  )
  const facts = LetterFacts.parse(rows[0]?.facts)
  if (asked.contact_id === undefined && !facts.conversation) throw new AppError('NOT_FOUND', 'Not found')
  if (!wanted.every((id) => facts.files.some((file) => file.id === id)))
    throw invalid('file_ids', 'One of these files is not there, or has not arrived yet')
  if (facts.files.reduce((sum, { size_bytes }) => sum + size_bytes, 0) > ATTACHMENTS_BYTES_MAX)
    throw invalid('file_ids', 'Attach at most 10 MB: put what is larger where it can be downloaded')
  return facts
}
