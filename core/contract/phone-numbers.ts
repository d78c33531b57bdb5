import { z } from 'zod'
import { Instant, requiredText } from './common.ts'

export const PhoneNumber = z
  .strictObject({
    id: z.string(),
    phone: z.string().meta({ description: 'What is texted to it arrives in the inbox', example: '+14165550100' }),
    created_at: Instant,
    allowed_actions: z.array(z.string()),
  })
  .meta({ id: 'PhoneNumber' })

export const CreatePhoneNumber = z
  .strictObject({ phone: requiredText(40).meta({ description: 'With its country code' }) })
  .meta({ id: 'CreatePhoneNumber' })

export type PhoneNumber = z.infer<typeof PhoneNumber>
export type CreatePhoneNumber = z.infer<typeof CreatePhoneNumber>
