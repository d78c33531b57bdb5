import type { Business, TaxRate } from '../../../core/contract/business.ts'
import type { CreateExpense } from '../../../core/contract/expenses.ts'
import { isMaking, type Making } from '../ai-drafts.ts'
import { type Draft, emptyLine } from '../document-draft.ts'
import { expenses } from '../expenses.ts'
import { today } from '../format.ts'
import { go } from '../navigation.ts'
import { askForWork } from '../new-work.ts'
import { owner, placeFor, readStored, store } from '../stored-drafts.ts'
import { usualTax } from '../tax-rates.ts'
import type { Suggestion } from './editing.ts'
import { currencyOf, payloadOf, type Values } from './values.ts'

/** As the editor reads it: what is left out is as on a new one. */
type Begun = Partial<Draft> & Pick<Draft, 'lines' | 'charges'>

/** What the business has for all its documents. */
interface Usual {
  business: Pick<Business, 'prices_include_tax'> | undefined
  rates: readonly Pick<TaxRate, 'id' | 'is_default' | 'status'>[]
}

/** What was read and typed of a document, as its editor has it. */
export function documentDraft({ texts, contact, lines }: Values, currency: string, { business, rates }: Usual): Draft {
  const until = texts.due_date ?? texts.expiry_date ?? ''
  return {
    contact: contact && { ...contact, email: null },
    typedTo: '',
    issueDate: today(),
    untilDate: until,
    currency,
    pricesIncludeTax: business?.prices_include_tax ?? false,
    lines: lines.map((line) => (line.isTaxedAsUsual ? { ...line, taxRateId: usualTax(rates) } : line)),
    discount: '',
    discountTaxRateId: null,
    deposit: '',
    charges: [],
    reference: texts.reference ?? '',
    poNumber: texts.po_number ?? '',
    notes: texts.notes ?? '',
    terms: '',
  }
}

/** Opens what one makes such a thing with oneself, with all that was read and typed. */
export async function createByHand(suggestion: Suggestion, usual: Usual): Promise<void> {
  const { draft, values } = suggestion
  const { intent, conversation_id } = draft.value
  if (intent === 'DRAFT_EXPENSE') return expenseByHand(suggestion)
  if (intent === 'DRAFT_INVOICE' || intent === 'DRAFT_QUOTE') {
    const { terms: _, ...typed } = documentDraft(values.value, currencyOf(draft.value), usual)
    return openEditor(intent, typed)
  }
  const { texts, contact } = values.value
  const { title = '', due_at = '', priority = '', assigned_to = '', description = '' } = texts
  const labels = Object.entries(texts).flatMap(([path, text]) =>
    path.startsWith('labels_json.') && text ? [[path.slice('labels_json.'.length), text]] : [],
  )
  askForWork({
    title,
    contact,
    ...(conversation_id ? { conversation: { id: conversation_id, assigned_to: assigned_to || null } } : {}),
    typed: {
      due: due_at,
      priority: priority || 'NORMAL',
      description,
      assigned_to,
      labels: Object.fromEntries(labels) as Record<string, string>,
    },
  })
}

/** The same of words alone, when nothing could be made of them. */
export function wordsByHand(text: string, intent: string, from: { conversation: string | null }): void {
  const kind = isMaking(intent) ? intent : 'CREATE_WORK_ITEM'
  if (kind === 'DRAFT_INVOICE' || kind === 'DRAFT_QUOTE') {
    openEditor(kind, { lines: [emptyLine('')], charges: [], notes: text.slice(0, 5000) })
    return
  }
  const [first = ''] = text.trim().split('\n')
  askForWork({
    title: first,
    ...(from.conversation ? { conversation: { id: from.conversation, assigned_to: null } } : {}),
    typed: { description: text.slice(0, 10_000) },
  })
}

const KINDS = { DRAFT_INVOICE: ['invoice', '/invoices'], DRAFT_QUOTE: ['quote', '/quotes'] } as const

/** The editor begins with what is kept of a new one on this device; what was half written there stays above. */
function openEditor(intent: Extract<Making, keyof typeof KINDS>, { untilDate, ...draft }: Begun): void {
  const [word, path] = KINDS[intent]
  const contact = draft.contact?.id ?? ''
  const place = placeFor(owner.value, word, `new ${contact}`)
  const before = readStored<{ draft: Begun | null; message: string | null }>(place)
  const lines = [...(before?.draft?.lines ?? []), ...draft.lines]
  const typed = Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== ''))
  const begun = { ...before?.draft, ...typed, ...(untilDate ? { untilDate } : {}), lines }
  store(place, { version: null, draft: begun, message: before?.message ?? null })
  go(`${path}?edit=new${contact && `&contact_id=${contact}`}`)
}

/** Expenses are typed on the page of one. */
async function expenseByHand({ draft, values, touched }: Suggestion): Promise<void> {
  const made = await expenses.create(payloadOf(draft.value, values.value, touched.value) as CreateExpense)
  go(`/expenses/${made.id}`)
}
