import type { Business, TaxRate } from '../../../../core/contract/business.ts'
import type { Invoice } from '../../../../core/contract/invoices.ts'
import { businessQuery } from '../../../models/business.ts'
import { contacts } from '../../../models/contacts.ts'
import { type Draft, type DraftContact, draftOf, emptyLine } from '../../../models/document-draft.ts'
import { addDays, today } from '../../../models/format.ts'
import { invoices } from '../../../models/invoices.ts'
import { queryClient } from '../../../models/queries.ts'
import { taxRatesQuery } from '../../../models/tax-rates.ts'

export interface EditorStart {
  draft: Draft
  invoice: Invoice | null
  business: Business
  rates: readonly TaxRate[]
}

/** Everything the editor needs, in one go; the invoice itself is always read anew. */
export const startQuery = (id: string, contactId: string | undefined) => ({
  queryKey: ['editor', id, contactId ?? ''],
  gcTime: 0,
  staleTime: Number.POSITIVE_INFINITY,
  refetchOnWindowFocus: false,
  queryFn: async (): Promise<EditorStart> => {
    const [business, rates, invoice, contact] = await Promise.all([
      queryClient.fetchQuery(businessQuery),
      queryClient.fetchQuery(taxRatesQuery),
      id === 'new' ? null : queryClient.fetchQuery({ ...invoices.one(id), staleTime: 0 }),
      contactId ? queryClient.fetchQuery(contacts.one(contactId)) : null,
    ])
    return { business, rates, invoice, draft: invoice ? draftOf(invoice) : newDraft(business, rates, contact) }
  },
})

function newDraft(business: Business, rates: readonly TaxRate[], contact: DraftContact | null): Draft {
  const issued = today()
  const usual = rates.find((rate) => rate.is_default && rate.status === 'ACTIVE')
  return {
    contact: contact && { id: contact.id, display_name: contact.display_name, email: contact.email },
    issueDate: issued,
    dueDate: addDays(issued, business.net_days),
    currency: business.currency,
    pricesIncludeTax: business.prices_include_tax,
    lines: [emptyLine(usual?.id ?? '')],
    discount: '',
    discountTaxRateId: null,
    charges: [],
    reference: '',
    notes: business.invoice_notes ?? '',
    terms: business.invoice_terms ?? '',
  }
}

/** The words of the mail until the person writes others. */
export function greetingMessage(draft: Draft, business: Business): string {
  const hello = draft.contact ? `Hello ${draft.contact.display_name},` : 'Hello,'
  const named = draft.lines.map((line) => line.name.trim()).filter(Boolean)
  const what = named.length === 1 ? `the invoice for ${named[0]}` : 'your invoice'
  return `${hello} here is ${what}. You can see and pay it from the link below. ${business.name}`
}
