import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { AppError } from '../../domain/kernel/errors.ts'
import { builtInReminder } from '../../domain/templates/built-in.ts'
import { chooseTemplate } from '../../domain/templates/choose.ts'
import { fillTemplate, variableProblems } from '../../domain/templates/fill.ts'
import {
  inSubject,
  REMINDER_TYPES,
  type ReminderType,
  type TemplateValues,
  variablesOf,
} from '../../domain/templates/variables.ts'
import type { DocumentValues, NamedDocument } from '../document-values.ts'
import { ContactFacts, partyValues } from '../party-values.ts'
import { type BusinessRow, profileOf } from '../settings.ts'

const Candidate = z.object({
  id: z.string(),
  version: z.number(),
  type: z.string(),
  name: z.string(),
  subject: z.string().nullable(),
  content: z.string(),
  channel: z.string().nullable(),
  language: z.string().nullable(),
  profile_scopes: z.array(z.string()),
})
/** What `app.reminder_texts` says of an invoice: its customer, and the defaults that a business has. */
export const ReminderTexts = z.object({ contact: ContactFacts, candidates: z.array(Candidate) })
export const reminderTexts = (invoice: SQL): SQL => sql`app.reminder_texts(${invoice})`

/** The words of one reminder, all but the link of its mail. */
export interface ReminderWords {
  template_id: string | null
  template_version: number | null
  subject: string | null
  text: string
  /** Why it is the text that comes with the product although the business has one of its own. */
  note: string | null
}

interface About {
  business: BusinessRow
  invoice: NonNullable<NamedDocument['invoice']>
  customer: { display_name: string; email: string | null }
  texts: z.infer<typeof ReminderTexts>
  type: ReminderType
  /** Days since the due date; less than nothing before it. */
  daysLate: number
}

/** What a person typed over the text, for one mail. */
export interface TypedWords {
  subject?: string | null | undefined
  message?: string | null | undefined
  language?: string | undefined
}

/**
 * The words of a reminder as they are now: the default of its kind in the language of its customer, or, where there is none or
 * nothing is known for what it names, the text that comes with the product (H-ENT-12).
 */
export function reminderWords(valuesOf: DocumentValues, about: About): ReminderWords {
  const { business, texts, type, daysLate } = about
  const chosen = chooseTemplate(
    texts.candidates.filter((one) => one.type === type),
    {
      channel: 'EMAIL',
      language: texts.contact?.language ?? null,
      businessLanguage: business.language,
      profileId: profileOf(business).profile_id,
      preferredId: null,
    },
  )
  const own = chosen && filled(chosen, valuesIn(valuesOf, about, chosen.language))
  if (own?.missing.length === 0)
    return { ...own.words, template_id: chosen!.id, template_version: chosen!.version, note: null }
  const builtIn = { subject: null, content: builtInReminder(type, daysLate) }
  const { words } = filled(builtIn, valuesIn(valuesOf, about, null))
  const note = own && `${chosen!.name}: nothing is known for ${own.missing.map(written).join(', ')}`.slice(0, NOTE_MAX)
  return { ...UNKEPT, ...words, note }
}

/** What a person typed for this mail instead. Throws which variables nothing fills: nobody gets a letter with a hole in it. */
export function typedReminder(valuesOf: DocumentValues, about: About, typed: TypedWords): ReminderWords {
  const [subject, message] = [typed.subject?.trim() || null, typed.message?.trim() || null]
  const usual = reminderWords(valuesOf, about)
  const values = valuesIn(valuesOf, about, typed.language ?? null)
  const known = variablesOf(about.type).filter((name) => name === LINK || values[name]?.trim())
  refuseUnknown({ subject, message }, known)
  const { words } = filled({ subject, content: message ?? '' }, values)
  const head = subject ? words.subject : usual.subject
  return message ? { ...UNKEPT, subject: head, text: words.text } : { ...usual, subject: head }
}

/** Of no template. */
const UNKEPT = { template_id: null, template_version: null, note: null }

/** Its link is filled when it leaves. */
export const withLink = (text: string, url: string): string => fillTemplate(text, { 'invoice.link': url }).text

const NOTE_MAX = 500
const LINK = 'invoice.link'
const written = (name: string) => `{{${name}}}`

function filled({ subject, content }: { subject: string | null; content: string }, values: TemplateValues) {
  const [head, body] = [subject === null ? null : fillTemplate(subject, values), fillTemplate(content, values)]
  const missing = [...new Set([...(head?.missing ?? []), ...body.missing])].filter((name) => name !== LINK)
  return { words: { subject: head?.text ?? null, text: body.text }, missing }
}

function valuesIn(
  valuesOf: DocumentValues,
  { business, invoice, customer, texts, daysLate }: About,
  language: string | null,
): TemplateValues {
  const place = { language: language ?? business.language, country: business.country }
  const contact = texts.contact ?? ContactFacts.parse(customer)!
  return {
    ...partyValues({ business, author: null }, contact),
    ...valuesOf({ invoice }, place),
    ...daysValues(daysLate),
  }
}

/** Days that have passed since the due date, or that are left until it. */
export const daysValues = (daysLate: number): TemplateValues => ({
  'invoice.days_late': daysLate > 0 ? String(daysLate) : null,
  'invoice.days_left': daysLate < 0 ? String(-daysLate) : null,
})

/** Throws which variables no reminder knows, whatever it is of. */
export const refuseUnknownWords = (typed: TypedWords): void => refuseUnknown(typed, IN_ANY)
const IN_ANY = [...new Set(REMINDER_TYPES.flatMap(variablesOf))]

function refuseUnknown({ subject, message }: TypedWords, known: readonly string[]): void {
  const why = 'is not filled in this reminder'
  const details = [
    ...variableProblems('subject', subject ?? '', inSubject(known), why),
    ...variableProblems('message', message ?? '', known, why),
  ]
  if (details.length) throw new AppError('VALIDATION_ERROR', 'Some fields need attention', { details })
}
