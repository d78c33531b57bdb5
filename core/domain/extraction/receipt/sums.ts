import { CURRENCY_CODES } from '../../kernel/currencies.ts'
import type { Span } from '../found.ts'
import { folded, isSummary, type Kind, kindOf } from './labels.ts'
import { type Decimals, type Figure, figuresIn, type Spaces } from './money.ts'
import { type Row, spanIn } from './rows.ts'
import { settled, writingOf } from './writing.ts'

/** A row with money in it. */
export interface Sum {
  kind: Kind
  /** Its words without the figures, folded. */
  label: string
  figures: readonly Figure[]
  /** The figure that its words speak of: the last. */
  value: string
  units: number
  span: Span
  /** Place among the rows. */
  at: number
  height: number
  sign?: string
  /** Behind the total, where sums stand again by rate of tax. */
  inSummary: boolean
  /** Its figure may well mean another sum. */
  isDoubtful?: boolean
}

export interface Manner {
  decimals: Decimals
  spaces: Spaces
  /** ISO 3166; where it is from. */
  country: string | undefined
}

/** What a receipt comes to, and how it was paid, stand before its summary. */
const ENDS: ReadonlySet<Kind> = new Set<Kind>(['grand', 'total', 'amount', 'paid', 'change'])
/** Sums that stand under each other beside as many labels, as a reader of columns gives them. */
const COLUMN_MAX = 12

/** The sums of a receipt, each with what its row, or the row before it, says it is. */
export function sumsOf(rows: readonly Row[], manner: Manner): Sum[] {
  const read = figuresOf(rows, manner)
  const labels = labelsOf(read)
  const sums: Sum[] = []
  let inSummary = false
  for (const [at, { row, figures, label }] of read.entries()) {
    if (isSummary(label) && sums.some(({ kind }) => ENDS.has(kind))) inSummary = true
    const sum = sumOf(row, figures, labels[at] ?? '')
    if (sum) sums.push({ ...sum, at, inSummary })
  }
  return sums
}

function figuresOf(rows: readonly Row[], { decimals, spaces, country }: Manner): Read[] {
  const read = rows.map((row) => figuresIn(row.text, decimals, spaces))
  const writing = writingOf(read.flat(), country)
  return rows.map((row, at) => {
    const figures = (read[at] ?? []).map((figure) => settled(figure, decimals, writing))
    return { row, figures, label: labelOf(row.text, figures) }
  })
}

interface Read {
  row: Row
  figures: readonly Figure[]
  label: string
}

function sumOf(row: Row, figures: readonly Figure[], label: string): Omit<Sum, 'at' | 'inSummary'> | null {
  const own = figures.findLast(({ sign }) => sign !== undefined) ?? figures.at(-1)
  const last = figures.at(-1)
  if (!own || !last) return null
  // A figure with a sign of money is meant before one without; among equals the last.
  const meant = own.units === 0 || Math.abs(own.units) < Math.abs(last.units) ? last : own
  const { value, units, sign, isDoubtful } = meant
  const span = spanIn(row, meant.start, meant.end)
  return {
    ...{ kind: kindFor(label, units), label, figures, value, units, span, height: row.height },
    ...(sign && { sign }),
    ...(isDoubtful && { isDoubtful }),
  }
}

/** "Rounding 45.35" is what is left when it was rounded. */
const ROUNDING_MAX = 99
const kindFor = (label: string, units: number): Kind => {
  const kind = kindOf(label)
  return kind === 'rounding' && Math.abs(units) > ROUNDING_MAX ? 'total' : kind
}

const NO_WORDS = new RegExp(`(?<!\\p{L})(?:R[MN]|SR|ZRL?|${CURRENCY_CODES.join('|')})(?!\\p{L})`, 'gu')

/** Its words without figures and signs of money; empty when no word is left. */
function labelOf(text: string, figures: readonly Figure[]): string {
  let words = text
  for (const { start, end } of figures.toReversed()) words = `${words.slice(0, start)} ${words.slice(end)}`
  // `I.V.A.` is a word.
  words = words.replace(/(?<!\p{L})(\p{L})\.(?=\p{L}(?!\p{L}))/gu, '$1')
  return /\p{L}{2}/u.test(words.replace(NO_WORDS, '')) || /[\u3040-\u9fff]/.test(words) ? folded(words) : ''
}

/** For each row with figures its own label, or else what stands above it and has no figure. */
function labelsOf(read: readonly Read[]): string[] {
  const labels = read.map(({ label }) => label)
  // A colon or a sign of money alone says nothing.
  const said = [...read.keys()].filter((at) => isBare(read[at]) || isWords(read[at]) || read[at]?.label)
  const one = (place: number) => read[said[place] ?? -1]
  for (let place = 0; place < said.length; place++) {
    if (!isBare(one(place)) || isBare(one(place - 1))) continue
    const figures = runFrom(place, (at) => isBare(one(at)), 1)
    const words = runFrom(place - 1, (at) => isWords(one(at)), -1)
    const first = place - figures
    const isColumn = figures > 1 && words >= figures && range(figures).every((n) => isKnown(one(first + n)))
    const count = isColumn ? figures : Math.min(words, 1)
    for (const n of range(count)) labels[said[place + n] ?? 0] = one(place - count + n)?.label ?? ''
  }
  return labels
}

const range = (length: number): number[] => [...Array(length).keys()]
function runFrom(from: number, fits: (at: number) => boolean, step: 1 | -1): number {
  let length = 0
  while (length < COLUMN_MAX && fits(from + length * step)) length++
  return length
}
const isBare = (one: Read | undefined): boolean => one !== undefined && one.figures.length > 0 && one.label === ''
const isWords = (one: Read | undefined): boolean => one !== undefined && one.figures.length === 0 && one.label !== ''
const isKnown = (one: Read | undefined): boolean => isWords(one) && kindOf(one?.label ?? '') !== 'none'
