import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { ContactImportRow, ImportRowState, OnDuplicate } from '../../contract/contact-imports.ts'
import { contactImportMachine } from '../../domain/contacts/import-machine.ts'
import { ACTING_ROLES } from '../../domain/permissions.ts'
import { columnsOf } from '../columns.ts'

const ImportRow = z.object({
  id: z.string(),
  file_name: z.string(),
  on_duplicate: OnDuplicate,
  status: z.enum(contactImportMachine.states),
  counts: z.record(z.string(), z.number()),
  finished_at: z.string().nullable(),
  undoable: z.boolean(),
  version: z.number(),
  created_at: z.string(),
  updated_at: z.string(),
  created_by: z.string(),
  role: z.enum(ACTING_ROLES),
})
export type ImportRow = z.infer<typeof ImportRow>

export const parseImport = (row: unknown): ImportRow => ImportRow.parse(row)
export const importObject = (id: string): SQL => sql`app.contact_import_object(${id}::uuid)`
export const importColumns = columnsOf(ImportRow, { role: 'role' })

const RowOfImport = z.object({
  row_no: z.number(),
  fields: ContactImportRow.shape.fields,
  problem: z.record(z.string(), z.string()).nullable(),
  duplicate_of: z.string().nullable(),
  duplicate_name: z.string().nullable(),
  state: ImportRowState,
  contact_id: z.string().nullable(),
})
export type RowOfImport = z.infer<typeof RowOfImport>
export const rowColumns = columnsOf(RowOfImport, {})
