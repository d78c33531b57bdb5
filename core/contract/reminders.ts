import { z } from 'zod'
import { REASONS, STATES } from '../domain/reminders/decide.ts'
import { STAGES } from '../domain/reminders/schedule.ts'
import { DateInput, Instant, Page, PlainDate } from './common.ts'
import { scheduleFields } from './reminder-schedule.ts'

const ReminderStage = z.enum([...STAGES, 'EXTRA']).meta({
  description: 'A stage of the schedule; EXTRA is one more that a person sent; COLLECTIONS is work for somebody',
})

export const Reminder = z
  .strictObject({
    invoice_id: z.string(),
    invoice_number: z.string().nullable(),
    contact_name: z.string(),
    stage: ReminderStage,
    channel: z.enum(['EMAIL', 'WORK_ITEM']),
    on: PlainDate.meta({
      description: 'Where the business is: the day of the schedule, or the one on which it went out',
    }),
    state: z.enum(STATES),
    reason: z.enum(REASONS).nullable().meta({
      description:
        'Why it did not, or will not, go out; TEXT_INCOMPLETE: it went out with the text that comes with the product',
    }),
    detail: z.string().nullable().meta({
      description: 'More about the reason: what the mail service said, or what a text names of which nothing is known',
    }),
    said: z
      .strictObject({ subject: z.string().nullable(), text: z.string(), template_id: z.string().nullable() })
      .nullable()
      .meta({
        description:
          'With the reminders of one invoice: the words of its mail as they were chosen when it left, without its link; subject null: the one that comes with the product',
      }),
    manual: z.boolean().meta({ description: 'By hand' }),
    sent_at: Instant.nullable(),
    created_by: z.string().meta({ description: 'Who made the invoice' }),
  })
  .meta({ id: 'Reminder' })

export const ReminderQuery = z.strictObject({
  ...Page.shape,
  from: DateInput.optional().meta({ description: 'The first day, where the business is; default thirty days ago' }),
  to: DateInput.optional().meta({ description: 'The last day; default in sixty days' }),
  invoice_id: z.string().max(200).optional().meta({ description: 'Of one invoice: its days need no limits' }),
})

export const RehearseReminders = z
  .strictObject({
    days_after_due: scheduleFields.days_after_due,
    days_before_due: scheduleFields.days_before_due.default([]),
    ...Page.shape,
  })
  .meta({ id: 'RehearseReminders' })

export type Reminder = z.infer<typeof Reminder>
export type ReminderQuery = z.infer<typeof ReminderQuery>
export type RehearseReminders = z.infer<typeof RehearseReminders>
