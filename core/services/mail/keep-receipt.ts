import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { TenantDb } from '../../db/tenant-db.ts'
import { fileName } from '../../domain/files/file-name.ts'
import { searchTerms } from '../../domain/kernel/text.ts'
import type { ReadMail } from '../../domain/mail/read-mail.ts'
import { canBeInvoice, expenseRead, readInvoice } from '../files/read-invoice.ts'
import { storableJson } from '../json.ts'
import type { FileStore } from '../ports.ts'
import { type StoredFile, storeAttachments } from './contents.ts'
import { type MailFacts, messageRow } from './message.ts'

/** What machines answer is no receipt; what shops send is, though machines wrote it. */
const KEPT = ['MESSAGE', 'LIST']
const NOTES_MAX = 2000
/** So many files of a mail are tried. */
const TRIED_MAX = 5

interface Forwarded {
  mailId: string
  mail: MailFacts & { size_bytes: number; sha256: string }
  read: ReadMail
}

/**
 * Makes a draft of a mail that was sent to the address for receipts: of what came with it, or of the mail itself where nothing
 * did. Anybody may have sent it: the draft says who, and what he proved. Nothing is answered. Repeated, there is one draft.
 */
export async function keepReceipt(
  tenant: TenantDb,
  ports: { fileStore: FileStore; mailHost: string | null },
  { mailId, mail, read }: Forwarded,
): Promise<void> {
  const row = await messageRow(read, { ...mail, id: mailId, mailHost: ports.mailHost, page: null })
  if (!KEPT.includes(row.kind)) return
  const place = { mailId, prefix: mail.raw_key.slice(0, -`mail/${mailId}`.length) }
  const attached = await storeAttachments(ports.fileStore, place, read.attachments)
  const files = attached.length > 0 ? attached : [mailItself(mailId, mail, row.subject)]
  const notes = [row.subject, row.new_text].filter(Boolean).join('\n\n').slice(0, NOTES_MAX).toWellFormed() || null
  const sender = { address: row.from_address, name: row.from_name, verified: row.proven === 'VERIFIED' }
  const invoice = await attachedInvoice(ports.fileStore, attached)
  const draft = storableJson({ id: mailId, notes, sender, once_key: row.once_key, read: invoice })
  const terms = storableJson({
    notes: searchTerms(notes ?? ''),
    sender: searchTerms(row.from_name, row.from_address),
    ...invoice?.terms,
  })
  const kept = sql`app.keep_receipt(${draft}::jsonb, ${storableJson(files)}::jsonb, ${terms}::jsonb)`
  const spare = await tenant.write({ action: 'expenses.receive', id: mailId }, [], kept, (keys) =>
    z.array(z.string()).parse(keys),
  )
  for (const key of spare.filter((each) => each !== mail.raw_key)) await ports.fileStore.delete(key)
}

const isPdf = ({ mime_type }: StoredFile) => mime_type === 'application/pdf'

/** The first e-invoice among what came with a mail, and which file it is, XML before PDF; null where none is one. */
async function attachedInvoice(store: FileStore, files: readonly StoredFile[]) {
  const inOrder = [...files.filter((file) => !isPdf(file)), ...files.filter(isPdf)]
  for (const file of inOrder.filter(canBeInvoice).slice(0, TRIED_MAX)) {
    const invoice = await readInvoice(store, file)
    if (invoice.ok) return { ...expenseRead(invoice.value), file_id: file.id }
  }
  return null
}

/** As it came, for whoever wants to read it. */
const mailItself = (id: string, { raw_key, size_bytes, sha256 }: Forwarded['mail'], subject: string): StoredFile => ({
  id,
  file_name: fileName(`${subject || 'Mail'}.eml`),
  mime_type: 'message/rfc822',
  size_bytes,
  sha256,
  object_key: raw_key,
})
