import { z } from 'zod'
import { LISTED_STATUSES } from '../domain/work-items/listed.ts'
import { workItemMachine } from '../domain/work-items/machine.ts'
import { DateInput, Instant, Page, PlainDate, Reference, requiredText, text, Version } from './common.ts'
import { QuoteStatus } from './quotes.ts'

export const WORK_ITEM_LIMITS = { labels: 20, checklist: 50, notes: 100, counted: 1000, linked: 5 } as const

export const WorkItemType = z.enum(['REQUEST', 'ORDER', 'JOB', 'SUPPORT', 'ADMIN', 'COLLECTION', 'BOOKKEEPING'])
export const WorkItemStatus = z.enum(workItemMachine.states)
export const WorkItemPriority = z.enum(['LOW', 'NORMAL', 'HIGH', 'URGENT'])
export const WorkItemSource = z.enum(['INBOX', 'PORTAL', 'MANUAL', 'POS_SYNC', 'AI'])
/** Where it stands in a list by due date; by the zone and the week of the business. */
export const DueGroup = z.enum(['overdue', 'today', 'this_week', 'later', 'none'])

const title = text(200)
  .transform((value) => value.trim())
  .refine((value) => [...value].length >= 3, 'Use at least 3 characters')
const DueInput = z
  .union([DateInput, z.iso.datetime({ offset: true }).refine((at) => at >= '1900' && at < '3000', 'No such date')])
  .meta({
    description: 'A day where the business is (`2026-12-04`), or an instant for what is due at a time of it',
    example: '2026-12-04',
  })
const ChecklistEntry = z.strictObject({ text: requiredText(200), done: z.boolean().default(false) })
const Labels = z
  .record(z.string().min(1).max(40), text(500))
  .refine((labels) => Object.keys(labels).length <= WORK_ITEM_LIMITS.labels, `At most ${WORK_ITEM_LIMITS.labels}`)
  .refine((labels) => Object.keys(labels).every(isStorable), 'Some characters are broken: type them again')
  .meta({ description: 'What a trade adds, such as `service_address`' })

const isStorable = (key: string) => key.isWellFormed() && !key.includes('\u0000')

const override_warnings = z
  .boolean()
  .optional()
  .meta({ description: 'Takes a day that has passed; without it one is refused, to be asked about (`DUE_IN_PAST`)' })

const fields = {
  type: WorkItemType.optional(),
  priority: WorkItemPriority.optional(),
  description: text(10_000).nullish(),
  contact_id: Reference.nullish(),
  due_at: DueInput.nullish(),
  assigned_to: Reference.nullish().meta({ description: 'A member; an agent’s own work is his' }),
  labels_json: Labels.optional(),
  checklist: z.array(ChecklistEntry).max(WORK_ITEM_LIMITS.checklist).optional(),
  override_warnings,
}

export const CreateWorkItem = z
  .strictObject({
    title,
    ...fields,
    source: z
      .literal('POS_SYNC')
      .optional()
      .meta({ description: 'Of what a till sent, where that is switched on; else it is known by itself' }),
    conversation_id: Reference.nullish().meta({
      description: 'What it was made from: contact and assignee are taken from there unless they are sent',
    }),
  })
  .meta({ id: 'CreateWorkItem' })
export const UpdateWorkItem = z
  .strictObject({ title: title.optional(), ...fields, status: WorkItemStatus.optional(), if_match_version: Version })
  .meta({ id: 'UpdateWorkItem' })
export const AddNote = z.strictObject({ text: requiredText(5000) }).meta({ id: 'AddNote' })
export const ConvertWorkItem = z.strictObject({ target: z.enum(['INVOICE', 'QUOTE']) }).meta({ id: 'ConvertWorkItem' })
const created = z.boolean().meta({ description: 'False when it had become one before' })
export const ConvertedToInvoice = z.strictObject({ invoice_id: z.string(), created })
export const ConvertedToQuote = z.strictObject({ quote_id: z.string(), created })
export const ConvertedWorkItem = z.union([ConvertedToInvoice, ConvertedToQuote]).meta({ id: 'ConvertedWorkItem' })

const filters = {
  status: z.enum(LISTED_STATUSES).optional().meta({ description: 'OPEN is all that is neither done nor canceled' }),
  type: WorkItemType.optional(),
  priority: WorkItemPriority.optional(),
  assigned_to: Reference.optional().meta({ description: 'The id of a member, `me` or `nobody`' }),
  due: DueGroup.optional(),
  contact_id: z.string().max(200).optional(),
  conversation_id: z.string().max(200).optional(),
  archived: z.enum(['true', 'false']).default('false').meta({ description: 'Done or canceled a month ago or more' }),
  q: z.string().max(200).optional(),
}
export const WorkItemQuery = z.strictObject({ ...Page.shape, ...filters })
export const WorkItemCountsQuery = z.strictObject({ assigned_to: filters.assigned_to })

const Contact = z.strictObject({
  id: z.string(),
  display_name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
})
const LinkedInvoice = z
  .strictObject({ id: z.string(), invoice_number: z.string().nullable() })
  .meta({ description: 'What it became' })
const LinkedQuote = z
  .strictObject({ id: z.string(), quote_number: z.string().nullable(), status: QuoteStatus })
  .meta({ description: 'What was offered for it' })

const summary = {
  id: z.string(),
  type: WorkItemType,
  title: z.string(),
  status: WorkItemStatus,
  priority: WorkItemPriority,
  contact_id: z.string().nullable(),
  contact: Contact.nullable().meta({ description: 'Null for one that is gone' }),
  conversation_id: z.string().nullable(),
  due_at: z.union([Instant, PlainDate]).nullable().meta({ description: 'As it was sent: a day, or an instant' }),
  due_on: PlainDate.nullable().meta({ description: 'The day where the business is' }),
  due_group: DueGroup.nullable().meta({ description: 'Null for what is done or canceled' }),
  assigned_to: z.string().nullable(),
  source: WorkItemSource,
  checklist_done: z.number(),
  checklist_count: z.number(),
  invoice: LinkedInvoice.nullable(),
  closed_at: Instant.nullable(),
  archived_at: Instant.nullable(),
  version: z.number(),
  created_at: Instant,
  updated_at: Instant,
  created_by: z.string(),
  allowed_actions: z.array(z.string()),
}

export const WorkItemSummary = z.strictObject(summary).meta({ id: 'WorkItemSummary' })
export const WorkItem = z
  .strictObject({
    ...summary,
    description: z.string().nullable(),
    labels_json: z.record(z.string(), z.string()),
    checklist: z.array(z.strictObject({ text: z.string(), done: z.boolean() })),
    conversation: z
      .strictObject({ id: z.string(), subject: z.string(), from_name: z.string(), last_message_at: Instant })
      .nullable()
      .meta({ description: 'Null for one that one may not see' }),
    quote: LinkedQuote.nullable(),
  })
  .meta({ id: 'WorkItem' })

export const WorkItemCounts = z
  .strictObject({ overdue: z.number(), today: z.number(), this_week: z.number(), later: z.number(), none: z.number() })
  .meta({ id: 'WorkItemCounts', description: `Open work by due date, each counted up to ${WORK_ITEM_LIMITS.counted}` })

export const WorkItemEvent = z
  .strictObject({
    id: z.string(),
    type: z.enum(['audit', 'note']),
    at: Instant,
    actor: z.string(),
    action: z.string(),
    detail: z.string().nullable().meta({ description: 'The text of a note; the status that it was brought to' }),
  })
  .meta({ id: 'WorkItemEvent' })

export type CreateWorkItem = z.infer<typeof CreateWorkItem>
export type UpdateWorkItem = z.infer<typeof UpdateWorkItem>
export type AddNote = z.infer<typeof AddNote>
export type ConvertWorkItem = z.infer<typeof ConvertWorkItem>
export type ConvertedWorkItem = z.infer<typeof ConvertedWorkItem>
export type WorkItemQuery = z.infer<typeof WorkItemQuery>
export type WorkItemCountsQuery = z.infer<typeof WorkItemCountsQuery>
export type WorkItemSummary = z.infer<typeof WorkItemSummary>
export type WorkItem = z.infer<typeof WorkItem>
export type WorkItemCounts = z.infer<typeof WorkItemCounts>
export type WorkItemEvent = z.infer<typeof WorkItemEvent>
export type DueGroup = z.infer<typeof DueGroup>
