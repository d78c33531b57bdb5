import { z } from 'zod'
import { CLIENT_EVENT_NAMES, eventNameOf, TARGET_TYPES } from '../domain/analytics/events.ts'

const EVENTS_MAX = 20

/** C-38 */
const canonical = (said: unknown) => (typeof said === 'string' ? (eventNameOf(said) ?? said) : said)

const ClientEvent = z
  .strictObject({
    id: z.uuid().meta({ description: 'Made by the app: the same event sent again counts once' }),
    name: z.preprocess(canonical, z.enum(CLIENT_EVENT_NAMES)),
    object: z.uuid().optional().meta({ description: 'The id of what was seen' }),
    target_type: z.enum(TARGET_TYPES).optional().meta({ description: 'Of `convert.clicked`: what it shall become' }),
  })
  .meta({ id: 'ClientEvent' })

export const RecordEvents = z
  .strictObject({
    platform: z.enum(['web', 'pwa', 'mobile']).default('web'),
    events: z.array(ClientEvent).min(1).max(EVENTS_MAX),
  })
  .meta({ id: 'RecordEvents' })

export const RecordedEvents = z.strictObject({ kept: z.number() }).meta({ id: 'RecordedEvents' })
export type RecordEvents = z.infer<typeof RecordEvents>
