import type { Invoice } from '../contract/invoices.ts'
import type { Quote } from '../contract/quotes.ts'
import type { TemplateValues } from '../domain/templates/variables.ts'

/** As much of documents as texts name. */
export interface NamedDocument {
  invoice?: Pick<Invoice, 'invoice_number' | 'currency' | 'total' | 'amount_due' | 'issue_date' | 'due_date'>
  quote?: Pick<Quote, 'quote_number' | 'currency' | 'total' | 'issue_date' | 'expiry_date'>
}

/** What a document says, as texts name it, written in a language; its link where there is one. */
export type DocumentValues = (
  document: NamedDocument,
  place: { language: string; country: string | null },
  url?: string,
) => TemplateValues
