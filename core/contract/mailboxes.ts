import { z } from 'zod'
import { Instant } from './common.ts'

export const Mailbox = z
  .strictObject({
    id: z.string(),
    address: z.string().meta({ description: 'What is sent here arrives in the inbox; nobody can guess it' }),
    receipts_address: z.string().meta({ description: 'What is sent here becomes a draft of an expense' }),
    aliases: z.array(z.string()).meta({ description: 'Earlier addresses that still work for a while' }),
    created_at: Instant,
    allowed_actions: z.array(z.string()),
  })
  .meta({ id: 'Mailbox' })

export type Mailbox = z.infer<typeof Mailbox>
