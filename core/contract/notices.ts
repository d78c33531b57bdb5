import { z } from 'zod'
import { NOTICE_KINDS } from '../domain/notices/sentence.ts'
import { Instant, Page, Version } from './common.ts'

export const NoticeKind = z.enum(NOTICE_KINDS)

export const NoticeQuery = z.strictObject({ ...Page.shape, unread: z.enum(['true']).optional() })

export const Notice = z
  .strictObject({
    id: z.string(),
    kind: NoticeKind,
    object: z.strictObject({
      type: z.enum(['conversation', 'work_item', 'quote', 'invoice', 'expense', 'credit_note', 'contact']),
      id: z.string(),
    }),
    title: z.string().nullable().meta({ description: 'Null for what is gone, or no longer his to see' }),
    context: z.string().nullable().meta({ description: 'The subject, the number or the contact' }),
    count: z.number().meta({ description: 'How often it happened since it was read' }),
    at: Instant,
    read: z.boolean(),
  })
  .meta({ id: 'Notice' })

export const ReadNotice = z
  .strictObject({ older: z.boolean().default(false).meta({ description: 'And all that came before it' }) })
  .meta({ id: 'ReadNotice' })

export const NoticeSettings = z
  .strictObject({
    mail: z
      .enum(['NEVER', 'DAILY'])
      .meta({ description: 'What was not read, at seven in the morning where the business is' }),
    unread: z.number().meta({ description: 'How many are unread, a hundred at most' }),
    version: z.number(),
  })
  .meta({ id: 'NoticeSettings' })
export const UpdateNoticeSettings = z
  .strictObject({ mail: NoticeSettings.shape.mail.optional(), if_match_version: Version })
  .meta({ id: 'UpdateNoticeSettings' })

export type NoticeQuery = z.infer<typeof NoticeQuery>
export type Notice = z.infer<typeof Notice>
export type ReadNotice = z.infer<typeof ReadNotice>
export type NoticeSettings = z.infer<typeof NoticeSettings>
export type UpdateNoticeSettings = z.infer<typeof UpdateNoticeSettings>
