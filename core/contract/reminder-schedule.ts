import { z } from 'zod'
import { DAYS_MAX } from '../domain/reminders/schedule.ts'

const days = z
  .array(z.number().int().min(1).max(365))
  .max(DAYS_MAX, 'At most three days: there are a first, a second and a final reminder')

/** When reminders go out: a stage for each day, the earliest first. */
export const scheduleFields = { enabled: z.boolean(), days_after_due: days, days_before_due: days }

/** What a contact has of its own; what is left out is as the business has it. */
export const ReminderOverride = z
  .strictObject(scheduleFields)
  .partial()
  .meta({ id: 'ReminderOverride', description: 'What is left out is as the business has it' })
