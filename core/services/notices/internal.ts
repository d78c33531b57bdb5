import { z } from 'zod'
import { Notice } from '../../contract/notices.ts'
import { columnsOf } from '../columns.ts'
import { toInstant } from '../instants.ts'

const NoticeRow = z.object({
  id: z.string(),
  kind: z.string(),
  object_type: z.string(),
  object_id: z.string(),
  title: z.string().nullable(),
  context: z.string().nullable(),
  count: z.number(),
  at: z.string(),
  read_at: z.string().nullable(),
})
export type NoticeRow = z.infer<typeof NoticeRow>
export const noticeColumns = columnsOf(NoticeRow, {})

export const presentNotice = ({ object_type, object_id, at, read_at, ...row }: NoticeRow): Notice =>
  Notice.parse({
    ...row,
    object: { type: object_type, id: object_id },
    at: toInstant(at),
    read: read_at !== null,
  })
