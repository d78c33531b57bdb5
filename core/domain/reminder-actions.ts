import { change, leaders, type Row, view } from './rights.ts'

const SENDING = 'send_documents'

/** Asking for what is late, by hand and by the schedule of the business (H-MON-7). */
export const REMINDER_ACTIONS = {
  'reminders.read': { may: view('create_documents') },
  'reminders.rehearse': { may: leaders },
  'reminders.decide': { also: ['JOB'], audit: 'reminder.decide' },
  'invoices.remind': {
    may: change(SENDING),
    also: ['JOB'],
    audit: 'invoice.remind',
    event: 'invoice.reminder_sent',
    tells: 'invoice',
  },
  'invoices.remind_attempted': { of: 'invoices.remind', audit: 'invoice.remind_attempted', tells: 'invoice' },
  'invoices.remind_failed': { of: 'invoices.remind', audit: 'invoice.remind_failed', tells: 'invoice' },
  'invoices.skip_reminder': { also: ['JOB'], audit: 'invoice.skip_reminder', tells: 'invoice' },
  'invoices.collect': { also: ['JOB'], audit: 'invoice.collect', tells: 'invoice' },
  'invoices.pause_reminders': { may: change(SENDING), audit: 'invoice.pause_reminders', tells: 'invoice' },
  'invoices.resume_reminders': { may: change(SENDING), audit: 'invoice.resume_reminders', tells: 'invoice' },
  'invoices.promise': { may: change(SENDING), audit: 'invoice.promise', tells: 'invoice' },
} as const satisfies Record<string, Row>
