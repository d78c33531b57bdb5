import { z } from 'zod'
import { DELIVERIES } from '../../domain/outbound/delivery.ts'
import { toInstantOrNull } from '../instants.ts'

/** What is shown of how something fared. */
export const DeliveryRow = z.object({
  status: z.enum(DELIVERIES),
  reason: z.string().nullable(),
  sent_at: z.string().nullable(),
  delivered_at: z.string().nullable(),
  opened_at: z.string().nullable(),
  clicked_at: z.string().nullable(),
  bounced_at: z.string().nullable(),
  complained_at: z.string().nullable(),
  failed_at: z.string().nullable(),
})
type DeliveryRow = z.infer<typeof DeliveryRow>

/** `deliveryFields` of the contract; null for what was never sent. */
export const presentDelivery = (row: DeliveryRow | null) => ({
  delivery: row?.status ?? null,
  delivery_reason: row?.reason ?? null,
  delivery_times: row && {
    sent_at: toInstantOrNull(row.sent_at),
    delivered_at: toInstantOrNull(row.delivered_at),
    opened_at: toInstantOrNull(row.opened_at),
    clicked_at: toInstantOrNull(row.clicked_at),
    bounced_at: toInstantOrNull(row.bounced_at),
    complained_at: toInstantOrNull(row.complained_at),
    failed_at: toInstantOrNull(row.failed_at),
  },
})
