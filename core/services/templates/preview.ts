import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { NO_ONE } from '../../contract/common.ts'
import { type PreviewTemplate, TemplatePreview } from '../../contract/templates.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Action } from '../../domain/actions.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import { BUILT_IN_LANGUAGE, builtInText } from '../../domain/templates/built-in.ts'
import { chooseTemplate } from '../../domain/templates/choose.ts'
import { fillTemplate } from '../../domain/templates/fill.ts'
import {
  SENT_VARIABLES,
  type TemplateType,
  type TemplateValues,
  variablesOf,
} from '../../domain/templates/variables.ts'
import type { DocumentValues } from '../document-values.ts'
import { parseBusiness, profileOf } from '../settings.ts'
import { refuseUnknown } from './fields.ts'
import { ContactFacts, partyValues, subjectOf } from './values.ts'

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
  const { contact, document, isAgain } = subjectOf(facts, input, entry.today)
  const text = textOf(facts, input, contact.language, isAgain)
  refuseUnknown(text, variablesOf(input.type))
  const { country, language: own } = facts.business
  const language = text.language ?? own
  const said = document ? valuesOf(document, { language, country }) : {}
  return filled(text, language, { ...partyValues(facts, contact), ...said }, input.type)
}

/** Where the profile of a business may name its own (H-PROF-13). */
const OVERRIDES: { readonly [T in TemplateType]?: string } = {
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

function textOf(facts: Facts, input: PreviewTemplate, language: string | null, isAgain: boolean): Text {
  if (input.template_id !== undefined && facts.template?.type !== input.type)
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
  const chosen = chooseTemplate(facts.candidates, {
    channel: input.channel,
    language,
    businessLanguage: facts.business.language,
    profileId: profileOf(facts.business).profile_id,
    preferredId: facts.preferred_id,
  })
  if (chosen) return chosen
  const content = builtInText(input.type, isAgain)
  return { id: null, name: null, subject: null, content, language: BUILT_IN_LANGUAGE }
}

/** What is filled only when it is sent. */
const LATER: readonly string[] = Object.values(SENT_VARIABLES).flat()

function filled(text: Text, language: string, values: TemplateValues, type: TemplateType): TemplatePreview {
  const content = fillTemplate(text.content, values)
  const subject = text.subject === null ? null : fillTemplate(text.subject, values)
  const open = [...new Set([...(subject?.missing ?? []), ...content.missing])]
  const isLater = (name: string) => isDocumentText(type) && LATER.includes(name)
  return TemplatePreview.parse({
    template_id: text.id,
    name: text.name,
    language,
    subject: subject?.text ?? null,
    text: content.text,
    missing: open.filter((name) => !isLater(name)),
    when_sent: open.filter(isLater),
  })
}

const isDocumentText = (type: TemplateType) => type === 'INVOICE' || type === 'QUOTE'
