import { sql } from 'drizzle-orm'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import { fileNameOf } from '../../domain/documents/file-name.ts'
import type { MailAttachment } from '../ports.ts'
import { keepPaper, storedPaper } from './paper.ts'
import { type SendPorts, type SentKind, type SentRow, wordOf } from './sent-kind.ts'

interface Attached {
  attachments: MailAttachment[]
  /** Records that it was made, once the mail is out. */
  keep: (tenant: TenantDb) => Step[]
}

const NONE: Attached = { attachments: [], keep: () => [] }

/** The paper of a document for its mail, with the link of that mail. A mail that has none says nothing of one, so it goes without. */
export async function attachedPaper<Row extends SentRow, Claimed extends Row>(
  ports: SendPorts,
  kind: SentKind<Row, Claimed>,
  claimed: Claimed,
  url: string,
): Promise<Attached> {
  const { papers, fileStore, payments } = ports
  if (!papers || !fileStore) return NONE
  try {
    const paper = kind.paper(papers, claimed, payments)
    if (!paper) return NONE
    const { place, number, draw, isPayable } = paper
    const stored = await storedPaper(fileStore, place, draw)
    const content = isPayable ? await papers.withPayLink(stored.bytes, url) : stored.bytes
    const keep = (tenant: TenantDb) =>
      stored.sha256 === place.sha256 ? [] : [tenant.db.execute(sql`select ${keepPaper(place, stored, '')}`)]
    return { attachments: [{ name: fileNameOf(wordOf(kind), number), mimeType: 'application/pdf', content }], keep }
  } catch (error) {
    console.error(
      JSON.stringify({ event: 'paper.not_attached', kind: kind.kind, id: claimed.id, error: String(error) }),
    )
    return NONE
  }
}
