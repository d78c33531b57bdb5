import { sql } from 'drizzle-orm'
import type { PresignFile } from '../../contract/files.ts'
import { newId } from '../../db/ids.ts'
import { files } from '../../db/schema.ts'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import { fileName } from '../../domain/files/file-name.ts'
import { STORAGE_BYTES } from '../../domain/plans/entitlements.ts'
import { type FileRow, fileObject, parseFile } from './internal.ts'

const FORGOTTEN_AFTER_SECONDS = 86_400

/** A file whose bytes are still to come. What belongs to nothing after a day is removed (H-ENT-11). One trip. */
export function presignFile(tenant: TenantDb, input: PresignFile): Promise<FileRow> {
  const id = newId()
  const { row, job } = announcedFile(id, input)
  return tenant.write(
    { action: 'files.create', id, changes: { ...input, file_name: row.fileName }, jobs: [job] },
    [roomStep(tenant, input.size_bytes), tenant.insert(files, [row])],
    fileObject(id),
    parseFile,
  )
}

/** Refuses what the plan of the business has no room for; what was announced takes room already. */
export const roomStep = (tenant: TenantDb, bytes: number): Step =>
  tenant.db.execute(sql`select app.must_have_storage(${bytes}::bigint, ${JSON.stringify(STORAGE_BYTES)}::jsonb)`)

/** The row of a file that is to come, and the job that forgets what never came or belongs to nothing. */
export function announcedFile(id: string, input: PresignFile) {
  const row = {
    id,
    fileName: fileName(input.file_name),
    mimeType: input.mime_type,
    sizeBytes: input.size_bytes,
    sha256: input.sha256 ?? null,
    objectKey: sql`'tenant/' || app.tenant() || '/' || ${id}` as never,
  }
  const job = {
    type: 'FILE_FORGET',
    key: `file.forget:${id}`,
    payload: { file_id: id },
    delay_seconds: FORGOTTEN_AFTER_SECONDS,
  } as const
  return { row, job }
}
