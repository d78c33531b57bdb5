import { z } from 'zod'
import type { PreviewTemplate } from '../../contract/templates.ts'
import { firstName } from '../../domain/contacts/first-name.ts'
import { addDays } from '../../domain/kernel/dates.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import type { TemplateValues } from '../../domain/templates/variables.ts'
import type { NamedDocument } from '../document-values.ts'
import { presentInvoice } from '../invoices/present.ts'
import { sentInvoice } from '../invoices/sent-kind.ts'
import { presentQuote } from '../quotes/present.ts'
import { sentQuote } from '../quotes/sent-kind.ts'
import type { BusinessRow } from '../settings.ts'

export const ContactFacts = z
  .object({
    display_name: z.string(),
    company_name: z.string().nullable().default(null),
    email: z.string().nullable(),
    phone: z.string().nullable().default(null),
    language: z.string().nullable().default(null),
  })
  .nullable()
type ContactFacts = z.infer<typeof ContactFacts>

interface Found {
  business: BusinessRow
  author: string | null
  contact: ContactFacts
  invoice: unknown
  quote: unknown
}

/** What a text is filled with. */
interface Subject {
  contact: NonNullable<ContactFacts>
  /** Null: it is not made yet. */
  document: NamedDocument | null
  /** It went out before. */
  isAgain: boolean
}

/** What was named, or an example; throws what is not there. */
export function subjectOf(found: Found, asked: PreviewTemplate, today: string): Subject {
  if (asked.invoice_id !== undefined) {
    const row = sentInvoice.parse(found.invoice ?? missing('invoice_id'))
    return {
      contact: found.contact ?? ContactFacts.parse(row.contact)!,
      document: { invoice: presentInvoice(row) },
      isAgain: row.sent_at !== null,
    }
  }
  if (asked.quote_id !== undefined) {
    const row = sentQuote.parse(found.quote ?? missing('quote_id'))
    return {
      contact: found.contact ?? ContactFacts.parse(row.contact)!,
      document: { quote: presentQuote(row) },
      isAgain: row.sent_at !== null,
    }
  }
  if (asked.contact_id !== undefined)
    return { contact: found.contact ?? missing('contact_id'), document: null, isAgain: false }
  return { contact: EXAMPLE, document: exampleDocument(found.business, today), isAgain: false }
}

function missing(field: string): never {
  throw invalid(field, 'No such record')
}

const EXAMPLE = {
  display_name: 'Jane Okafor',
  company_name: 'Okafor Studio',
  email: 'jane@example.com',
  phone: '+1 416 555 0123',
  language: null,
}

const exampleDocument = ({ currency, net_days, quote_valid_days }: BusinessRow, today: string) => {
  const total = formatMoney(20_000n, currency)
  return {
    invoice: {
      invoice_number: 'INV-0042',
      currency,
      total,
      amount_due: total,
      issue_date: today,
      due_date: addDays(today, net_days),
    },
    quote: {
      quote_number: 'Q-0042',
      currency,
      total,
      issue_date: today,
      expiry_date: addDays(today, quote_valid_days),
    },
  }
}

/** Who writes, and to whom. */
export const partyValues = ({ business, author }: Found, contact: NonNullable<ContactFacts>): TemplateValues => ({
  'contact.name': contact.display_name,
  'contact.first_name': firstName(contact.display_name),
  'contact.company': contact.company_name,
  'contact.email': contact.email,
  'contact.phone': contact.phone,
  'business.name': business.name,
  'business.phone': business.phone,
  'business.email': business.email,
  'business.website': business.website,
  'author.name': author,
  'author.first_name': author && firstName(author),
})
