import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { Channel } from '../../contract/conversations.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import type { FileStore, Letters, MailAttachment, Mailer, MailOutcome } from '../ports.ts'
import type { MessageRow } from './internal.ts'
import { postText, type TextPorts } from './text.ts'
import { type LinkPorts, threadLink } from './thread-link.ts'
import type { ThreadTokens } from './thread-tokens.ts'

export interface MessagePorts extends TextPorts, LinkPorts {
  mailer: Mailer
  letters: Pick<Letters, 'message'>
  fileStore: FileStore
  threads: ThreadTokens
  mailDomain: string
}

const AddressRow = z.object({ name: z.string(), address: z.string() })
const Claimed = z.object({
  key: z.string(),
  status: z.string(),
  channel: Channel,
  tenant_id: z.string(),
  /** Since when its provider may have it, if it was asked before. */
  asked_before: z.string().nullable(),
  is_opted_out: z.boolean(),
  is_own_number: z.boolean(),
  has_thread_link: z.boolean(),
  business_name: z.string(),
  mail_local: z.string(),
  message: z.object({
    id: z.string(),
    conversation_id: z.string(),
    from_address: z.string(),
    to_addresses: z.array(AddressRow),
    cc_addresses: z.array(AddressRow),
    subject: z.string(),
    new_text: z.string(),
    signature: z.string(),
    quoted: z.string(),
    message_id: z.string().nullable(),
    refs: z.array(z.string()),
  }),
  files: z.array(z.object({ file_name: z.string(), mime_type: z.string(), object_key: z.string() })),
})
export type Claimed = z.infer<typeof Claimed>

/** What a claim answers: all that its mail is made of. */
export const claimedObject = (id: string) => sql`app.message_to_send(${id}::uuid)`
export const parseClaimed = (object: unknown): Claimed => Claimed.parse(object)

/** What the verb answers when it is through. */
export interface Answer<T> {
  object: SQL
  parse(row: unknown): T
}

/**
 * Asks the provider, and writes down what it said. A refusal keeps the text (FAILED); without an answer nobody knows, and the
 * job of the message asks again under the same key, unless it does not any more (`isLast`).
 */
export async function mailMessage<T>(
  tenant: TenantDb,
  ports: MessagePorts,
  claimed: Claimed,
  answer: Answer<T>,
  isLast = false,
): Promise<T> {
  const { id } = claimed.message
  const outcome = claimed.channel === 'SMS' ? await postText(ports, claimed) : await post(ports, claimed)
  const settle = async (verb: 'send' | 'send_delayed' | 'send_failed', call: SQL, detail?: string) => {
    const changes = detail === undefined ? {} : { detail }
    const steps = [tenant.db.execute(sql`select ${call}`)]
    try {
      return await tenant.settle({ action: `messages.${verb}`, id, changes }, steps, answer.object, answer.parse)
    } catch (error) {
      // Its provider told how it fared before it answered.
      if (!(error instanceof AppError) || error.code !== 'CONFLICT') throw error
      return tenant.settle({ action: 'messages.send_repeated', id }, [], answer.object, answer.parse)
    }
  }
  if (outcome.outcome === 'accepted') return settle('send', sql`app.message_sent(${id}::uuid, ${outcome.id})`)
  const { reason } = outcome
  if (outcome.outcome === 'unknown' && !isLast)
    return settle('send_delayed', sql`app.outbound_delayed(${claimed.key}, ${reason})`, reason)
  const failed = sql`app.message_failed(${id}::uuid, ${reason})`
  const isOptedOut = 'isOptedOut' in outcome && outcome.isOptedOut
  return settle('send_failed', isOptedOut ? sql`${failed}, app.opt_out(${id}::uuid)` : failed, reason)
}

async function post(ports: MessagePorts, claimed: Claimed): Promise<MailOutcome> {
  const { key, message, files, ...sender } = claimed
  const attachments = await readFiles(ports.fileStore, files)
  if (!attachments) return { outcome: 'unknown', reason: 'An attachment could not be read: it is tried again' }
  const token = await ports.threads.of(message.conversation_id)
  const inReplyTo = message.refs.at(-1)
  const thread = claimed.has_thread_link ? await threadLink(ports, message.id) : null
  return ports.mailer.send({
    key,
    isAutomatic: false,
    to: message.to_addresses[0]?.address ?? '',
    cc: message.cc_addresses.map(({ address }) => address),
    fromName: sender.business_name,
    replyTo: `${sender.mail_local}+${token}@${ports.mailDomain}`,
    ...ports.letters.message({ ...message, thread_url: thread?.url ?? null }),
    ...(attachments.length ? { attachments } : {}),
    headers: {
      ...(message.message_id ? { 'Message-ID': message.message_id } : {}),
      ...(inReplyTo ? { 'In-Reply-To': inReplyTo, References: message.refs.join(' ') } : {}),
    },
  })
}

async function readFiles(store: FileStore, files: Claimed['files']): Promise<MailAttachment[] | null> {
  const read: MailAttachment[] = []
  for (const { file_name: name, mime_type: mimeType, object_key } of files) {
    const content = await store.read(object_key).catch(() => null)
    if (!content) return null
    read.push({ name, mimeType, content })
  }
  return read
}

/** What a job says when nobody knows yet whether it left. */
export const stillUnknown = ({ reason }: Pick<MessageRow, 'reason'>) =>
  new AppError('PROVIDER_ERROR', reason ?? 'The mail provider did not answer')
