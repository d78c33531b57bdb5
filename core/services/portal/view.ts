import { sql } from 'drizzle-orm'
import type { SystemDb } from '../../db/system-db.ts'
import type { DocumentKind } from '../../domain/documents/kinds.ts'

/** The document of this kind that a link opens, or null. `isSeen` records that a person looked; nothing else changes. One trip. */
export const viewDocument = (
  system: SystemDb,
  kind: DocumentKind,
  tokenHash: string,
  isSeen: boolean,
): Promise<unknown> => system.value(sql`app.portal_view(${kind}, ${tokenHash}, ${isSeen})`)
