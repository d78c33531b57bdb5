import { dialled, parsePhone } from '../kernel/contact-points.ts'
import type { Found, Line, Occasion } from './found.ts'

// Digits in groups, as many as a number may have, with the signs that people put between them.
const NUMBER =
  /(?:\(?\s{0,2}(?:\+|00)\s?\d{1,4}\s{0,2}\)?|\(\s{0,2}\d{1,5}\s{0,2}\)|\d{1,14})(?:[\s.\-/\u2010-\u2013]{0,2}(?:\(\s{0,2}\d{1,4}\s{0,2}\)|\d{1,14})){0,7}(?:\s?(?:x|ext\.?|extension|Durchwahl|poste)\s?\d{1,6})?/giu
const DIGITS_MIN = 7
const DIGITS_MAX = 15

/** What stands right before a number that is none of a phone. */
const OTHER =
  /(?:account|acct|card|visa|express|mastercard|iban|order|invoice|inv|no\.?|nr\.?|ref(?:erence)?|ssn|omb|ticket|#)\s*(?:number|no\.?|nr\.?|is|#|:|\s)*$/iu
const CALLED =
  /(?:phone|tel(?:efon|éfono|éphone)?|mobile|mobil|cell|handy|móvil|portable|call|text|whatsapp|sms|ring|number|enter|office|fax|reach me|anrufen|rufen)[^\p{L}\d]{0,3}(?:me|us|you|is|on|at|auf|unter|au|al)?[^\p{L}\d]{0,3}$/iu
const DATE = /^(?:\d{1,4}[-./]\d{1,2}[-./]\d{2,4}|(?:19|20)\d\d[-/](?:19|20)\d\d)$/u
const NO_PHONE = /^(?:\d{3}-\d{2}-\d{4}|\d{4}-\d{4}|\d{1,3}(?:\.\d+|(?:,\d{3})+))$/u

/** The phone numbers of a text: E.164 where they are valid, their digits otherwise. */
export function findPhones(lines: readonly Line[], { country }: Pick<Occasion, 'country'>): Found[] {
  return lines.flatMap(({ text }, line) =>
    [...text.matchAll(NUMBER)].flatMap(({ 0: words, index }) => {
      const start = index + (/^\s*/u.exec(words)?.[0].length ?? 0)
      const written = words.trim()
      const end = start + written.length
      const before = text.slice(Math.max(0, start - 40), start)
      if (!couldBe(written, before, text.slice(end, end + 2))) return []
      const read = parsePhone(written, country)
      const digits = written.replace(/\D/gu, '')
      const value = read.ok ? dialled(read.value) : digits
      return [{ value, confidence: sureness(written, before, read.ok), span: { line, start, end } }]
    }),
  )
}

function couldBe(written: string, before: string, behind: string): boolean {
  const digits = written.replace(/(?:x|ext).*$/iu, '').replace(/\D/gu, '')
  if (digits.length < DIGITS_MIN || digits.length > DIGITS_MAX + 2) return false
  if (/[\p{L}\p{N}_]$/u.test(before) && !written.startsWith('+')) return false
  if (/[\p{Sc}%*=+,]\s?$|(?<!\p{L})\.\s?$|\d[-:/]\s?$|-$/u.test(before) && !/[\p{L}#]-$/u.test(before)) return false
  if (/^(?:[\p{L}%=*_]|[.,:]\d|\s?[\p{Sc}*=])/u.test(behind)) return false
  if (DATE.test(written) || NO_PHONE.test(written) || OTHER.test(before)) return false
  return hasGroups(written)
}

/** A phone number has no more than a few single digits, and not only small groups. */
function hasGroups(written: string): boolean {
  const groups = written.split(/\D+/u).filter(Boolean)
  const longest = Math.max(...groups.map(({ length }) => length))
  return (
    groups.length === 1 ||
    longest >= 3 ||
    (groups.length >= 4 && groups.slice(written.startsWith('+') ? 2 : 0).every(({ length }) => length === 2))
  )
}

function sureness(written: string, before: string, isValid: boolean): number {
  const isCalled = CALLED.test(before)
  if (isValid) return written.startsWith('+') || isCalled || /\D/u.test(written) ? 0.92 : 0.75
  return isCalled ? 0.6 : 0.4
}
