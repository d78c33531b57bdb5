import type { PreviewTemplate } from '../../contract/templates.ts'
import { addDays } from '../../domain/kernel/dates.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { isReminderType } from '../../domain/templates/variables.ts'
import type { NamedDocument } from '../document-values.ts'
import { presentInvoice } from '../invoices/present.ts'
import { sentInvoice } from '../invoices/sent-kind.ts'
import { ContactFacts } from '../party-values.ts'
import { presentQuote } from '../quotes/present.ts'
import { sentQuote } from '../quotes/sent-kind.ts'
import type { BusinessRow } from '../settings.ts'
import { offsetOf } from './reminder-offset.ts'

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
  return { contact: EXAMPLE, document: exampleDocument(found.business, asked.type, today), isAgain: false }
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

/** One that is asked for is as late as its reminder comes. */
function exampleDocument(business: BusinessRow, type: PreviewTemplate['type'], today: string) {
  const { currency, net_days, quote_valid_days } = business
  const due_date = addDays(today, isReminderType(type) ? -offsetOf(type, business) : net_days)
  const total = formatMoney(20_000n, currency)
  return {
    invoice: {
      invoice_number: 'INV-0042',
      currency,
      total,
      amount_due: total,
      issue_date: addDays(due_date, -net_days),
      due_date,
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
