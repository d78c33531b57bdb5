import { z } from 'zod'
import { recurringInvoiceMachine } from '../domain/recurring/machine.ts'
import { MODES, UNITS } from '../domain/recurring/schedule.ts'
import { Amount, DateInput, Instant, Page, PlainDate, Version } from './common.ts'
import { documentInput, PlainLineInput } from './documents.ts'

const { issue_date: _, ...written } = documentInput({}, PlainLineInput)

const schedule = {
  starts_on: DateInput.meta({ description: 'The day of the first invoice, today or later' }),
  every_count: z.number().int().min(1).max(365).default(1),
  every_unit: z.enum(UNITS),
  ends_on: DateInput.nullish().meta({ description: 'The last day on which one may be made' }),
  times: z.number().int().min(1).max(1000).nullish().meta({ description: 'How many there are in all' }),
  due_days: z.number().int().min(0).max(365).optional().meta({ description: 'Default the net days of the business' }),
  mode: z
    .enum(['DRAFT', 'SEND'])
    .default('DRAFT')
    .meta({ description: 'SEND mails each by itself, as you decide here' }),
}

export const CreateRecurringInvoice = z.strictObject({ ...written, ...schedule }).meta({ id: 'CreateRecurringInvoice' })

export const UpdateRecurringInvoice = z
  .strictObject({
    ...written,
    contact_id: written.contact_id.optional(),
    line_items: written.line_items.optional(),
    ends_on: schedule.ends_on,
    times: schedule.times,
    due_days: schedule.due_days,
    mode: z.enum(MODES).optional(),
    if_match_version: Version,
  })
  .meta({ id: 'UpdateRecurringInvoice' })

export const RecurringInvoiceStatus = z.enum(recurringInvoiceMachine.states)

export const RecurringInvoiceQuery = z.strictObject({ ...Page.shape, status: RecurringInvoiceStatus.optional() })

/** What each of its invoices says, as it was typed. */
export const RecurringContent = z.strictObject({ ...written, contact_id: written.contact_id.optional() })

export const RecurringInvoice = z
  .strictObject({
    id: z.string(),
    status: RecurringInvoiceStatus,
    contact_id: z.string(),
    contact: z.strictObject({ id: z.string(), display_name: z.string(), email: z.string().nullable() }),
    starts_on: PlainDate,
    every_count: z.number(),
    every_unit: z.enum(UNITS),
    ends_on: PlainDate.nullable(),
    times: z.number().nullable(),
    due_days: z.number(),
    mode: z.enum(MODES),
    currency: z.string(),
    total: Amount.meta({ description: 'Of each, as the tax rates are now' }),
    content: RecurringContent,
    next_days: z.array(PlainDate).meta({ description: 'When the next ones are made, at most five' }),
    made: z.number().meta({ description: 'How many were made' }),
    last_invoice: z.strictObject({ id: z.string(), day: PlainDate }).nullable(),
    problem: z.string().nullable().meta({ description: 'Why it stopped by itself' }),
    version: z.number(),
    created_at: Instant,
    updated_at: Instant,
    created_by: z.string(),
    allowed_actions: z.array(z.string()),
  })
  .meta({ id: 'RecurringInvoice' })

export type CreateRecurringInvoice = z.infer<typeof CreateRecurringInvoice>
export type UpdateRecurringInvoice = z.infer<typeof UpdateRecurringInvoice>
export type RecurringInvoiceQuery = z.infer<typeof RecurringInvoiceQuery>
export type RecurringContent = z.infer<typeof RecurringContent>
export type RecurringInvoice = z.infer<typeof RecurringInvoice>
