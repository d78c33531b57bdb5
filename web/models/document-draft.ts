import type { AnyDocument, DocumentInput, LineInput } from '../../core/contract/documents.ts'
import type { LineSuggestion } from '../../core/contract/items.ts'
import { isZero } from './decimal.ts'
import { currencyDecimals, editable } from './format.ts'
import { readDecimal, readShare } from './typed-number.ts'

export interface DraftContact {
  id: string
  display_name: string
  email: string | null
}

/** A line as typed: text in every field, so that nothing is lost while it is half written. */
export interface DraftLine {
  key: number
  /** What it was made with; empty is nothing of the price list. */
  itemId: string
  name: string
  description: string
  qty: string
  unit: string
  rate: string
  taxRateId: string
  discount: LineInput['discount']
  /** It counts only once the customer has chosen it. */
  optional: boolean
  /** The customer says how many. */
  qtyEditable: boolean
  /** What another invoice billed of it already: goes with the line as it came. */
  deduction: NonNullable<LineInput['deduction']> | null
}

/** A charge on the whole document, as typed: `10%` or an amount. */
export interface DraftCharge {
  key: number
  name: string
  amount: string
  taxRateId: string
}

export interface Draft {
  contact: DraftContact | null
  /** A name that was typed in its place and stands for nobody yet. */
  typedTo: string
  issueDate: string
  /** The day that its kind has: due, or valid until. */
  untilDate: string
  currency: string
  pricesIncludeTax: boolean
  lines: readonly DraftLine[]
  /** `10%` or an amount; empty is none. */
  discount: string
  discountTaxRateId: string | null
  /** Asked for at approval: `30%` or an amount; empty is none. */
  deposit: string
  charges: readonly DraftCharge[]
  reference: string
  poNumber: string
  notes: string
  terms: string
}

let lastKey = 0
export function emptyLine(taxRateId: string): DraftLine {
  lastKey += 1
  return {
    key: lastKey,
    itemId: '',
    name: '',
    description: '',
    qty: '1',
    unit: '',
    rate: '',
    taxRateId,
    discount: null,
    optional: false,
    qtyEditable: false,
    deduction: null,
  }
}

export function emptyCharge(taxRateId: string): DraftCharge {
  lastKey += 1
  return { key: lastKey, name: '', amount: '', taxRateId }
}

export const isBlankLine = (line: DraftLine) =>
  line.name.trim() === '' && line.rate.trim() === '' && line.description.trim() === ''

/** What a line becomes when it is chosen; a price in another currency says nothing here. */
export const filledWith = (chosen: LineSuggestion, currency: string): Partial<DraftLine> => ({
  itemId: chosen.item_id ?? '',
  name: chosen.name,
  description: chosen.description ?? '',
  unit: chosen.unit ?? '',
  taxRateId: chosen.tax_rate_id ?? '',
  ...(chosen.currency === currency ? { rate: editable(chosen.rate, currencyDecimals(currency)) } : {}),
})

export function draftOf(document: AnyDocument, untilDate: string): Draft {
  return {
    contact: document.contact,
    typedTo: '',
    issueDate: document.issue_date,
    untilDate,
    currency: document.currency,
    pricesIncludeTax: document.prices_include_tax,
    lines: document.line_items.map((line) => ({
      ...emptyLine(line.tax_rate_id ?? ''),
      itemId: line.item_id ?? '',
      name: line.name,
      description: line.description ?? '',
      qty: editable(line.qty),
      unit: line.unit ?? '',
      rate: editable(line.rate, currencyDecimals(document.currency)),
      discount: line.discount,
      optional: line.optional ?? false,
      qtyEditable: line.qty_editable ?? false,
      deduction: line.deduction ?? null,
    })),
    discount: typedShare(document.discount, document.currency),
    discountTaxRateId: document.discount?.tax_rate_id ?? null,
    deposit: typedShare(document.deposit, document.currency),
    charges: document.charges.map((charge) => draftCharge(charge, document.currency)),
    reference: document.reference ?? '',
    poNumber: document.po_number ?? '',
    notes: document.notes ?? '',
    terms: document.terms ?? '',
  }
}

export function typedShare(share: { percent?: string; amount?: string } | null | undefined, currency: string): string {
  if (share?.percent) return `${editable(share.percent)}%`
  return share?.amount ? editable(share.amount, currencyDecimals(currency)) : ''
}

export const draftCharge = (charge: AnyDocument['charges'][number], currency: string): DraftCharge => ({
  ...emptyCharge(charge.tax_rate_id ?? ''),
  name: charge.name ?? 'Charge',
  amount: typedShare(charge, currency) || editable('0', currencyDecimals(currency)),
})

/** The charges that can be priced, as they are sent. */
export function readCharges({ charges }: Pick<Draft, 'charges'>): NonNullable<DocumentInput['charges']> {
  return charges.flatMap(({ name, amount, taxRateId }) => {
    const share = readShare(amount)
    if (share === null || name.trim() === '') return []
    const shared = { name: name.trim(), tax_rate_id: taxRateId || null }
    return [share.isPercent ? { ...shared, percent: share.value } : { ...shared, amount: share.value }]
  })
}

/** What is sent of any document: every money field at once, and only the lines that can be priced. */
export function toWire(draft: Draft): Omit<DocumentInput, 'internal_notes' | 'tags'> {
  return {
    contact_id: draft.contact?.id ?? '',
    issue_date: draft.issueDate,
    currency: draft.currency,
    prices_include_tax: draft.pricesIncludeTax,
    line_items: completeLines(draft).map(lineInput),
    discount: readDiscount(draft),
    charges: readCharges(draft),
    reference: draft.reference.trim() || null,
    po_number: draft.poNumber.trim() || null,
    notes: draft.notes.trim() || null,
    terms: draft.terms.trim() || null,
  }
}

export const completeLines = (draft: Draft) =>
  draft.lines.filter(
    (line) => line.name.trim() !== '' && readDecimal(line.rate) !== null && readDecimal(line.qty) !== null,
  )

/** All that an item could fill, so that the server has nothing to look up. */
const lineInput = (line: DraftLine): LineInput => ({
  item_id: line.itemId || null,
  name: line.name.trim(),
  description: line.description.trim() || null,
  qty: readDecimal(line.qty) ?? '1',
  unit: line.unit.trim() || null,
  rate: readDecimal(line.rate) ?? '0',
  tax_rate_id: line.taxRateId || null,
  discount: line.discount,
  ...(line.optional ? { optional: true } : {}),
  ...(line.qtyEditable ? { qty_editable: true } : {}),
  ...(line.deduction ? { deduction: line.deduction } : {}),
})

/** `10 %` is a share, anything else an amount; null when there is none or it is not a number. */
export function readDiscount(draft: Pick<Draft, 'discount' | 'discountTaxRateId'>): DocumentInput['discount'] {
  const share = shareOf(draft.discount)
  return share && { ...share, ...(draft.discountTaxRateId ? { tax_rate_id: draft.discountTaxRateId } : {}) }
}

export const readDeposit = ({ deposit }: Pick<Draft, 'deposit'>) => shareOf(deposit)

function shareOf(typed: string): { percent: string } | { amount: string } | null {
  const share = readShare(typed)
  if (share === null || isZero(share.value)) return null
  return share.isPercent ? { percent: share.value } : { amount: share.value }
}

/** The day until which a document holds, as the API and the form call it. */
export interface Until {
  field: string
  label: string
  name: string
}

const SHARE_WORDS = 'Use an amount, or a share such as 10%'

interface Checked {
  byEmail: boolean
  until: Until
}

/** What keeps a draft from being sent, by field, in the words of the form; the server has the last word. */
export function draftProblems(draft: Draft, { byEmail, until }: Checked): Record<string, string> {
  const found: Record<string, string> = {}
  if (!draft.contact) found.contact_id = nobody(draft)
  else if (byEmail && !draft.contact.email) found['contact.email'] = 'Add an email address to send it by email'
  if (!draft.issueDate) found.issue_date = 'Choose a date'
  if (!draft.untilDate) found[until.field] = 'Choose a date'
  else if (draft.untilDate < draft.issueDate) found[until.field] = `The ${until.name} is before the issue date`
  const lines = draft.lines.filter((line) => !isBlankLine(line))
  if (lines.length === 0) found.line_items = 'Add at least one line'
  for (const [index, line] of draft.lines.entries()) Object.assign(found, lineProblems(line, `line_items.${index}`))
  for (const field of ['discount', 'deposit'] as const)
    if (draft[field].trim() && readShare(draft[field]) === null) found[field] = SHARE_WORDS
  for (const [index, charge] of draft.charges.entries())
    Object.assign(found, chargeProblems(charge, `charges.${index}`))
  return found
}

const nobody = ({ typedTo }: Draft) =>
  typedTo ? `“${typedTo}” is not chosen yet: choose or create them` : 'Choose who this is for'

function chargeProblems({ name, amount }: DraftCharge, path: string): Record<string, string> {
  if (name.trim() === '' && amount.trim() === '') return {}
  const found: Record<string, string> = {}
  if (!name.trim()) found[`${path}.name`] = 'Say what it is for'
  if (readShare(amount) === null) found[`${path}.amount`] = SHARE_WORDS
  return found
}

/** What cannot be saved as it stands, by field, in the words of the form; what has no lines yet can. */
export function unsavable(draft: Draft, until: Until): Record<string, string> {
  const { line_items: _, ...found } = draftProblems(draft, { byEmail: false, until })
  return found
}

/** Without it nothing of a draft can be saved; a line, a charge, a discount or a deposit alone is left out. */
export const blocksSaving = (field: string) => !/^(line_items\.|charges\.|discount|deposit)/.test(field)

function lineProblems(line: DraftLine, path: string): Record<string, string> {
  if (isBlankLine(line)) return {}
  const found: Record<string, string> = {}
  if (!line.name.trim()) found[`${path}.name`] = 'Say what it is for'
  if (readDecimal(line.qty) === null) found[`${path}.qty`] = 'Use a number'
  if (readDecimal(line.rate) === null) found[`${path}.rate`] = line.rate.trim() ? 'Use a number' : 'Enter a price'
  return found
}

/** Server paths count the lines that were sent; the form counts those on the screen. */
export function onScreen(draft: Draft, errors: Record<string, string>): Record<string, string> {
  const sent = completeLines(draft)
  return Object.fromEntries(
    Object.entries(errors).map(([field, message]) => {
      const [, at, rest] = /^line_items\.(\d+)(.*)$/.exec(field) ?? []
      if (at === undefined) return [field, message]
      const line = sent[Number.parseInt(at, 10)]
      return [line ? `line_items.${draft.lines.indexOf(line)}${rest}` : 'line_items', message]
    }),
  )
}
