import { z } from 'zod'
import { IMPORT_ROWS_AT_ONCE, IMPORT_ROWS_MAX } from '../domain/contacts/import-limits.ts'
import { Instant, Page, requiredText, text, Version } from './common.ts'

export const OnDuplicate = z.enum(['SKIP', 'UPDATE', 'CREATE'])
export const ImportRowState = z.enum(['READY', 'WRONG', 'CREATED', 'UPDATED', 'SKIPPED', 'UNDONE', 'KEPT'])

/** As they were read: what does not fit is said of its row, and refuses none of the others. */
const cell = text(10_000).optional()
export const IMPORT_FIELDS = [
  'display_name',
  'company_name',
  'email',
  'phone',
  'address_line1',
  'address_line2',
  'city',
  'region',
  'postal_code',
  'country',
  'tax_id',
  'tags',
  'notes',
  'type',
] as const
export type ImportField = (typeof IMPORT_FIELDS)[number]
const ImportCells = z.strictObject(
  Object.fromEntries(IMPORT_FIELDS.map((name) => [name, cell])) as Record<ImportField, typeof cell>,
)

export const CreateContactImport = z.strictObject({ file_name: requiredText(200) }).meta({ id: 'CreateContactImport' })
export const AddImportRows = z
  .strictObject({
    rows: z
      .array(
        z.strictObject({
          row: z
            .number()
            .int()
            .min(1)
            .max(IMPORT_ROWS_MAX)
            .meta({ description: 'Its place in the file; told again, it replaces itself' }),
          fields: ImportCells,
        }),
      )
      .min(1)
      .max(IMPORT_ROWS_AT_ONCE),
  })
  .meta({ id: 'AddImportRows' })
export const StartContactImport = z
  .strictObject({
    on_duplicate: OnDuplicate.default('SKIP').meta({
      description: 'What becomes of a row whose mail address or phone number somebody has already',
    }),
    if_match_version: Version,
  })
  .meta({ id: 'StartContactImport' })
export const ContactImportQuery = z.strictObject({ ...Page.shape })
export const ImportRowQuery = z.strictObject({
  ...Page.shape,
  state: ImportRowState.optional(),
  duplicates: z.enum(['true']).optional().meta({ description: 'Only those whose address or number somebody has' }),
})

const count = z.number().int().default(0)
export const ContactImport = z
  .strictObject({
    id: z.string(),
    file_name: z.string(),
    on_duplicate: OnDuplicate,
    status: z.enum(['OPEN', 'RUNNING', 'DONE', 'UNDOING', 'UNDONE']),
    counts: z.strictObject({
      rows: count,
      ready: count,
      wrong: count,
      duplicates: count,
      created: count,
      updated: count,
      skipped: count,
      undone: count,
      kept: count,
    }),
    finished_at: Instant.nullable(),
    version: z.number(),
    created_at: Instant,
    updated_at: Instant,
    created_by: z.string(),
    allowed_actions: z.array(z.string()),
  })
  .meta({ id: 'ContactImport' })

export const ContactImportRow = z
  .strictObject({
    row: z.number(),
    fields: z.record(z.string(), z.union([z.string(), z.array(z.string())])),
    problem: z.strictObject({ field: z.string(), message: z.string() }).nullable(),
    duplicate: z.strictObject({ contact_id: z.string(), display_name: z.string() }).nullable(),
    state: ImportRowState,
    contact_id: z.string().nullable(),
  })
  .meta({ id: 'ContactImportRow' })

export type ImportCells = z.infer<typeof ImportCells>
export type CreateContactImport = z.infer<typeof CreateContactImport>
export type AddImportRows = z.infer<typeof AddImportRows>
export type StartContactImport = z.infer<typeof StartContactImport>
export type ContactImportQuery = z.infer<typeof ContactImportQuery>
export type ImportRowQuery = z.infer<typeof ImportRowQuery>
export type ContactImport = z.infer<typeof ContactImport>
export type ContactImportRow = z.infer<typeof ContactImportRow>
