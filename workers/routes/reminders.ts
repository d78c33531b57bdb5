import { z } from '@hono/zod-openapi'
import { RehearseReminders, Reminder, ReminderQuery } from '../../core/contract/reminders.ts'
import { listReminders, rehearseReminders } from '../../core/services/reminders/list.ts'
import { route, router } from './declare.ts'
import { page } from './object.ts'

const tags = ['Reminders']
const ofReminders = { data: z.array(Reminder), tags }

const list = route('get', '/reminders', {
  summary: 'What went out, was left out and will go out, by day',
  query: ReminderQuery,
  ...ofReminders,
})
const rehearse = route('post', '/reminders/rehearsal', {
  summary: 'What a schedule would have sent in the past 90 days; nothing is sent or kept',
  body: RehearseReminders,
  keyless: true,
  ...ofReminders,
})

const asIs = (reminder: Reminder) => reminder

export const reminderRoutes = router()
  .openapi(list, (c) => page(c, listReminders, c.req.valid('query'), asIs))
  .openapi(rehearse, (c) => page(c, rehearseReminders, c.req.valid('json'), asIs))
