import { z } from 'zod'
import { ARCHIVE_VERSION } from '../domain/archive/limits.ts'
import { Instant, Page, Reference, Version } from './common.ts'

export const ArchiveStatus = z.enum(['QUEUED', 'RUNNING', 'READY', 'FAILED'])
const progress = z.number().int().min(0).max(100).meta({ description: 'In percent' })

const Figure = z.strictObject({
  name: z.string().meta({ description: 'rows.<entity>, a sum of money, last_number.<register>, wrong_in_books' }),
  currency: z.string().optional(),
  in_archive: z.string(),
  restored: z.string(),
  equal: z.boolean(),
})
export type Figure = z.infer<typeof Figure>

/** The archive was imported into a business that is thrown away, and the figures of both compared. */
export const Rehearsal = z
  .strictObject({
    status: z.enum(['QUEUED', 'RUNNING', 'DONE', 'FAILED']),
    checked_at: Instant.nullable(),
    rows: z.number().meta({ description: 'That came out of the archive' }),
    figures: z.array(Figure),
    equal: z.boolean(),
    reason: z.string().nullable().meta({ description: 'Why it could not be restored' }),
  })
  .meta({ id: 'Rehearsal' })
export type Rehearsal = z.infer<typeof Rehearsal>

export const Export = z
  .strictObject({
    job_id: z.string(),
    kind: z.enum(['MANUAL', 'PERIODIC']),
    status: ArchiveStatus,
    progress,
    download_url: z
      .string()
      .nullable()
      .meta({ description: 'Good for a quarter of an hour at least; ask again for another' }),
    file_name: z.string(),
    rows: z.number(),
    size_bytes: z.number().nullable(),
    reason: z.string().nullable(),
    rehearsal: Rehearsal.nullable().meta({ description: 'The last time that a restore was tried' }),
    snapshot_at: Instant.nullable().meta({ description: 'The moment that it shows' }),
    finished_at: Instant.nullable(),
    expires_at: Instant.nullable().meta({ description: 'Until when the archive is kept' }),
    version: z.number(),
    created_at: Instant,
    updated_at: Instant,
    created_by: z.string(),
    allowed_actions: z.array(z.string()),
  })
  .meta({ id: 'Export' })
export type Export = z.infer<typeof Export>
export const ExportQuery = z.strictObject({ ...Page.shape })
export type ExportQuery = z.infer<typeof ExportQuery>

const Every = z.enum(['NEVER', 'DAY', 'WEEK', 'MONTH'])
export const ExportSchedule = z
  .strictObject({
    every: Every,
    next_at: Instant.nullable(),
    version: z.number(),
    allowed_actions: z.array(z.string()),
  })
  .meta({ id: 'ExportSchedule' })
export type ExportSchedule = z.infer<typeof ExportSchedule>
export const UpdateExportSchedule = z
  .strictObject({ every: Every, if_match_version: Version })
  .meta({ id: 'UpdateExportSchedule' })
export type UpdateExportSchedule = z.infer<typeof UpdateExportSchedule>

export const CreateImport = z
  .strictObject({ file_id: Reference.meta({ description: 'The archive, sent as a file of type application/zip' }) })
  .meta({ id: 'CreateImport' })
export type CreateImport = z.infer<typeof CreateImport>

export const Import = z
  .strictObject({
    job_id: z.string(),
    file_id: z.string(),
    status: ArchiveStatus,
    progress,
    rows: z.number(),
    reason: z.string().nullable().meta({ description: 'Why it was refused, and where in the archive' }),
    finished_at: Instant.nullable(),
    version: z.number(),
    created_at: Instant,
    updated_at: Instant,
    created_by: z.string(),
    allowed_actions: z.array(z.string()),
  })
  .meta({ id: 'Import' })
export type Import = z.infer<typeof Import>

const Member = z.strictObject({
  name: z.string().max(200),
  rows: z.number().int().min(0).optional(),
  bytes: z.number().int().min(0),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
})
export type ArchiveMember = z.infer<typeof Member>

/** What an archive says of itself: `manifest.json`, the last of its members. */
export const Manifest = z.strictObject({
  product: z.literal('smb-hub'),
  schema_version: z.literal(ARCHIVE_VERSION),
  business: z.strictObject({ id: z.uuid(), name: z.string(), currency: z.string(), timezone: z.string() }),
  snapshot_at: z.string(),
  members: z.array(Member),
  /** What should be there and lay in no storage any more. */
  missing: z.array(z.string()),
  left_out: z.record(z.string(), z.string()),
})
export type Manifest = z.infer<typeof Manifest>
