import { z } from 'zod'
import { Amount, Instant, LanguageTag, LIMITS, Page, Reference, requiredText, text, Version } from './common.ts'

export const ContactType = z.enum(['CUSTOMER', 'VENDOR', 'LEAD', 'OTHER'])
export const ContactStatus = z.enum(['ACTIVE', 'ARCHIVED'])

const fields = {
  type: ContactType,
  display_name: requiredText(200),
  company_name: text(200).nullable(),
  email: text(254).nullable(),
  phone: text(40).nullable(),
  address_line1: text(200).nullable(),
  address_line2: text(200).nullable(),
  city: text(100).nullable(),
  region: text(100).nullable(),
  postal_code: text(20).nullable(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/, 'Use the two-letter code, such as CA')
    .nullable(),
  language: LanguageTag.nullable().meta({ description: 'In which it is written to; null: that of the business' }),
  tax_id: text(60).nullable().meta({ description: 'Printed on what is sent to it' }),
  tags: z.array(requiredText(40)).max(LIMITS.tags),
  notes: text(10_000).nullable(),
  assigned_to: Reference.nullable().meta({ description: 'The member who looks after it; an agent sees what is his' }),
}

const emailWorks = z.null().optional().meta({ description: 'Null: mail to the address works again' })

export const CreateContact = z
  .strictObject({ ...partial(fields), display_name: fields.display_name, type: ContactType.default('CUSTOMER') })
  .meta({ id: 'CreateContact' })
export const UpdateContact = z
  .strictObject({
    ...partial(fields),
    status: ContactStatus.optional(),
    email_problem: emailWorks,
    if_match_version: Version,
  })
  .meta({ id: 'UpdateContact' })
export const ContactQuery = z.strictObject({
  ...Page.shape,
  type: ContactType.optional(),
  status: ContactStatus.default('ACTIVE'),
  q: z.string().max(200).optional(),
})

/** In one currency. */
const Balance = z.strictObject({
  currency: z.string(),
  open: Amount.meta({ description: 'Due on invoices that were sent, overdue or not' }),
  overdue: Amount,
  unapplied: Amount.nullable().meta({
    description: 'Came in and counts for no invoice; null for who may not see payments',
  }),
})

export const Contact = z
  .strictObject({
    id: z.string(),
    ...fields,
    phone_formatted: z.string().nullable().meta({ description: 'As people write it', example: '+1 416 555 0123' }),
    status: ContactStatus,
    email_problem: z
      .enum(['BOUNCED', 'COMPLAINED'])
      .nullable()
      .meta({ description: 'Why nothing more is mailed to the address; another address clears it' }),
    email_problem_reason: z.string().nullable(),
    balance: z
      .array(Balance)
      .nullable()
      .meta({ description: 'What is owed, of the invoices that one may see; null for who may see none' }),
    version: z.number(),
    created_at: Instant,
    updated_at: Instant,
    created_by: z.string(),
    allowed_actions: z.array(z.string()),
  })
  .meta({ id: 'Contact' })

export const TimelineItem = z
  .strictObject({
    type: z.string(),
    id: z.string(),
    title: z.string(),
    /** Of a quote, an invoice or a payment, to be written as its reader writes money. */
    amount: Amount.nullable(),
    currency: z.string().nullable(),
    at: Instant,
  })
  .meta({ id: 'TimelineItem' })

export type CreateContact = z.infer<typeof CreateContact>
export type UpdateContact = z.infer<typeof UpdateContact>
export type ContactQuery = z.infer<typeof ContactQuery>
export type Contact = z.infer<typeof Contact>
export type TimelineItem = z.infer<typeof TimelineItem>

function partial<T extends Record<string, z.ZodType>>(shape: T) {
  return z.object(shape).partial().shape
}
