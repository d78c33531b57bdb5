import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { ArchiveStatus } from '../../contract/archive.ts'
import { ACTING_ROLES } from '../../domain/permissions.ts'
import { columnsOf } from '../columns.ts'

const ExportRow = z.object({
  tenant_id: z.string(),
  id: z.string(),
  kind: z.enum(['MANUAL', 'PERIODIC']),
  status: ArchiveStatus,
  snapshot_at: z.string().nullable(),
  rows: z.number(),
  progress: z.number(),
  size_bytes: z.number().nullable(),
  reason: z.string().nullable(),
  rehearsal: z.unknown(),
  finished_at: z.string().nullable(),
  expires_at: z.string().nullable(),
  is_kept: z.boolean(),
  version: z.number(),
  created_at: z.string(),
  updated_at: z.string(),
  created_by: z.string(),
  role: z.enum(ACTING_ROLES),
  user_id: z.string(),
})
export type ExportRow = z.infer<typeof ExportRow>

export const parseExport = (row: unknown): ExportRow => ExportRow.parse(row)
export const exportObject = (id: string): SQL => sql`app.export_object(${id}::uuid)`
export const exportColumns = columnsOf(ExportRow, { role: 'role', user_id: 'actor' })

/** Where an archive lies. */
export const archiveKey = (tenantId: string, id: string): string => `tenant/${tenantId}/exports/${id}.zip`
