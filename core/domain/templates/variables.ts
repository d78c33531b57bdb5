/** What templates are for (H-ENT-12). */
export const REMINDER_TYPES = ['REMINDER_BEFORE', 'REMINDER_1', 'REMINDER_2', 'REMINDER_FINAL'] as const
export const TEMPLATE_TYPES = ['INVOICE', 'QUOTE', ...REMINDER_TYPES, 'MESSAGE', 'CHECKLIST', 'OTHER'] as const
export type ReminderType = (typeof REMINDER_TYPES)[number]
export type TemplateType = (typeof TEMPLATE_TYPES)[number]

const ANY = [
  'contact.name',
  'contact.first_name',
  'contact.company',
  'contact.email',
  'contact.phone',
  'business.name',
  'business.phone',
  'business.email',
  'business.website',
  'author.name',
  'author.first_name',
] as const
const INVOICE = [
  'invoice.number',
  'invoice.total',
  'invoice.amount_due',
  'invoice.issue_date',
  'invoice.due_date',
  'invoice.link',
] as const
const QUOTE = ['quote.number', 'quote.total', 'quote.issue_date', 'quote.expiry_date', 'quote.link'] as const

/** Days from the due date, and until it. */
const LATE = ['invoice.days_late'] as const
const EARLY = ['invoice.days_left'] as const

/** What a text of a template may ask for. */
export const TEMPLATE_VARIABLES = [...ANY, ...INVOICE, ...LATE, ...EARLY, ...QUOTE] as const
export type TemplateVariable = (typeof TEMPLATE_VARIABLES)[number]
export type TemplateValues = Readonly<Partial<Record<TemplateVariable, string | null>>>

/** Nobody writes a reminder that goes out by itself. */
const OF_REMINDER = [...ANY.filter((name) => !name.startsWith('author.')), ...INVOICE]

const OF_TYPE: Readonly<Record<TemplateType, readonly TemplateVariable[]>> = {
  INVOICE: [...ANY, ...INVOICE],
  QUOTE: [...ANY, ...QUOTE],
  REMINDER_BEFORE: [...OF_REMINDER, ...EARLY],
  REMINDER_1: [...OF_REMINDER, ...LATE],
  REMINDER_2: [...OF_REMINDER, ...LATE],
  REMINDER_FINAL: [...OF_REMINDER, ...LATE],
  MESSAGE: ANY,
  CHECKLIST: ANY,
  OTHER: ANY,
}

export const isReminderType = (type: string): type is ReminderType =>
  (REMINDER_TYPES as readonly string[]).includes(type)

/** What texts of one kind may ask for. */
export const variablesOf = (type: TemplateType): readonly TemplateVariable[] => OF_TYPE[type]

/**
 * What the text of a mail with a document may still name when it is sent: it is filled then, with what nobody can be without.
 * A link is its receiver's alone and stands nowhere else (H-POR-3), a number is given only then.
 */
export const SENT_VARIABLES = {
  invoice: ['contact.name', 'contact.first_name', 'business.name', ...INVOICE],
  quote: ['contact.name', 'contact.first_name', 'business.name', ...QUOTE],
  credit_note: ['contact.name', 'contact.first_name', 'business.name'],
} as const satisfies Record<string, readonly TemplateVariable[]>

/** A subject is shown on locked screens and kept in logs: a link is none of it. */
export const inSubject = (names: readonly string[]): string[] => names.filter((name) => !name.endsWith('.link'))
