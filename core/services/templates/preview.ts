import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { NO_ONE } from '../../contract/common.ts'
import { type PreviewTemplate, TemplatePreview } from '../../contract/templates.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Action } from '../../domain/actions.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import { BUILT_IN_LANGUAGE, builtInReminder, builtInText } from '../../domain/templates/built-in.ts'
import { chooseTemplate } from '../../domain/templates/choose.ts'
import { fillTemplate } from '../../domain/templates/fill.ts'
import {
  isReminderType,
  SENT_VARIABLES,
  type TemplateType,
  type TemplateValues,
  variablesOf,
} from '../../domain/templates/variables.ts'
import type { DocumentValues } from '../document-values.ts'
import { ContactFacts, partyValues } from '../party-values.ts'
import { FactsRow } from '../reminders/facts.ts'
import { daysValues } from '../reminders/words.ts'
import { parseBusiness, profileOf } from '../settings.ts'
import { refuseUnknown } from './fields.ts'
import { kindOf } from './preview-kind.ts'
import { subjectOf } from './values.ts'

const Kept = z.object({
  id: z.string(),
  type: z.string(),
  name: z.string(),
  subject: z.string().nullable(),
  content: z.string(),
  channel: z.string().nullable(),
  language: z.string().nullable(),
  profile_scopes: z.array(z.string()),
})
const Facts = z.object({
  business: z.unknown().transform(parseBusiness),
  author: z.string().nullable(),
  contact: ContactFacts,
  invoice: z.unknown(),
  quote: z.unknown(),
  reminder: FactsRow.nullable().default(null),
  preferred_id: z.string().nullable(),
  template: Kept.nullable(),
  candidates: z.array(Kept),
})
type Facts = z.infer<typeof Facts>

/** What stands in a preview, before it is filled. */
type Text = Pick<z.infer<typeof Kept>, 'subject' | 'content' | 'language'> & { id: string | null; name: string | null }

/** Whoever may look at what a text is filled with may fill it. */
const ACTIONS: readonly ['invoice_id' | 'quote_id' | 'contact_id', Action][] = [
  ['invoice_id', 'invoices.read'],
  ['quote_id', 'quotes.read'],
  ['contact_id', 'contacts.read'],
]

/**
 * A text as its receiver will read it: one that is typed, one that is kept, or the default of its kind; filled with a document
 * or a contact, or with an example. No link is made for it. One trip.
 */
export async function previewTemplate(
  tenant: TenantDb,
  valuesOf: DocumentValues,
  input: PreviewTemplate,
): Promise<TemplatePreview> {
  const action = ACTIONS.find(([field]) => input[field] !== undefined)?.[1] ?? 'templates.read'
  const asked = sql`select app.template_facts(${JSON.stringify(askedOf(input))}::jsonb) as facts`
  const [entry, found] = await tenant.read(action, tenant.db.execute<{ facts: unknown }>(asked))
  const facts = Facts.parse(found.rows[0]?.facts)
  const subject = subjectOf(facts, input, entry.today)
  const kind = kindOf(facts, input, subject.document, entry.today)
  const text = textOf(facts, input, { ...kind, ...subject })
  refuseUnknown(text, variablesOf(kind.type))
  const { country, language: own } = facts.business
  const show = (one: Text) => {
    const language = one.language ?? own
    const said = subject.document ? valuesOf(subject.document, { language, country }) : {}
    const days = kind.daysLate === null ? {} : daysValues(kind.daysLate)
    return filled(one, language, { ...partyValues(facts, subject.contact), ...said, ...days }, kind)
  }
  const shown = show(text)
  const isDefault = input.template_id === undefined && input.content === undefined
  // With such a hole no reminder leaves.
  if (!isDefault || shown.missing.length === 0 || !isReminderType(kind.type)) return shown
  return { ...show(builtIn(kind, subject.isAgain)), missing: shown.missing }
}

/** Where the profile of a business may name its own (H-PROF-13). */
const OVERRIDES: { readonly [T in PreviewTemplate['type']]?: string } = {
  INVOICE: 'invoice_default_template_id',
  QUOTE: 'quote_default_template_id',
}

const askedOf = ({ type, ...input }: PreviewTemplate) => {
  const ids = ['template_id', 'invoice_id', 'quote_id', 'contact_id'] as const
  const named = ids.flatMap((field) => {
    const id = input[field]
    return id === undefined ? [] : [[field, isUuid(id) ? id : NO_ONE]]
  })
  return { type, override: OVERRIDES[type] ?? null, ...Object.fromEntries(named) }
}

type Kind = ReturnType<typeof kindOf>
type About = Kind & ReturnType<typeof subjectOf>

function textOf(facts: Facts, input: PreviewTemplate, { contact, isAgain, ...kind }: About): Text {
  if (input.template_id !== undefined && !(facts.template && isOf(input.type, kind.type, facts.template.type)))
    throw invalid('template_id', 'No such record')
  if (input.content !== undefined)
    return {
      id: null,
      name: null,
      subject: input.subject ?? null,
      content: input.content,
      language: input.language ?? null,
    }
  if (facts.template) return facts.template
  const candidates = facts.candidates.filter(({ type }) => type === kind.type)
  const chosen = chooseTemplate(candidates, {
    channel: input.channel,
    language: contact.language,
    businessLanguage: facts.business.language,
    profileId: profileOf(facts.business).profile_id,
    preferredId: facts.preferred_id,
  })
  return chosen ?? builtIn(kind, isAgain)
}

/** Any text of a reminder may be picked for one that a person sends. */
const isOf = (asked: PreviewTemplate['type'], type: TemplateType, kept: string) =>
  kept === type || (asked === 'REMINDER' && isReminderType(kept))

/** The mail around a reminder is written in the language of the business. */
function builtIn({ type, daysLate }: Kind, isAgain: boolean): Text {
  const text = { id: null, name: null, subject: null }
  if (isReminderType(type)) return { ...text, content: builtInReminder(type, daysLate ?? 1), language: null }
  return { ...text, content: builtInText(type, isAgain), language: BUILT_IN_LANGUAGE }
}

/** What is filled only when it is sent. */
const LATER: readonly string[] = Object.values(SENT_VARIABLES).flat()
const DAYS: readonly string[] = Object.keys(daysValues(0))

function filled(text: Text, language: string, values: TemplateValues, { type, daysLate }: Kind): TemplatePreview {
  const content = fillTemplate(text.content, values)
  const subject = text.subject === null ? null : fillTemplate(text.subject, values)
  const open = [...new Set([...(subject?.missing ?? []), ...content.missing])]
  const isLater = (name: string) =>
    isDocumentText(type) && (LATER.includes(name) || (daysLate === null && DAYS.includes(name)))
  return TemplatePreview.parse({
    template_id: text.id,
    type,
    name: text.name,
    language,
    subject: subject?.text ?? null,
    text: content.text,
    missing: open.filter((name) => !isLater(name)),
    when_sent: open.filter(isLater),
  })
}

const isDocumentText = (type: TemplateType) => type === 'INVOICE' || type === 'QUOTE' || isReminderType(type)
