import { type SQL, sql } from 'drizzle-orm'
import type { NewJob } from '../../contract/jobs.ts'
import { newId } from '../../db/ids.ts'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { searchTerms } from '../../domain/kernel/text.ts'
import { storableJson } from '../json.ts'
import { sha256Hex } from '../secrets.ts'
import type { LetterFacts } from './facts.ts'
import { threadKey } from './thread-tokens.ts'

/** Longer than the mail provider's timeout, so that nobody sends twice while it is thinking. */
export const CLAIM_SECONDS = 30
/** After it the job of a message sees to what was broken off between its claim and the answer. */
const JOB_AFTER_SECONDS = 2 * CLAIM_SECONDS

const AHEAD_MS_MAX = 366 * 86_400_000

export interface Letter {
  id: string
  conversationId: string
  subject: string
  text: string
  signature: string
  quoted: string
  /** Null for a note. */
  to: { name: string; address: string } | null
  cc: readonly string[]
  refs: readonly string[]
  fileIds: readonly string[]
  /** Ours that it leaves from, of a text message; without it, it is a mail. */
  number?: string
}

/** The limits of what leaves, by its recipient and by its sender. */
export const countCall = (to: string, copies: number): SQL =>
  to.startsWith('+') ? sql`app.count_text(${to})` : sql`app.count_message_mail(${to}, ${copies}::int)`

/** When it goes out: null for now. */
export function sendAtOf(
  { hold_seconds, send_at }: { hold_seconds: number; send_at?: string | null | undefined },
  now: string,
): Date | null {
  const nowMs = new Date(now).getTime()
  if (send_at && new Date(send_at).getTime() > nowMs + AHEAD_MS_MAX)
    throw invalid('send_at', 'Choose a time within the next twelve months')
  const at = Math.max(nowMs + hold_seconds * 1000, send_at ? new Date(send_at).getTime() : 0)
  return at > nowMs ? new Date(at) : null
}

/** The job that sends it when its time has come, or that ends what was broken off. */
export const jobOf = (id: string, attempt: number, sendAt: Date | null, now: string): NewJob => ({
  type: 'MESSAGE_SEND',
  key: `message.send:${id}:${attempt}`,
  payload: { message_id: id },
  delay_seconds: sendAt ? Math.ceil((sendAt.getTime() - new Date(now).getTime()) / 1000) : JOB_AFTER_SECONDS,
})

/** Behind the lock of its conversation: the message, its files, and what leaves with it. */
export async function writeSteps(
  tenant: TenantDb,
  letter: Letter,
  { author, business }: LetterFacts,
  ways: { domain: string; token: string; sendAt: Date | null },
): Promise<Step[]> {
  const { id, to, cc, text, subject } = letter
  const message_id = to && letter.number === undefined ? `<${id}@${ways.domain}>` : null
  const row = {
    id,
    conversation_id: letter.conversationId,
    direction: 'OUTBOUND',
    internal: to === null,
    kind: 'MESSAGE',
    from_name: author ?? business.name,
    from_address: letter.number ?? business.email ?? '',
    to_addresses: to ? [to] : [],
    cc_addresses: cc.map((address) => ({ name: '', address })),
    subject,
    new_text: text,
    signature: letter.signature,
    quoted: letter.quoted,
    remote_images: 0,
    message_id,
    ref_key: message_id && (await sha256Hex(message_id)),
    refs: letter.refs,
    reply_to: '',
    thread_key: await threadKey(ways.token),
  }
  const files = [...new Set(letter.fileIds)].map((file_id) => ({ id: newId(), file_id }))
  const outbound = to && {
    id,
    kind: 'message',
    object_id: id,
    channel: letter.number === undefined ? 'EMAIL' : 'SMS',
    key: `message:${id}:1`,
    to_address: to.address,
    copies: cc.length,
    send_at: ways.sendAt,
    lease: CLAIM_SECONDS,
  }
  const terms = { text: [...new Set(searchTerms(text.slice(0, 2000), to?.address))].slice(0, 100) }
  const parts = [row, files, outbound, terms].map((part) => sql`${storableJson(part)}::jsonb`)
  return [tenant.db.execute(sql`select app.write_message(${sql.join(parts, sql`, `)})`)]
}
