import type { Picked } from '../../components/contact-picker.tsx'
import type { AiDraft } from '../ai-drafts.ts'
import { type DraftLine, emptyLine, isBlankLine } from '../document-draft.ts'
import { dueOf, NOT_UNDERSTOOD, wireDue } from '../due-words.ts'
import { currencyDecimals, editable, homeCurrency } from '../format.ts'
import { readDecimal } from '../typed-number.ts'
import { hasLines, type Place, placesOf } from './places.ts'

/** A line as it is typed, and which of the payload it is: null for one that a person added. */
export interface TypedLine extends DraftLine {
  from: number | null
  /** Nothing was said of its tax: it has the usual one. */
  isTaxedAsUsual: boolean
}

/** A draft as it is typed. */
export interface Values {
  contact: Picked | null
  /** By path. */
  texts: Readonly<Record<string, string>>
  lines: readonly TypedLine[]
}
/** Paths that a person typed into: `due_date`, `line 7.rate`, and `lines` once some came or went. */
export type Touched = ReadonlySet<string>
export const cellName = ({ key }: Pick<TypedLine, 'key'>, cell: string) => `line ${key}.${cell}`
export const LINES = 'lines'

type Wire = Record<string, unknown>

export function valueAt(payload: Wire, path: string): unknown {
  return path.split('.').reduce<unknown>((part, name) => (part as Wire | null | undefined)?.[name], payload)
}

export const currencyOf = ({ draft_payload: { currency } }: Pick<AiDraft, 'draft_payload'>): string =>
  typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) ? currency : (homeCurrency.value ?? 'USD')

/** What it proposes, as it is typed where the person is. */
export function valuesOf(draft: AiDraft, before: readonly TypedLine[] = []): Values {
  const { draft_payload: payload, contact } = draft
  const decimals = currencyDecimals(currencyOf(draft))
  const texts = placesOf(draft).map(({ path, input }) => [path, typed(valueAt(payload, path), input, decimals)])
  const lines = hasLines(draft.intent) && Array.isArray(payload.line_items) ? (payload.line_items as Wire[]) : []
  return {
    contact: contact && payload.contact_id === contact.id ? contact : null,
    texts: Object.fromEntries(texts),
    lines: lines.map((line, at) => lineOf(line, at, decimals, before[at])),
  }
}

function typed(value: unknown, input: Place['input'], decimals: number): string {
  if (typeof value !== 'string' && typeof value !== 'number') return ''
  return input === 'money' && readable(String(value)) ? editable(String(value), decimals) : String(value)
}
const readable = (value: string) => /^-?\d+(\.\d+)?$/.test(value)

function lineOf(line: Wire, from: number, decimals: number, before: TypedLine | undefined): TypedLine {
  const text = (name: string) => (line[name] === null || line[name] === undefined ? '' : String(line[name]))
  const number = (name: string, least: number) => (readable(text(name)) ? editable(text(name), least) : text(name))
  const empty = before ?? emptyLine('')
  return {
    ...empty,
    from,
    itemId: text('item_id'),
    name: text('name'),
    description: text('description'),
    qty: number('qty', 0),
    unit: text('unit'),
    rate: number('rate', decimals),
    taxRateId: text('tax_rate_id'),
    isTaxedAsUsual: line.tax_rate_id === undefined,
  }
}

/** The payload with what a person typed in it; the rest goes back as it came. */
export function payloadOf(draft: AiDraft, { contact, texts, lines }: Values, touched: Touched): Wire {
  const payload: Wire = structuredClone(draft.draft_payload)
  for (const place of placesOf(draft)) {
    if (!touched.has(place.path)) continue
    if (place.input === 'contact') payload.contact_id = contact?.id ?? null
    else put(payload, place, texts[place.path] ?? '')
    if (place.path === 'vendor_name') payload.vendor_contact_id = null
  }
  const isTyped = [...touched].some((path) => path === LINES || path.startsWith('line '))
  if (isTyped)
    payload.line_items = lines.filter((line) => !isBlankLine(line)).map((line) => wireLine(draft, line, touched))
  return payload
}

function put(payload: Wire, { path, input }: Place, text: string): void {
  const [name = '', part] = path.split('.')
  const value = wireOf(text.trim(), input)
  if (part === undefined) {
    if (value === null && name === 'title') delete payload[name]
    else payload[name] = value
    return
  }
  const { [part]: _, ...rest } = (payload[name] as Wire | undefined) ?? {}
  payload[name] = value === null ? rest : { ...rest, [part]: value }
}

function wireOf(text: string, input: Place['input']): string | null {
  if (text === '') return null
  if (input === 'money') return readDecimal(text)
  const due = input === 'due' ? dueOf(text) : null
  return due ? wireDue(due) : text
}

const CELLS = { name: 'name', qty: 'qty', rate: 'rate' } as const

function wireLine({ draft_payload }: AiDraft, line: TypedLine, touched: Touched): Wire {
  const cells: Wire = { name: line.name.trim(), qty: readDecimal(line.qty) ?? '1', rate: readDecimal(line.rate) ?? '0' }
  const came = line.from === null ? undefined : (draft_payload.line_items as Wire[])[line.from]
  if (!came) return cells
  const changed = Object.keys(CELLS).filter((cell) => touched.has(cellName(line, cell)))
  // Another name is another thing than that of the price list.
  const item = changed.includes('name') ? { item_id: null } : {}
  return { ...came, ...item, ...Object.fromEntries(changed.map((cell) => [cell, cells[cell]])) }
}

/** What cannot be taken as it was typed, by path; a line's by its cell. */
export function problemsOf(draft: AiDraft, { texts, lines }: Values, touched: Touched): Record<string, string> {
  const found: Record<string, string> = {}
  for (const { path, input } of placesOf(draft)) {
    const text = (texts[path] ?? '').trim()
    if (!touched.has(path)) continue
    if (input === 'money' && text && readDecimal(text) === null) found[path] = 'Use a number'
    if (input === 'due' && dueOf(text) === undefined) found[path] = NOT_UNDERSTOOD
    if (path === 'title' && [...text].length < 3) found[path] = 'Say in three letters or more what is to be done'
  }
  for (const line of lines) {
    if (isBlankLine(line)) continue
    if (!line.name.trim()) found[cellName(line, 'name')] = 'Say what it is for'
    if (readDecimal(line.qty) === null) found[cellName(line, 'qty')] = 'Use a number'
    if (line.rate.trim() && readDecimal(line.rate) === null) found[cellName(line, 'rate')] = 'Use a number'
  }
  return found
}
