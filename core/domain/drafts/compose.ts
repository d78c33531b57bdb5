import { dayAskedFor } from '../extraction/dates/asked-for.ts'
import { findDates } from '../extraction/dates.ts'
import type { Found, Line, Span } from '../extraction/found.ts'
import type { FoundIntent } from '../extraction/intent/intent.ts'
import type { Intent } from '../extraction/intent/intents.ts'
import { type ReadMessage, readMessage } from '../extraction/message.ts'
import { readReceipt } from '../extraction/receipt/receipt.ts'
import { lineKindsOf } from '../mail/new-text.ts'
import { asTaught } from './as-taught.ts'
import { billableWords } from './billable-words.ts'
import { type BilledLine, billedLines } from './billed-lines.ts'
import { contactTold } from './contact-told.ts'
import { type DraftField, type DraftFields, levelOf } from './fields.ts'
import type { Known, Source } from './known.ts'
import { notedDay, notedSum } from './noted.ts'
import { billNumber, orderNumber } from './order-number.ts'
import { paperIntent } from './paper-intent.ts'
import { titleOf } from './title.ts'

/** What a source should become, what else it may be, and what is proposed for each field of that. */
export interface Composed {
  intent: Intent
  intents: { value: Intent; confidence: number }[]
  fields: DraftFields
}

/**
 * The draft that rules make of some words (H-AI-1 to 5): no model, no clock, nothing outside. The words are data: nothing
 * that they ask for is done. An intent that a person chose counts before what the words say.
 */
export function composeDraft(source: Source, known: Known, chosen?: Intent): Composed {
  const read = readMessage(source.lines, known.occasion)
  const said = source.isPaper ? paperIntent(source.lines, read.intent, known.occasion) : read.intent
  const intent = chosen ?? said.value
  const others = [...said.others, ...(chosen && chosen !== said.value ? [said] : [])]
  const intents = [
    { value: intent, confidence: sureOf(said, chosen) },
    ...others.filter(({ value }) => value !== intent),
  ]
  return {
    intent,
    intents: intents.map(({ value, confidence }) => ({ value, confidence })),
    fields: plain({
      ...FIELDS[intent]({ source, known, read }),
      ...(OF_SOMEBODY.includes(intent) ? { contact_id: customerOf(source, known) } : {}),
    }),
  }
}

const customerOf = (source: Source, { occasion }: Known): DraftField | null =>
  source.contactId ? taught(source.contactId, 0.95) : (source.told ?? contactTold(source, occasion))

const OF_SOMEBODY: readonly Intent[] = ['CREATE_WORK_ITEM', 'DRAFT_QUOTE', 'DRAFT_INVOICE', 'DRAFT_AR_MESSAGE']

/** What a person chose is sure. */
const sureOf = ({ confidence }: FoundIntent, chosen: Intent | undefined) => (chosen === undefined ? confidence : 1)

interface Reading {
  source: Source
  known: Known
  read: ReadMessage
}
type Fields = Record<string, DraftField | null | undefined>

const FIELDS: Record<Intent, (reading: Reading) => Fields> = {
  CREATE_WORK_ITEM: workFields,
  DRAFT_QUOTE: documentFields,
  DRAFT_INVOICE: (reading) => ({ ...documentFields(reading), due_date: payBy(reading) }),
  DRAFT_EXPENSE: expenseFields,
  DRAFT_AR_MESSAGE: (reading) => ({ ...workFields(reading), type: { ...inferred('COLLECTION') } }),
  NONE: () => ({}),
}

function workFields({ source, read }: Reading): Fields {
  const { fields, due, tone, intent } = read
  return {
    title: titleOf({ ...source, lines: own(source.lines) }, intent.span),
    due_at: due && words(due),
    priority: tone.urgent && { ...words(tone.urgent), value: 'URGENT' },
    'labels_json.service_address': fields.address && words(fields.address),
  }
}

function documentFields({ source, known, read }: Reading): Fields {
  const lines = own(source.lines)
  const billed = billedLines(lines, known).map((line) => asTaught(line, known))
  const number = orderNumber(lines)
  if (billed.length === 0) {
    const title = titleOf({ ...source, lines: billableWords(lines, known.occasion).lines }, read.intent.span)
    return {
      'line_items.0.name': title && { ...title, confidence: Math.min(title.confidence, 0.5) },
      po_number: number,
    }
  }
  const currency = currencyOf(read, known)
  // What the price list says is said in the money of the business; a price in other money than the rest is left to say.
  const priceOf = ({ rate, currency: its }: BilledLine) => {
    const isOther = its !== null && its !== (currency?.value ?? known.currency)
    return isOther || (currency && rate?.origin === 'TAUGHT') ? null : rate
  }
  const entries = billed.flatMap((line, at): [string, DraftField | null][] => [
    [`line_items.${at}.name`, line.name],
    [`line_items.${at}.qty`, line.qty],
    [`line_items.${at}.rate`, priceOf(line)],
    [`line_items.${at}.item_id`, line.item && taught(line.item.id, line.name.confidence)],
  ])
  return { ...Object.fromEntries(entries), currency, po_number: number }
}

/** That of the sums, where all are of one and it is not that of the business. */
function currencyOf({ fields }: ReadMessage, known: Known): DraftField | null {
  const amounts = Object.entries(fields).filter(([name]) => name.startsWith('amount') || name.startsWith('rate'))
  const first = amounts.find(([, { currency }]) => currency)?.[1]
  const isOne = amounts.every(([, { currency }]) => !currency || currency === first?.currency)
  if (!first?.currency || !isOne || first.currency === known.currency) return null
  return { ...words(first), value: first.currency }
}

const PAY_BY =
  /(?<!\p{L})(?:due|payable|pay(?: it)?|payment|terms?|net|fällig|zahlbar|zahlung|zahlungsziel|échéance|paiement|règlement|à payer|vence|vencimiento|pagar|pago|pagader[oa])(?!\p{L})/iu

const DUE =
  /(?<!\p{L})(?:(?<!(?:amount|total|balance|tax|montant|sum) )due(?! (?:from|to)(?!\p{L}))|due (?:by|on|before|date)|pay(?:able)? (?:by|before|until)|fällig|zahlbar|zahlungsziel|échéance|à payer (?:avant|pour)|vence|vencimiento)(?!\p{L})/iu

/** A day on which a supplier is to be paid: of a bill, never of what was paid at once. */
function supplierDue({ source, known }: Reading, spent: string | undefined): DraftField | null {
  const lines = source.lines.map(({ text }) => (DUE.test(text) ? { text } : { text: '' }))
  const found = dayAskedFor(findDates(lines, known.occasion), lines, known.occasion.received.slice(0, 10))
  const day = found?.value.slice(0, 10)
  return found && day && (!spent || day > spent) ? { ...words(found), value: day } : null
}

/** A day on which it is to be paid; another day in the message is of something else. */
function payBy({ source, known }: Reading): DraftField | null {
  const lines = own(source.lines).map(({ text }) => (PAY_BY.test(text) ? { text } : { text: '' }))
  const found = dayAskedFor(findDates(lines, known.occasion), lines, known.occasion.received.slice(0, 10))
  return found ? { ...words(found), value: found.value.slice(0, 10) } : null
}

function expenseFields(reading: Reading): Fields {
  const { source, known, read } = reading
  const { vendor, date, total, tax, currency, category } = readReceipt(source.lines, known.occasion, known.vendors)
  // A total that nothing calls so is that of a note.
  const isNote = !total || levelOf(total.confidence) === 'LOW'
  const noted = isNote ? notedSum(read) : undefined
  const day = date ?? (isNote ? notedDay(read, source.lines, known.occasion) : undefined)
  const sum = noted ?? total
  const money = noted?.currency ? { ...noted, value: noted.currency } : currency
  return {
    vendor_name: vendor && words(vendor),
    expense_date: day && words(day),
    amount: sum && words(sum),
    currency: money && words(money),
    tax_total: tax && words(tax),
    category: category && words(category),
    invoice_number: billNumber(source.lines),
    due_date: supplierDue(reading, day?.value),
  }
}

/** Not what is answered, and no signature. */
function own(lines: readonly Line[]): Line[] {
  const kinds = lineKindsOf(lines.map(({ text }) => text))
  return lines.map((line, at) => (kinds[at] === 'new' ? line : { text: '' }))
}

const words = ({ value, confidence, span }: Found): DraftField => ({ value, confidence, span, origin: 'WORDS' })
const taught = (value: string, confidence: number): DraftField => ({ value, confidence, span: null, origin: 'TAUGHT' })
const inferred = (value: string, span: Span | null = null): DraftField => ({
  value,
  confidence: 0.85,
  span,
  origin: 'WORDS',
})

const plain = (fields: Fields): DraftFields =>
  Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, DraftField] => Boolean(entry[1])))
