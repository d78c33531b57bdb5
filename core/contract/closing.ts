import { z } from 'zod'
import { Instant, requiredText } from './common.ts'

/** A business that its owner closed, as every member is told. */
export const Closing = z
  .strictObject({
    closed_at: Instant,
    kept_until: Instant.meta({ description: 'Until when an owner can open it again; then it is removed' }),
    owners: z.array(z.string()).meta({ description: 'The names of those who can' }),
  })
  .meta({ id: 'Closing' })

export const CloseBusiness = z
  .strictObject({
    name: requiredText(120).meta({ description: 'The name of the business, as it stands' }),
    password: z.string().min(1, 'Required').max(1000).meta({ description: 'Of who is signed in' }),
  })
  .meta({ id: 'CloseBusiness' })

export type Closing = z.infer<typeof Closing>
export type CloseBusiness = z.infer<typeof CloseBusiness>
