import { z } from 'zod'
import { Reference } from './common.ts'

const PageName = z.string().regex(/^[\w-]{8,40}$/, 'A name that the page gave itself')

/** With a stream: which page opens it, so that it can say where it is. */
export const PageHeader = z.object({ 'X-Page': PageName.optional() })

/** Where a page is now; a conversation of null is none. */
export const Presence = z
  .strictObject({
    page: PageName,
    conversation_id: Reference.nullable(),
    state: z.enum(['READING', 'WRITING']).default('READING'),
  })
  .meta({ id: 'Presence' })

export type Presence = z.infer<typeof Presence>
