import type { Line, Occasion } from '../found.ts'
import { currencyOf, decimalsOf } from './currency.ts'
import { dateOf } from './date.ts'
import type { Kind } from './labels.ts'
import { placeOf } from './place.ts'
import { type Row, rowsOf } from './rows.ts'
import { type Sum, sumsOf } from './sums.ts'
import { isCalledReceipt, type OtherPaper, otherPaper } from './titles.ts'

/** Numbers that only who sells has to print, and what tills print. */
const SELLER =
  /(?<!\p{L})(?:(?:gst|vat|tax|hst|abn|siret|siren|tva|nif|cif|rfc|cnpj|p\.? ?iva|partita iva|nip|uid|ust-?id(?:nr)?|st-?nr|steuernr|reg) ?(?:no|nr|id|reg|n°|#)?[.: ]{0,3}[A-Z]{0,3}[\d -]{6,}|gstin|terminal|cashier|kasse|kassierer|caisse|cajero|caixa|operador|server|table|tisch|auth(?:orization)? ?(?:code|no)|(?:visa|mastercard|amex|card|karte|carte|tarjeta)\b.{0,12}[*x]{2,})/iu
/** More words than a row of a till has. */
const SENTENCE = /(?:\p{L}{2,}\P{L}+){9}|[\p{L}]{2,}\?(?:\s|$)/u
const ROWS_MAX = 120

/**
 * How much the words of a paper look like those of a receipt, or of an invoice that somebody was given: what it comes to, of what,
 * when, and who sold it. A receipt has four points or more, but for few; what people write to each other has none or less.
 */
export function receiptPoints(lines: readonly Line[], occasion: Occasion): number {
  const rows = rowsOf(lines)
  const place = placeOf(rows, occasion.country)
  const sums = sumsIn(rows, place.country)
  const has = (...kinds: Kind[]) => Number(sums.some(({ kind, units }) => kinds.includes(kind) && units !== 0))
  const isSold = rows.slice(0, ROWS_MAX).some(({ text }) => SELLER.test(text))
  const isDated = dateOf(rows, occasion.received, place) !== undefined
  return (
    2 * has('grand', 'total') +
    has('amount') +
    has('subtotal') +
    has('tax') +
    has('paid', 'change') +
    has('rounding', 'service', 'discount') +
    Number(isListed(sums)) +
    Number(isCalledReceipt(rows)) +
    Number(isSold) +
    Number(isDated) -
    sentencesIn(rows)
  )
}

/** What a paper is called that is no cost, or none that stands. */
export function calledOtherwise(lines: readonly Line[], { country }: Occasion): OtherPaper | undefined {
  const rows = rowsOf(lines)
  return otherPaper(rows, sumsIn(rows, placeOf(rows, country).country))
}

const sumsIn = (rows: readonly Row[], country: string | undefined): Sum[] =>
  sumsOf(rows, { decimals: decimalsOf(currencyOf(rows, country, 0)?.value), spaces: 'grouped', country })
const isListed = (sums: readonly Sum[]): boolean => sums.filter(({ kind }) => kind === 'none').length > 0
const sentencesIn = (rows: readonly Row[]): number =>
  rows.slice(0, ROWS_MAX).filter(({ text }) => SENTENCE.test(text)).length
