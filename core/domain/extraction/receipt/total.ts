import type { Found } from '../found.ts'
import { cents, moneyIn } from './money.ts'
import type { Row } from './rows.ts'

// What a row says it is. The first that fits counts.
const NOT_A_SUM =
  /\b(?:qty|quantity|items?|no\.? of|count|pcs|points?|saving|saved|balance b|member|tax(?:able)? (?:amt|amount)|discount|disc|rabatt|remise|descuento|rounding|rour|round ?(?:d )?adj|adj(?:ustment)?|change|chg|rückgeld|rendu|cambio|baki|お釣)\b|お釣|釣銭/iu
const BEFORE =
  /sub\s?-?t|subt|excl|exc\.|before|without|net(?:to)?\s*(?:amt|amount)?\s*(?:excl|before)|zwischensumme|sous[- ]total|\bht\b|base imponible|小計/iu
const TAX_ONLY =
  /^(?!.*(?:incl|total|ttc|summe|gesamt|due|payable|合計)).*(?:gst|\bvat\b|\btax\b|mwst|ust\b|\btva\b|\biva\b|消費税)/iu
const OF_TAX = /total\s*(?:gst|tax|vat)|(?:gst|tax|vat)\s*(?:total|amount|amt|payable|summary)/iu
const PAID =
  /^\W*(?:cash|tunai|visa|master|mastercard|amex|debit|credit card|card|eftpos|paid|payment|tender(?:ed)?|bar\b|gegeben|ec-karte|espèces|carte|efectivo|tarjeta|お預り|現金)/iu
const STRONG =
  /(?:grand|net+|final|rounded|round ?d?)\s*total|total\s*(?:rounded|\(?\s*rm|amount|amt|due|payable|sales?|incl|\(?incl|\(?gst incl|after|ttc|eur|rounding|bill)|total.*(?:incl|payable|round)|amount\s*(?:due|payable)|balance due|(?:to|zu) (?:pay|zahlen)|net+\s*(?:amount|amt)?\s*(?:payable|due)|gesamt(?:betrag|summe)?|zu zahlen|endbetrag|summe|total ttc|net à payer|importe total|total a pagar|合計|お会計/iu
const TOTAL = /t[o0]ta[l1i]|\bnett?\b|jumlah|\bamount\b|betrag|montant|importe/iu
/** Behind it the same sums stand again, by rate of tax. */
const SUMMARY = /(?:gst|tax|vat|mwst|tva)\s*(?:summary|analysis|breakdown|detail|code|rate)|summary/iu

type Kind = 'strong' | 'total' | 'before' | 'paid' | 'change' | 'rounding' | 'other'

/** Coins that there are not: sums are rounded by less, in hundredths. */
const ROUNDED_MAX = 6

interface Sum {
  value: string
  kind: Kind
  at: number
  line: number
  start: number
  end: number
}

function kindOf(label: string, value: string): Kind {
  // "Rounding 45.35" is what is left when it was rounded.
  if (/\bro?un?r?d?\s?(?:d|ing)|\badj/iu.test(label))
    return Math.abs(cents(value)) < ROUNDED_MAX ? 'rounding' : 'strong'
  if (/\b(?:change|chg|rückgeld|rendu|cambio|baki)\b|お釣/iu.test(label)) return 'change'
  if (OF_TAX.test(label) && !/incl/iu.test(label)) return 'other'
  if (BEFORE.test(label) && !/incl|payable|due|round/iu.test(label)) return 'before'
  if (PAID.test(label) && !/total|due|payable/iu.test(label)) return 'paid'
  if (STRONG.test(label) && !/qty|item|disc|saving|point/iu.test(label)) return 'strong'
  if (NOT_A_SUM.test(label) || TAX_ONLY.test(label)) return 'other'
  return TOTAL.test(label) ? 'total' : 'other'
}

/** Every sum of a paper with what its row says it is. A figure alone in its row is what the row before it says. */
function sumsOf(rows: readonly Row[]): Sum[] {
  return rows.flatMap((row, at) => {
    const figures = row.cells.flatMap(({ line, text }) => moneyIn(text).map((money) => ({ ...money, line })))
    const last = figures.at(-1)
    if (!last) return []
    const own = labelOf(row)
    const label = own || labelAbove(rows, at)
    return [
      { value: last.value, kind: kindOf(label, last.value), at, line: last.line, start: last.start, end: last.end },
    ]
  })
}

/** The words of a row without its figures and signs of money. */
function labelOf(row: Row): string {
  const words = row.text
    .replace(/\d[\d.,\s]*/gu, ' ')
    .replace(/(?<!\p{L})(?:RM|MYR|EUR|USD|SR|ZRL?|[$€£¥])(?!\p{L})/gu, ' ')
  return /\p{L}{2}/u.test(words) ? row.text : ''
}
function labelAbove(rows: readonly Row[], at: number): string {
  for (let above = at - 1; above >= Math.max(0, at - 3); above--) {
    const row = rows[above] as Row
    if (moneyIn(row.text).length > 0) return ''
    if (labelOf(row)) return row.text
  }
  return ''
}

/** What was paid in all: what is called so, and fits what was given and came back. */
export function receiptTotal(rows: readonly Row[]): Found | undefined {
  const sums = sumsOf(rows)
  const summary = rows.findIndex(({ text }) => SUMMARY.test(text) && !/total/iu.test(text))
  const rounded = roundedOf(sums)
  const named = sums.filter(({ kind, value }) => (isNamed(kind) || rounded.has(cents(value))) && cents(value) !== 0)
  const candidates = named.length ? named : sums.filter(({ kind }) => kind === 'before' || kind === 'other')
  const ranked = candidates
    .map((sum) => ({ sum, score: scoreOf(sum, sums, summary) + (rounded.has(cents(sum.value)) ? 2 : 0) }))
    .toSorted((a, b) => b.score - a.score || b.sum.at - a.sum.at)
  const [best] = named.length ? ranked : ranked.toSorted((a, b) => cents(b.sum.value) - cents(a.sum.value))
  if (!best) return undefined
  const { value, line, start, end } = best.sum
  const confidence = named.length ? sureness(best.score) : 0.4
  return { value, confidence, span: { line, start, end } }
}

const isNamed = (kind: Kind) => kind === 'strong' || kind === 'total'

/** What totals come to with what they were rounded by. */
function roundedOf(sums: readonly Sum[]): Set<number> {
  const by = sums
    .filter(({ kind, value }) => kind === 'rounding' && cents(value) !== 0)
    .map(({ value }) => cents(value))
  const ends = sums
    .filter(({ kind }) => isNamed(kind) || kind === 'before')
    .flatMap(({ value }) => by.map((n) => cents(value) + n))
  return new Set(ends.filter((end) => sums.some(({ value }) => cents(value) === end)))
}

function scoreOf(sum: Sum, sums: readonly Sum[], summary: number): number {
  const own = cents(sum.value)
  const others = sums.filter((other) => other !== sum)
  const paid = others.filter(({ kind }) => kind === 'paid').map(({ value }) => Math.abs(cents(value)))
  const change = others.filter(({ kind }) => kind === 'change').map(({ value }) => Math.abs(cents(value)))
  let score = sum.kind === 'strong' ? 2 : 1
  if (paid.includes(own) || paid.some((given) => change.includes(given - own) && given !== own)) score += 2
  if (others.some(({ value, kind }) => cents(value) === own && (kind === 'strong' || kind === 'total'))) score += 0.5
  if (summary >= 0 && sum.at > summary) score -= 2
  if (own < 0) score -= 0.5
  return score
}

const sureness = (score: number) => (score >= 4 ? 0.96 : score >= 2.5 ? 0.88 : score >= 2 ? 0.8 : 0.65)
