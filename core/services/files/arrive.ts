import { sql } from 'drizzle-orm'
import type { SystemDb } from '../../db/system-db.ts'
import { canBe, HEIC_WORDS, isHeic } from '../../domain/files/content-type.ts'
import { AppError, invalid } from '../../domain/kernel/errors.ts'
import { storableJson } from '../json.ts'
import type { FileStore, StoredContent, UploadClaims } from '../ports.ts'
import { canBeInvoice, expenseRead, readInvoice } from './read-invoice.ts'

type Content = Extract<StoredContent, { outcome: 'stored' | 'exists' }>

/**
 * Takes the bytes of a file from whoever holds its signed address: stored first, looked at then, told to the database last, so
 * that a break at any point leaves it pending and the same PUT can be sent again. What is not what it was said to be is thrown
 * away (FI1). An e-invoice that is a receipt fills its expense, in a trip of its own: a repeated PUT does it if it did not come to that.
 */
export async function fileArrives(
  system: SystemDb,
  store: FileStore,
  claims: UploadClaims,
  body: ReadableStream<Uint8Array>,
): Promise<{ file_id: string; sha256: string }> {
  const content = contentOf(await store.put(claims.objectKey, body, claims.sizeBytes))
  const problem = problemOf(claims, content)
  if (problem) {
    await store.delete(claims.objectKey)
    throw problem
  }
  const stored = await system.value<{ object_key: string; sha256: string }>(
    sql`app.store_file(${claims.tenantId}::uuid, ${claims.fileId}::uuid, ${content.sha256})`,
  )
  const read = stored ? await readExpense(store, claims) : null
  if (stored?.object_key !== claims.objectKey) await store.delete(claims.objectKey)
  if (!stored) throw new AppError('NOT_FOUND', 'This file was deleted')
  if (read)
    await system.value(
      sql`app.read_expense(${claims.tenantId}::uuid, ${claims.fileId}::uuid, ${storableJson(read)}::jsonb)`,
    )
  return { file_id: claims.fileId, sha256: stored.sha256 }
}

/** An e-invoice fills the expense that it is the receipt of. */
async function readExpense(store: FileStore, { mimeType, sizeBytes, objectKey }: UploadClaims) {
  const file = { mime_type: mimeType, file_name: '', size_bytes: sizeBytes, object_key: objectKey }
  if (!canBeInvoice(file)) return null
  const invoice = await readInvoice(store, file)
  return invoice.ok ? expenseRead(invoice.value) : null
}

function contentOf(answer: StoredContent): Content {
  if (answer.outcome === 'incomplete')
    throw new AppError('BAD_REQUEST', 'The file ended before it was complete: send it again')
  if (answer.outcome === 'unavailable')
    throw new AppError('PROVIDER_ERROR', 'The file could not be stored: send it again', { cause: answer.reason })
  return answer
}

function problemOf({ mimeType, sha256 }: UploadClaims, content: Content): AppError | null {
  if (sha256 !== null && sha256 !== content.sha256)
    return invalid('sha256', 'The bytes that arrived have another hash: send the file again')
  if (isHeic(content.head)) return invalid('mime_type', HEIC_WORDS)
  if (!canBe(mimeType, content.head))
    return invalid('mime_type', `Its content is not ${mimeType}: give the file its right ending, then try again`)
  return null
}
