import type { ReminderType, TemplateType } from './variables.ts'

/** In which the texts that come with the product are written. */
export const BUILT_IN_LANGUAGE = 'en'

/** What is proposed where a business has no default of its own; nothing for what is written by hand each time. */
export function builtInText(type: TemplateType, again: boolean): string {
  const your = (word: string, what: string) =>
    `Hello {{contact.name}}, here is your ${word}${again ? ' again' : ''}. You can see and ${what} it from the link below. {{business.name}}`
  if (type === 'INVOICE') return your('invoice', 'pay')
  return type === 'QUOTE' ? your('quote', 'approve') : ''
}

/** What a reminder says where a business has no text of its own; `daysLate` less than nothing before the due date. */
export function builtInReminder(type: ReminderType, daysLate: number): string {
  if (daysLate <= 0)
    return `A short reminder: invoice {{invoice.number}} is due ${daysLate === 0 ? 'today' : 'on {{invoice.due_date}}'}.`
  const ago = daysLate === 1 ? 'a day' : '{{invoice.days_late}} days'
  const late = `Invoice {{invoice.number}} was due on {{invoice.due_date}}, ${ago} ago, and is not paid in full yet.`
  const ask =
    type === 'REMINDER_FINAL'
      ? 'Please pay it now, or tell us what keeps you from it.'
      : 'Please pay it in the next days.'
  return `${late} ${ask}\n\nIf you have paid it meanwhile, thank you: there is nothing to do.`
}
