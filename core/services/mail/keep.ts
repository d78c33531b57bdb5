import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { NewJob } from '../../contract/jobs.ts'
import { newId } from '../../db/ids.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { NOTHING_READ, type ReadMail } from '../../domain/mail/read-mail.ts'
import { makeJob } from '../ai-drafts/make-job.ts'
import { storableJson } from '../json.ts'
import type { FileStore } from '../ports.ts'
import { type StoredFile, storeAttachments, storePage } from './contents.ts'
import { keepReceipt } from './keep-receipt.ts'
import { messageRow, searchedTexts } from './message.ts'
import type { MailReader } from './ports.ts'

export interface MailPorts {
  fileStore: FileStore
  readMail: MailReader
  /** Under which name our receiving host says what a sender proved; null where it says nothing. */
  mailHost: string | null
}

const Facts = z.object({
  raw_key: z.string(),
  sender: z.string(),
  thread_key: z.string().nullable(),
  received_at: z.string(),
  size_bytes: z.number(),
  is_receipt: z.boolean(),
  /** The business wished a draft of each message. */
  is_drafted: z.boolean(),
  sha256: z.string(),
  is_kept: z.boolean(),
})
type Facts = z.infer<typeof Facts>
const Kept = z.object({ is_new: z.boolean(), spare: z.array(z.string()) })

/** Whoever was killed so often while he read a mail will be killed again. */
const READS_MAX = 5

/**
 * Makes a message of a raw mail. Its files are stored under ids that follow from the mail's, then one transaction keeps all of
 * it: repeated after a break at any point, there is one message. Two trips, with the one that took the job.
 */
export async function keepMail(
  tenant: TenantDb,
  ports: MailPorts,
  { mailId, attempts, facts }: { mailId: string; attempts: number; facts: unknown },
): Promise<void> {
  const mail = Facts.parse(facts)
  if (mail.is_kept) return
  const read = await readRaw(ports, mail, attempts)
  if (mail.is_receipt) return keepReceipt(tenant, ports, { mailId, mail, read })
  const place = { mailId, prefix: mail.raw_key.slice(0, -`mail/${mailId}`.length) }
  const files = await storeAttachments(ports.fileStore, place, read.attachments)
  const page = await storePage(ports.fileStore, mail.raw_key, read)
  const row = await messageRow(read, { ...mail, id: mailId, mailHost: ports.mailHost, page })
  const jobs = mail.is_drafted && row.kind === 'MESSAGE' ? [makeJob(mailId)] : []
  await commit(tenant, ports.fileStore, { row, files, jobs })
}

async function readRaw(
  { fileStore, readMail }: MailPorts,
  { raw_key, sender, size_bytes }: Facts,
  attempts: number,
): Promise<ReadMail> {
  if (attempts > READS_MAX) return NOTHING_READ
  return readMail({
    sizeBytes: size_bytes,
    // The envelope is what tells a bounce from a letter (RFC 5321): on top, as a server that delivers it would write it.
    envelope: `Return-Path: <${sender.replace(/[<>\s]/g, '')}>\r\n`,
    async open(range) {
      const stream = await fileStore.open(raw_key, range)
      if (!stream) throw new Error('The raw mail is not in the storage')
      return stream
    },
  })
}

interface Keeping {
  row: Awaited<ReturnType<typeof messageRow>>
  files: readonly StoredFile[]
  jobs: readonly NewJob[]
}

async function commit(tenant: TenantDb, store: FileStore, { row, files, jobs }: Keeping): Promise<void> {
  const mail = storableJson({ ...row, conversation_id: newId() })
  const kept = sql`app.keep_mail(${mail}::jsonb, ${storableJson(files)}::jsonb, ${storableJson(searchedTexts(row))}::jsonb)`
  const { spare } = await tenant.write({ action: 'messages.receive', id: row.id, jobs }, [], kept, (answer) =>
    Kept.parse(answer),
  )
  for (const key of spare) await store.delete(key)
}
