import type { Intent } from '../extraction/intent/intents.ts'

/** One value that a model read, and the words of the source that it says it read it from. */
export interface ProposedValue {
  /** The path of the payload's field: `title`, `line_items.0.rate`. */
  field: string
  value: string
  quote: string
}

/** What a model answers: words about words, never an id, never a deed. */
export interface Proposal {
  intent: Intent
  values: readonly ProposedValue[]
}

/**
 * What a value is: `name` stands in the source as it is, and so does a `passage` of several lines; a `thing` is called in words of
 * the source, `prose` says what stands there in others; `choice` is one of a few words of the API, `category` one of our own.
 * What a customer reads on a document is no prose.
 */
export type ValueKind =
  | 'name'
  | 'passage'
  | 'thing'
  | 'prose'
  | 'choice'
  | 'category'
  | 'price'
  | 'amount'
  | 'quantity'
  | 'date'
  | 'currency'

export interface Proposable {
  kind: ValueKind
  /** In characters. */
  max: number
  /** Of a choice. */
  of?: readonly string[]
}

const name = (max: number): Proposable => ({ kind: 'name', max })
const passage = (max: number): Proposable => ({ kind: 'passage', max })
const prose = (max: number): Proposable => ({ kind: 'prose', max })
const choice = (...of: string[]): Proposable => ({ kind: 'choice', max: 20, of })
const price: Proposable = { kind: 'price', max: 30 }
const amount: Proposable = { kind: 'amount', max: 30 }
const quantity: Proposable = { kind: 'quantity', max: 30 }
const date: Proposable = { kind: 'date', max: 10 }
const currency: Proposable = { kind: 'currency', max: 3 }

type Fields = Readonly<Record<string, Proposable>>
const WORK: Fields = {
  title: prose(200),
  type: choice('REQUEST', 'ORDER', 'JOB', 'SUPPORT', 'ADMIN', 'COLLECTION', 'BOOKKEEPING'),
  priority: choice('LOW', 'NORMAL', 'HIGH', 'URGENT'),
  description: prose(2000),
  due_at: date,
}
const DOCUMENT: Fields = {
  'line_items.*.name': { kind: 'thing', max: 200 },
  'line_items.*.description': passage(2000),
  'line_items.*.qty': quantity,
  'line_items.*.unit': name(20),
  'line_items.*.rate': price,
  currency,
  reference: name(100),
  po_number: name(100),
  notes: passage(2000),
}
const EXPENSE: Fields = {
  vendor_name: name(200),
  expense_date: date,
  amount,
  currency,
  tax_total: amount,
  invoice_number: name(100),
  due_date: date,
  category: { kind: 'category', max: 100 },
  notes: prose(2000),
}

/** What of each intent a model may propose, by path; `*` is the place of a line. Ids of any kind are not among it. */
export const PROPOSABLE: Readonly<Record<Intent, Fields>> = {
  CREATE_WORK_ITEM: WORK,
  DRAFT_QUOTE: { ...DOCUMENT, expiry_date: date },
  DRAFT_INVOICE: { ...DOCUMENT, due_date: date },
  DRAFT_EXPENSE: EXPENSE,
  DRAFT_AR_MESSAGE: WORK,
  NONE: {},
}

export const PROPOSAL_LINES = 50
const PLACE = /^line_items\.(0|[1-9]\d?)\./u

/** What may be proposed for a path, and how; undefined for what may not. */
export function proposableAt(intent: Intent, field: string): Proposable | undefined {
  const place = PLACE.exec(field)
  if (place && Number(place[1]) >= PROPOSAL_LINES) return undefined
  const path = place ? field.replace(PLACE, 'line_items.*.') : field
  return Object.hasOwn(PROPOSABLE[intent], path) ? PROPOSABLE[intent][path] : undefined
}
