import type { Business, TaxRate } from '../../../../core/contract/business.ts'
import type { AnyDocument } from '../../../../core/contract/documents.ts'
import { businessQuery } from '../../../models/business.ts'
import { contacts } from '../../../models/contacts.ts'
import { type Draft, type DraftContact, emptyLine } from '../../../models/document-draft.ts'
import type { EditorKind } from '../../../models/document-kind.ts'
import { addDays, today } from '../../../models/format.ts'
import { allLeft } from '../../../models/kept-drafts.ts'
import { queryClient } from '../../../models/queries.ts'
import { taxRatesQuery, usualTax } from '../../../models/tax-rates.ts'

export interface EditorStart {
  draft: Draft
  document: AnyDocument | null
  business: Business
  rates: readonly TaxRate[]
}

/** Everything the editor needs, in one go; the document itself is always read anew. */
export const startQuery = (kind: EditorKind, id: string, contactId: string | undefined) => ({
  queryKey: ['editor', kind.word, id, contactId ?? ''],
  gcTime: 0,
  staleTime: Number.POSITIVE_INFINITY,
  refetchOnWindowFocus: false,
  queryFn: async (): Promise<EditorStart> => {
    await allLeft()
    const [business, rates, document, contact] = await Promise.all([
      queryClient.fetchQuery(businessQuery),
      queryClient.fetchQuery(taxRatesQuery),
      id === 'new' ? null : kind.load(id),
      contactId ? queryClient.fetchQuery(contacts.one(contactId)) : null,
    ])
    const draft = document ? kind.draftOf(document) : newDraft(kind, business, rates, contact)
    return { business, rates, document, draft }
  },
})

/** What a new one begins with, for whom it is said to be. */
export function newDraft(
  kind: EditorKind,
  business: Business,
  rates: readonly TaxRate[],
  contact: DraftContact | null,
): Draft {
  const issued = today()
  return {
    contact: contact && { id: contact.id, display_name: contact.display_name, email: contact.email },
    typedTo: '',
    issueDate: issued,
    untilDate: addDays(issued, kind.until.usualDays(business)),
    currency: business.currency,
    pricesIncludeTax: business.prices_include_tax,
    lines: [emptyLine(usualTax(rates))],
    discount: '',
    discountTaxRateId: null,
    deposit: '',
    charges: [],
    reference: '',
    poNumber: '',
    ...kind.words(business),
  }
}

/** The words of the mail until the person writes others. */
export function greetingMessage(kind: EditorKind, draft: Draft, business: Business): string {
  const hello = draft.contact ? `Hello ${draft.contact.display_name},` : 'Hello,'
  const named = draft.lines.map((line) => line.name.trim()).filter(Boolean)
  const what = named.length === 1 ? `the ${kind.word} for ${named[0]}` : `your ${kind.word}`
  return `${hello} here is ${what}. You can ${kind.linkFor} from the link below. ${business.name}`
}
