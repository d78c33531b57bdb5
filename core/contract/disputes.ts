import { z } from 'zod'
import { DISPUTE_STATUSES } from '../domain/payments/disputes.ts'
import { Amount, Instant, Page } from './common.ts'

export const DisputeQuery = z.strictObject({
  ...Page.shape,
  status: z
    .enum([...DISPUTE_STATUSES, 'OPEN'])
    .optional()
    .meta({ description: 'OPEN is every status in which somebody still decides' }),
})

export const Dispute = z
  .strictObject({
    id: z.string(),
    invoice_id: z.string().nullable().meta({ description: 'Null for money that fits no invoice' }),
    invoice_number: z.string().nullable(),
    contact_name: z.string(),
    provider: z.enum(['STRIPE']),
    status: z.enum(DISPUTE_STATUSES),
    open: z.boolean(),
    amount: Amount,
    currency: z.string(),
    reason: z.string().meta({ description: 'The word of the provider', example: 'product_not_received' }),
    respond_by: Instant.nullable().meta({ description: 'Until when the business can answer; null when it cannot' }),
    respond_url: z
      .string()
      .nullable()
      .meta({ description: 'Where it can answer, with the provider; null when it cannot' }),
    created_at: Instant,
  })
  .meta({ id: 'Dispute' })

export type DisputeQuery = z.infer<typeof DisputeQuery>
export type Dispute = z.infer<typeof Dispute>
