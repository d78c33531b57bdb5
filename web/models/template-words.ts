import type { Template } from '../../core/contract/templates.ts'
import type { ReminderType, TemplateVariable } from '../../core/domain/templates/variables.ts'
import { REMINDER_TEXTS } from './reminders.ts'

type Type = Template['type']

export const TEMPLATE_TYPE_LABELS: Readonly<Record<Type, string>> = {
  MESSAGE: 'Canned reply',
  INVOICE: 'Mail with an invoice',
  QUOTE: 'Mail with a quote',
  ...REMINDER_TEXTS,
  CHECKLIST: 'Checklist',
  OTHER: 'Other',
}

/** What is written in the app; the others come and go by the API. */
export const WRITTEN_TYPES = [
  'MESSAGE',
  'INVOICE',
  'QUOTE',
  ...(Object.keys(REMINDER_TEXTS) as ReminderType[]),
] satisfies readonly Type[]

/** What a variable is, in words. */
export const VARIABLE_LABELS: Readonly<Record<TemplateVariable, string>> = {
  'contact.name': 'Customer',
  'contact.first_name': 'First name',
  'contact.company': 'Their company',
  'contact.email': 'Their email',
  'contact.phone': 'Their phone',
  'business.name': 'Business',
  'business.phone': 'Your phone',
  'business.email': 'Your email',
  'business.website': 'Your website',
  'author.name': 'Who writes',
  'author.first_name': 'Who writes, first name',
  'invoice.number': 'Invoice number',
  'invoice.total': 'Total',
  'invoice.amount_due': 'Amount due',
  'invoice.issue_date': 'Issued',
  'invoice.due_date': 'Due',
  'invoice.link': 'Link to pay',
  'invoice.days_late': 'Days late',
  'invoice.days_left': 'Days left',
  'quote.number': 'Quote number',
  'quote.total': 'Total',
  'quote.issue_date': 'Issued',
  'quote.expiry_date': 'Valid until',
  'quote.link': 'Link to approve',
}
