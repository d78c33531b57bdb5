import type { Line, Span } from '../extraction/found.ts'
import type { DraftField, DraftFields } from './fields.ts'
import { ASKING_WORDS, EACH_WORDS, LEADING_WORDS, NO_NAME } from './understood.ts'

const NAME = /^line_items\.\d+\.name$/u
const WORDS_MAX = 4
/** Letters of any script as they are printed, with marks that names have. */
const WORD = /^\p{L}[\p{L}\p{M}'’-]*$/u
const POLITE_QUESTION =
  /^(?:[^,.!?\n]{0,30}[,.!]\s*)?(?:please )?(?:can|could|would|will) you(?!\p{L})|^(?:[^,.!?\n]{0,30}[,.!]\s*)?(?:könnten|können|würden) sie(?!\p{L})|^(?:[^,.!?\n]{0,30}[,.!]\s*)?(?:pouvez|pourriez)-vous(?!\p{L})|^(?:[^,.!?\n]{0,30}[,.!]\s*)?¿?(?:puede|puedes|podrías?)(?!\p{L})/iu

/**
 * Whether some words order things at their prices and say nothing besides: each is one of a request, a figure that was read, or of
 * the name of a thing, which stands in one piece at its figures. What else anybody may say of a price cannot be listed: it is
 * whatever is left over.
 */
export function isBareOrder(subject: string, lines: readonly Line[], fields: DraftFields): boolean {
  const named = Object.entries(fields).filter(([path]) => NAME.test(path))
  const places = named.map(([path, name]) => placeOf(path, name, lines, fields))
  if (places.some((place) => place === null)) return false
  const read = Object.entries(fields).flatMap(([path, { span }]) => (span && !NAME.test(path) ? [span] : []))
  const spans = [...read, ...places.filter((place) => place !== null)]
  const names = new Set(named.flatMap(([, { value, said }]) => wordsOf(said ?? value)))
  return (
    withoutSigned(lines).every(({ text }, line) => isUnderstood(withoutSpans(text, line, spans), text, spans, line)) &&
    wordsOf(subject).every((word) => ASKING_WORDS.has(word) || names.has(word) || REPLIES.has(word))
  )
}
const CLOSING = new Set(
  'thanks thank you many kind best regards cheers danke vielen dank viele liebe freundliche beste grüße merci beaucoup cordialement gracias muchas saludos'.split(
    ' ',
  ),
)
const SIGNED = /^\p{Lu}[\p{L}\p{M}.'’-]*(?: \p{Lu}[\p{L}\p{M}.'’-]*){0,2}$/u

/** The name of who writes, alone on its line behind a line of thanks, is nobody's business. */
function withoutSigned(lines: readonly Line[]): readonly Line[] {
  const last = lines.findLastIndex(({ text }) => text.trim() !== '')
  const before = lines.slice(0, Math.max(last, 0)).findLast(({ text }) => text.trim() !== '')
  const thanks = wordsOf(before?.text ?? '')
  const name = lines[last]?.text.trim() ?? ''
  const isSigned = thanks.length > 0 && thanks.every((word) => CLOSING.has(word)) && SIGNED.test(name)
  return isSigned && wordsOf(name).every((word) => !NO_NAME.has(word)) ? lines.with(last, { text: '' }) : lines
}

const REPLIES = new Set(['re', 'fwd', 'fw', 'aw', 'wg', 'tr', 'rv'])

/** Where a name stands, when it is no more than one and its figures say how many there are. */
function placeOf(
  path: string,
  { value, said, span }: DraftField,
  lines: readonly Line[],
  fields: DraftFields,
): Span | null {
  const text = span ? (lines[span.line]?.text ?? '') : ''
  const words = wordsOf(said ?? value)
  if (!span || words.length > WORDS_MAX || !isName(words)) return null
  const at = text.toLowerCase().indexOf((said ?? value).toLowerCase(), span.start)
  if (at < 0 || at >= span.end) return null
  const place = { line: span.line, start: at, end: at + (said ?? value).length }
  const [qty, rate] = ['qty', 'rate'].map((name) => fields[path.replace(/name$/u, name)])
  // A word of the price names nothing: `at $80 CAD`.
  if (rate?.span && rate.span.line === place.line && rate.span.start < place.end && place.start < rate.span.end)
    return null
  return isCounted(text, place, qty, rate) && isAtItsFigures(text, place, qty) ? place : null
}

function isName(words: readonly string[]): boolean {
  const [first = '', ...others] = words
  const own = LEADING_WORDS.has(first) ? others : words
  return (
    own.length > 0 &&
    own.every(
      (word) => WORD.test(word) && word === word.normalize('NFKC') && !NO_NAME.has(word) && !ASKING_WORDS.has(word),
    )
  )
}

const PER_ONE = /(?:\/|(?<!\p{L})(?:each|apiece|per|an?|pro|je|die|par|chacun\p{L}*|pièce|cada|por|la|l)(?!\p{L}))/iu
const LED_AS_ONE = /(?<!\p{L})(?:zu|je|pro|per)\s*$/iu
const LED_AT = /(?:@|(?<!\p{L})(?:at|à|a))\s*$/iu
/** Several, where nobody says how many; German does not show it. */
const SEVERAL = /(?:[^s]s|x|people|men|women|children|feet|teeth)$/iu

/** How many is said in figures, or it is one: a price of each of an unknown many is no price. */
function isCounted(text: string, name: Span, qty: DraftField | undefined, rate: DraftField | undefined): boolean {
  if (qty) return true
  if (!rate?.span) return false
  const { start, end } = rate.span
  const before = text.slice(Math.max(0, start - 20), start)
  if (PER_ONE.test(text.slice(start, end)) || PER_ONE.test(text.slice(end, end + 20).split(/[,.;]/u)[0] ?? ''))
    return false
  return !LED_AS_ONE.test(before) && !(LED_AT.test(before) && SEVERAL.test(text.slice(name.start, name.end)))
}

/** A second thing is counted, and no thing has the name of somebody before its count: `and forget windows at $60`, `for Bob 3 hours`. */
function isAtItsFigures(text: string, name: Span, qty: DraftField | undefined): boolean {
  if (qty?.span && qty.span.start <= name.end) return qty.span.start <= name.start
  if (qty?.span) return false
  const before = text.slice(0, name.start)
  const isAsked =
    /(?:(?<!\p{L})(?:for|of|für|über|pour|de|d['’]|por|para)|:)\s+(?:(?:the|an?|die|das|den|der|eine?n?|la|le|les|une?|l['’]|el|los|las|una)\s+)?$|^\s*(?:the\s+)?$/iu
  const isPerson =
    /^\p{Lu}/u.test(text.slice(name.start)) &&
    !/^\s*$/u.test(before) &&
    !/(?<!\p{L})(?:für|über) die\s+$/iu.test(before)
  return isAsked.test(before) && !isPerson && !/\d/u.test(before)
}

function withoutSpans(text: string, line: number, spans: readonly Span[]): string {
  const signs = text.split('')
  for (const { start, end } of spans.filter((span) => span.line === line)) signs.fill(' ', start, end)
  return signs.join('')
}

/** What is left over: words of a request, and signs between them. */
function isUnderstood(left: string, text: string, spans: readonly Span[], line: number): boolean {
  if (/[^\p{L}\p{M}\s.,:;!?¿'’@×–-]/u.test(left)) return false
  if (left.includes('?') && !POLITE_QUESTION.test(text.trim())) return false
  return [...left.matchAll(/[\p{L}\p{M}]+/gu)].every(({ 0: word, index }) => {
    const small = word.toLowerCase()
    return (
      ASKING_WORDS.has(small) ||
      (EACH_WORDS.has(small) && spans.some((span) => span.line === line && span.end <= index))
    )
  })
}

const wordsOf = (text: string): string[] =>
  text
    .toLowerCase()
    .split(/[^\p{L}\p{M}\p{N}'’-]+/u)
    .filter(Boolean)
