import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { SystemDb } from '../../db/system-db.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import type { FileStore } from '../ports.ts'
import { printedRow } from './rows.ts'

/** Of which frozen document a paper is; null for a draft. */
const PlaceRow = z.object({
  tenant_id: z.string(),
  kind: z.enum(['invoice', 'quote', 'credit_note']),
  id: z.string(),
  finalised_at: z.string(),
  sha256: z.string().nullable(),
})
export type PaperPlace = z.infer<typeof PlaceRow>
export const placeRow = { place: PlaceRow.nullable() }

/** What every document on paper answers beside what its kind has. */
export const paperRow = {
  ...printedRow,
  ...placeRow,
  sent_at: z.string().nullable(),
  /** The customer is printed in full: an agent who does not see him sees his name alone. */
  is_whole: z.boolean(),
}

/** What is on it is so since then, whenever it is drawn. */
export const sinceSent = <Facts extends { today: string }>(facts: Facts, place: PaperPlace | null): Facts =>
  place ? { ...facts, today: place.finalised_at.slice(0, DAY_LENGTH) } : facts

const DAY_LENGTH = '2026-12-04'.length

export interface PaperPorts {
  system: SystemDb
  fileStore: FileStore
  requestId: string
}

/** The bytes of what was sent: made once, and the same for whoever asks, when and however often. */
export async function frozenPaper(
  { system, fileStore, requestId }: PaperPorts,
  place: PaperPlace,
  draw: () => Promise<Uint8Array>,
): Promise<Uint8Array> {
  const { bytes, sha256 } = await storedPaper(fileStore, place, draw)
  if (sha256 === place.sha256) return bytes
  const stands = await system.value<string>(keepPaper(place, { bytes, sha256 }, requestId))
  // Somebody else made it at the same time.
  const made = stands && stands !== sha256 ? await readPaper(fileStore, place, stands) : bytes
  if (!made) throw away()
  return made
}

export interface StoredPaper {
  bytes: Uint8Array
  sha256: string
}

/** The bytes that were kept, else those that are drawn now, which lie in storage then and are recorded nowhere yet. */
export async function storedPaper(
  fileStore: FileStore,
  place: PaperPlace,
  draw: () => Promise<Uint8Array>,
): Promise<StoredPaper> {
  const kept = place.sha256 && (await readPaper(fileStore, place, place.sha256))
  if (place.sha256 && kept) return { bytes: kept, sha256: place.sha256 }
  const bytes = await draw()
  const sha256 = await hashOf(bytes)
  await storePaper(fileStore, keyOf(place, sha256), bytes)
  return { bytes, sha256 }
}

/** Records it; answers the hash of the one that stands, which is the first. */
export const keepPaper = (place: PaperPlace, { bytes, sha256 }: StoredPaper, requestId: string): SQL =>
  sql`app.keep_paper(${JSON.stringify(place)}::jsonb, ${sha256}, ${bytes.length}, ${requestId})`

const keyOf = ({ tenant_id }: PaperPlace, sha256: string) => `tenant/${tenant_id}/papers/${sha256}`

const away = (cause?: unknown) =>
  new AppError('UNAVAILABLE', 'The files cannot be reached, try again', { retryAfterSeconds: 5, cause })

async function readPaper(fileStore: FileStore, place: PaperPlace, sha256: string): Promise<Uint8Array | null> {
  try {
    return await fileStore.read(keyOf(place, sha256))
  } catch (cause) {
    throw away(cause)
  }
}

/** Under its hash lie its bytes and no others, so what is there already is this. */
async function storePaper(fileStore: FileStore, key: string, bytes: Uint8Array): Promise<void> {
  const body = new Blob([bytes as Uint8Array<ArrayBuffer>]).stream()
  const { outcome } = await fileStore.put(key, body, bytes.length)
  if (outcome !== 'stored' && outcome !== 'exists') throw away(outcome)
}

async function hashOf(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>)
  return [...new Uint8Array(digest)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}
