import { z } from 'zod'
import { DELIVERIES } from '../domain/outbound/delivery.ts'
import { Instant } from './common.ts'

/** When each happened first; null for what did not happen. */
const DeliveryTimes = z.strictObject({
  sent_at: Instant.nullable(),
  delivered_at: Instant.nullable(),
  opened_at: Instant.nullable(),
  clicked_at: Instant.nullable(),
  bounced_at: Instant.nullable(),
  complained_at: Instant.nullable(),
  failed_at: Instant.nullable(),
})

/** How the mail of something fared; of what was sent more than once, the latest. */
export const deliveryFields = {
  delivery: z.enum(DELIVERIES).nullable().meta({
    description: 'How its mail fared; it only goes on, in the order of these words. Null where none was sent',
  }),
  delivery_reason: z.string().nullable().meta({ description: 'Why it came back, failed or is late' }),
  delivery_times: DeliveryTimes.nullable(),
}
