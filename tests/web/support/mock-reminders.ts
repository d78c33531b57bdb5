import type { Invoice } from '../../../core/contract/invoices.ts'
import type { Reminder } from '../../../core/contract/reminders.ts'
import { ok, type Reply, type World } from './mock-api.ts'

/** INV-1042, which is five days late. */
const LATE = '00000000-0000-7000-8000-000000000201'

const row = (more: Partial<Reminder>): Reminder => ({
  invoice_id: LATE,
  invoice_number: 'INV-1042',
  contact_name: 'Jane Okafor',
  stage: 'REMINDER_1',
  channel: 'EMAIL',
  on: '2026-11-18',
  state: 'SENT',
  reason: null,
  detail: null,
  said: null,
  manual: false,
  sent_at: '2026-11-18T14:00:00.000Z',
  created_by: 'user_dana',
  ...more,
})

const ROWS = [
  row({ said: { subject: null, text: 'Hello Jane, please pay: {{invoice.link}}', template_id: null } }),
  row({ stage: 'REMINDER_2', on: '2026-11-22', state: 'PLANNED', sent_at: null }),
  row({ stage: 'FINAL', on: '2026-11-29', state: 'PLANNED', sent_at: null }),
  row({ stage: 'COLLECTIONS', channel: 'WORK_ITEM', on: '2026-12-06', state: 'PLANNED', sent_at: null }),
]

export function remindersAnswer(world: World, method: string, url: URL, body: unknown): Reply {
  if (method === 'POST') {
    const { days_after_due } = body as { days_after_due: number[] }
    return ok(days_after_due.map((day) => row({ on: `2026-10-${String(day).padStart(2, '0')}` })))
  }
  const invoice = url.searchParams.get('invoice_id')
  return ok(world.isEmpty || (invoice !== null && invoice !== LATE) ? [] : ROWS)
}

/** What the verbs of reminders make of an invoice; null: it is another verb. */
export function reminded(invoice: Invoice, verb: string, body: { until?: string; date?: string }): Invoice | null {
  const version = invoice.version + 1
  switch (verb) {
    case 'remind':
      return { ...invoice, ar_stage: 'REMINDER_2', version }
    case 'promise':
      return {
        ...invoice,
        promised_on: body.date ?? null,
        allowed_actions: [...invoice.allowed_actions, 'resume_reminders'],
        version,
      }
    case 'pause-reminders':
      return {
        ...invoice,
        reminders_paused: true,
        reminders_paused_until: body.until ?? null,
        allowed_actions: [...invoice.allowed_actions, 'resume_reminders'],
        version,
      }
    case 'resume-reminders':
      return {
        ...invoice,
        reminders_paused: false,
        reminders_paused_until: null,
        promised_on: null,
        allowed_actions: invoice.allowed_actions.filter((action) => action !== 'resume_reminders'),
        version,
      }
    default:
      return null
  }
}
