import { sql } from 'drizzle-orm'
import { newId } from '../../db/ids.ts'
import type { SystemDb } from '../../db/system-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { MAIL_BYTES_MAX } from '../../domain/mail/read-mail.ts'
import { storableJson } from '../json.ts'
import { threadKey } from '../messages/thread-tokens.ts'
import type { FileStore } from '../ports.ts'

export interface IncomingMail {
  /** Of the envelope; empty for what nobody may answer. */
  from: string
  to: string
  raw: ReadableStream<Uint8Array>
  sizeBytes: number
  /** Of a webhook: good for one mail. */
  token?: string | null
}

interface Recipient {
  tenant_id: string
  is_closed: boolean
}

export type MailArrival =
  | { outcome: 'received'; tenantId: string; job: string }
  /** For good: its sender's server shall not try again. */
  | { outcome: 'rejected'; reason: string }

/**
 * Takes a mail from whoever sends one: its bytes are stored before anything looks at them, then it is recorded with its job.
 * Whatever fails here throws, so that the sender's server tries again. Two trips.
 */
export async function mailArrives(
  system: SystemDb,
  store: FileStore,
  domain: string,
  { from, to, raw, sizeBytes, token = null }: IncomingMail,
): Promise<MailArrival> {
  if (sizeBytes > MAIL_BYTES_MAX) return { outcome: 'rejected', reason: 'The message is larger than 25 MB' }
  const { local, token: thread, isReceipt } = partsOf(to, domain)
  const owner = local && (await system.value<Recipient>(sql`app.mail_recipient(${local})`))
  if (!owner) return { outcome: 'rejected', reason: 'No such address' }
  if (owner.is_closed) return { outcome: 'rejected', reason: 'This business is closed and takes no mail' }
  const tenantId = owner.tenant_id
  const id = newId()
  const raw_key = `tenant/${tenantId}/mail/${id}`
  const stored = await store.put(raw_key, raw, sizeBytes)
  if (stored.outcome === 'incomplete' || stored.outcome === 'unavailable')
    throw new AppError('PROVIDER_ERROR', 'The mail could not be stored: send it again', { cause: stored })
  const sender = from.slice(0, 320)
  const thread_key = thread && (await threadKey(thread))
  const sha256 = stored.sha256
  const mail = storableJson({
    id,
    raw_key,
    size_bytes: sizeBytes,
    sha256,
    sender,
    token,
    thread_key,
    is_receipt: isReceipt,
  })
  const kept = await system.value<{ job: string; is_new: boolean }>(
    sql`app.receive_mail(${tenantId}::uuid, ${mail}::jsonb)`,
  )
  if (!kept?.is_new) await store.delete(raw_key)
  if (!kept) return { outcome: 'rejected', reason: 'Its token was used for another mail' }
  return { outcome: 'received', tenantId, job: kept.job }
}

/** Before the secret of a business: what comes there becomes an expense. */
const RECEIPTS = 'receipts'

/** The part of an address that finds a business, and behind a plus the part that finds a thread of it. */
interface Parts {
  local: string | null
  token: string | null
  isReceipt: boolean
}

function partsOf(address: string, domain: string): Parts {
  const [, before = '', host = ''] = /^<?([^@<>\s]{1,200})@([^@<>\s]{1,255})>?$/.exec(address.trim()) ?? []
  const [local = '', token = ''] = before.toLowerCase().split('+')
  const isOurs = host.toLowerCase() === domain.toLowerCase()
  if (isOurs && local === RECEIPTS) return { local: `${RECEIPTS}+${token}`, token: null, isReceipt: true }
  return { local: isOurs && local ? local : null, token: token || null, isReceipt: false }
}
