import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { ArchiveStatus } from '../../contract/archive.ts'
import { ACTING_ROLES } from '../../domain/permissions.ts'
import { columnsOf } from '../columns.ts'

const ImportRow = z.object({
  id: z.string(),
  file_id: z.string(),
  status: ArchiveStatus,
  progress: z.number(),
  rows: z.number(),
  reason: z.string().nullable(),
  finished_at: z.string().nullable(),
  version: z.number(),
  created_at: z.string(),
  updated_at: z.string(),
  created_by: z.string(),
  role: z.enum(ACTING_ROLES),
})
export type ImportRow = z.infer<typeof ImportRow>

export const parseImport = (row: unknown): ImportRow => ImportRow.parse(row)
export const importObject = (id: string): SQL => sql`app.import_object(${id}::uuid)`
export const importColumns = columnsOf(ImportRow, { role: 'role' })
