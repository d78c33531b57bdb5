import { z } from 'zod'
import {
  Amount,
  DateInput,
  Instant,
  LanguageTag,
  LIMITS,
  Page,
  Reference,
  requiredText,
  text,
  Version,
} from './common.ts'
import { ReminderOverride } from './reminder-schedule.ts'

export const ContactType = z.enum(['CUSTOMER', 'VENDOR', 'LEAD', 'OTHER'])
export const ContactStatus = z.enum(['ACTIVE', 'ARCHIVED', 'ERASED'])

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
  reminders: ReminderOverride.nullable().meta({
    description: 'What of the schedule of reminders is another one for its invoices; null: nothing',
  }),
  assigned_to: Reference.nullable().meta({ description: 'The member who looks after it; an agent sees what is his' }),
}

const emailWorks = z.null().optional().meta({ description: 'Null: mail to the address works again' })

export const CreateContact = z
  .strictObject({ ...partial(fields), display_name: fields.display_name, type: ContactType.default('CUSTOMER') })
  .meta({ id: 'CreateContact' })
export const UpdateContact = z
  .strictObject({
    ...partial(fields),
    status: ContactStatus.exclude(['ERASED']).optional(),
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

/** What of the other contact may win; an address is one thing. */
export const MERGE_FIELDS = [
  'type',
  'display_name',
  'company_name',
  'email',
  'phone',
  'address',
  'tax_id',
  'language',
  'assigned_to',
] as const
export const MergeContact = z
  .strictObject({
    other_id: Reference.meta({ description: 'The contact that goes: all that names it names this one from then on' }),
    take: z.array(z.enum(MERGE_FIELDS)).max(MERGE_FIELDS.length).default([]).meta({
      description:
        'Where the value of the one that goes wins. What is blank is filled anyway; tags and notes of both stay; another mail address or number stays one of its own',
    }),
    if_match_version: Version,
    other_version: Version.meta({ description: 'Of the one that goes, as it was looked at' }),
  })
  .meta({ id: 'MergeContact' })
export const UnmergeContact = z.strictObject({ if_match_version: Version }).meta({ id: 'UnmergeContact' })

export const EraseContact = z
  .strictObject({
    confirm: requiredText(200).meta({ description: 'The display name of the contact, since it cannot be taken back' }),
    if_match_version: Version,
  })
  .meta({ id: 'EraseContact' })

export const ERASURE_KINDS = [
  'INVOICE',
  'MONEY',
  'QUOTE',
  'CREDIT_NOTE',
  'DISPUTE',
  'REFUND',
  'RECURRING_INVOICE',
  'WORK_ITEM',
  'EXPENSE',
] as const
export const ContactErasure = z
  .strictObject({
    status: z.enum(['NONE', 'RUNNING', 'DONE']),
    progress: z.number().meta({ description: 'Percent' }),
    asked_at: Instant.nullable(),
    done_at: Instant.nullable(),
    open: z
      .array(z.strictObject({ kind: z.enum(ERASURE_KINDS), id: z.string().nullable(), label: z.string().nullable() }))
      .meta({ description: 'What is in the way: it is settled first. The first 21' }),
    kept: z
      .strictObject({
        invoices: z.number(),
        credit_notes: z.number(),
        quotes: z.number(),
        expenses: z.number(),
      })
      .meta({ description: 'Documents that stay as they were printed, because the law wants them kept' }),
  })
  .meta({ id: 'ContactErasure' })

export const ContactUsage = z
  .strictObject({
    invoices: z.number(),
    quotes: z.number(),
    work_items: z.number(),
    conversations: z.number(),
    expenses: z.number(),
    files: z.number(),
  })
  .meta({ id: 'ContactUsage', description: 'How much names it; 5,001 where it is more than 5,000' })

export const ConsentChannel = z.enum(['EMAIL', 'SMS'])
export const ConsentState = z.enum(['GRANTED', 'WITHDRAWN'])
export const RecordConsent = z
  .strictObject({
    channel: ConsentChannel,
    state: ConsentState,
    note: requiredText(500).meta({ description: 'How they said so, and when' }),
    if_match_version: Version,
  })
  .meta({ id: 'RecordConsent' })
export const Consent = z
  .strictObject({
    id: z.string(),
    channel: ConsentChannel,
    state: ConsentState,
    source: z.enum(['MEMBER', 'TEXT', 'COMPLAINT', 'MERGE']).meta({
      description:
        'Who said it: a member who wrote it down; STOP or START by text; mail that was called spam; while two contacts were one',
    }),
    note: z.string().nullable(),
    actor: z.string().meta({ description: 'The member, or what wrote it down' }),
    created_at: Instant,
  })
  .meta({ id: 'Consent' })
const consent = ConsentState.nullable().meta({
  description:
    'Whether news and offers may be sent; null: nobody said. Invoices, quotes and answers do not depend on it; STOP does hold texts back',
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

const LastMerge = z
  .strictObject({
    id: z.string(),
    contact_id: z.string(),
    display_name: z.string(),
    merged_at: Instant,
    undoable_until: Instant,
  })
  .meta({ id: 'LastMerge', description: 'The newest merge into it that can still be taken back' })

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
    other_addresses: z.array(z.strictObject({ kind: z.enum(['EMAIL', 'PHONE']), value: z.string() })).meta({
      description: 'Of those that were merged into it: what comes from there is its own. Numbers as people write them',
    }),
    last_merge: LastMerge.nullable(),
    email_consent: consent,
    sms_consent: consent,
    version: z.number(),
    created_at: Instant,
    updated_at: Instant,
    created_by: z.string(),
    allowed_actions: z.array(z.string()),
  })
  .meta({ id: 'Contact' })

export const TIMELINE_KINDS = [
  'conversation',
  'work_item',
  'quote',
  'invoice',
  'payment',
  'expense',
  'file',
  'consent',
  'audit',
] as const
export const TimelineKind = z.enum(TIMELINE_KINDS)
export const TimelineQuery = z.strictObject({
  ...Page.shape,
  kind: z
    .string()
    .max(200)
    .transform((kinds) => [...new Set(kinds.split(','))])
    .pipe(z.array(TimelineKind))
    .optional()
    .meta({ type: 'string', description: 'One or several, with commas between them', example: 'invoice,payment' }),
  from: DateInput.optional().meta({ description: 'The first day, where the business is' }),
  to: DateInput.optional().meta({ description: 'The last day' }),
})

export const TimelineItem = z
  .strictObject({
    type: TimelineKind,
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
export type MergeContact = z.infer<typeof MergeContact>
export type UnmergeContact = z.infer<typeof UnmergeContact>
export type RecordConsent = z.infer<typeof RecordConsent>
export type Consent = z.infer<typeof Consent>
export type EraseContact = z.infer<typeof EraseContact>
export type ContactErasure = z.infer<typeof ContactErasure>
export type ContactUsage = z.infer<typeof ContactUsage>
export type ContactQuery = z.infer<typeof ContactQuery>
export type Contact = z.infer<typeof Contact>
export type TimelineQuery = z.infer<typeof TimelineQuery>
export type TimelineKind = z.infer<typeof TimelineKind>
export type TimelineItem = z.infer<typeof TimelineItem>

function partial<T extends Record<string, z.ZodType>>(shape: T) {
  return z.object(shape).partial().shape
}
