import { z } from 'zod'
import { ARCHIVE_BYTES_MAX } from '../domain/archive/limits.ts'
import { HEIC_WORDS, isHeicType } from '../domain/files/content-type.ts'
import { FILE_BYTES_MAX } from '../domain/files/limits.ts'
import { Instant, Page, Reference, requiredText } from './common.ts'

/** What a file can belong to. */
export const LinkedType = z.enum(['CONTACT', 'QUOTE', 'INVOICE', 'WORK_ITEM', 'EXPENSE'])

export const PresignFile = z
  .strictObject({
    file_name: requiredText(255),
    mime_type: z
      .string()
      .max(127)
      .regex(/^[a-z0-9][a-z0-9!#$&^_.+-]*\/[a-z0-9][a-z0-9!#$&^_.+-]*$/i, 'Use a media type such as image/png')
      .transform((type) => type.toLowerCase())
      .refine((type) => !isHeicType(type), HEIC_WORDS),
    size_bytes: z
      .number()
      .int()
      .min(1, 'The file is empty')
      .max(ARCHIVE_BYTES_MAX, 'At most 25 MB')
      .meta({ description: 'At most 25 MB; an archive (application/zip) 95 MB' }),
    sha256: z
      .string()
      .regex(/^[0-9a-f]{64}$/i, 'Use 64 hexadecimal digits')
      .transform((hex) => hex.toLowerCase())
      .optional(),
  })
  .refine(({ mime_type, size_bytes }) => size_bytes <= FILE_BYTES_MAX || mime_type === 'application/zip', {
    path: ['size_bytes'],
    message: 'At most 25 MB',
  })
  .meta({ id: 'PresignFile' })

export const PresignedFile = z
  .strictObject({
    file_id: z.string(),
    upload_url: z.string().meta({ description: 'Takes a PUT of that size and type until `expires_at`' }),
    object_key: z.string(),
    expires_at: Instant,
  })
  .meta({ id: 'PresignedFile' })

export const LinkFile = z
  .strictObject({ linked_entity_type: LinkedType, linked_entity_id: Reference })
  .meta({ id: 'LinkFile' })

export const FileQuery = z.strictObject({
  ...Page.shape,
  linked_entity_type: LinkedType.optional(),
  linked_entity_id: z.string().max(100).optional(),
})

export const File = z
  .strictObject({
    id: z.string(),
    file_name: z.string(),
    mime_type: z.string(),
    size_bytes: z.number(),
    sha256: z.string().nullable(),
    status: z.enum(['PENDING', 'STORED']),
    linked_entity_type: LinkedType.nullable(),
    linked_entity_id: z.string().nullable(),
    download_url: z.string().nullable().meta({ description: 'Good for at least 15 minutes; null until it is stored' }),
    version: z.number(),
    created_at: Instant,
    updated_at: Instant,
    uploaded_by: z.string(),
    allowed_actions: z.array(z.string()),
  })
  .meta({ id: 'File' })

export type PresignFile = z.infer<typeof PresignFile>
export type LinkFile = z.infer<typeof LinkFile>
export type FileQuery = z.infer<typeof FileQuery>
export type File = z.infer<typeof File>
