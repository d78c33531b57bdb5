import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { fileMachine } from '../../domain/files/machine.ts'
import { ACTING_ROLES } from '../../domain/permissions.ts'
import { columnsOf } from '../columns.ts'

const FileRow = z.object({
  tenant_id: z.string(),
  id: z.string(),
  file_name: z.string(),
  mime_type: z.string(),
  size_bytes: z.number(),
  sha256: z.string().nullable(),
  status: z.enum(fileMachine.states),
  object_key: z.string(),
  upload_until: z.string(),
  contact_id: z.string().nullable(),
  quote_id: z.string().nullable(),
  invoice_id: z.string().nullable(),
  message_id: z.string().nullable(),
  work_item_id: z.string().nullable(),
  expense_id: z.string().nullable(),
  linked_entity_id: z.string().nullable(),
  is_evidence: z.boolean(),
  version: z.number(),
  created_at: z.string(),
  updated_at: z.string(),
  created_by: z.string(),
  role: z.enum(ACTING_ROLES),
})
export type FileRow = z.infer<typeof FileRow>

export const parseFile = (row: unknown): FileRow => FileRow.parse(row)
export const fileObject = (id: string): SQL => sql`app.file_object(${id}::uuid)`
export const fileColumns = columnsOf(FileRow, { role: 'role' })
