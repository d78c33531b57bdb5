import { isBlank } from './quote-header.ts'
import { MAIL_MAKES, OWN, OWN_DEVICES, SENT_FROM, SENT_FROM_LAST } from './reply-words.ts'

const LINES_MAX = 25
const RULED_LINES_MAX = 14
const LINE_LENGTH_MAX = 200
const DEVICE_LENGTH_MAX = 120

/** Where the signature of some lines begins: after "-- ", after a drawn line with an address below, or at "Sent from my phone"; `end` where there is none. */
export function signatureStart(lines: readonly string[], start: number, end: number): number {
  const last = lastWords(lines, start, end)
  const from = Math.max(start, last - LINES_MAX)
  for (let at = from; at < last; at++) {
    const line = lines[at] ?? ''
    const below = lines.slice(at + 1, last).filter((one) => !isBlank(one))
    if (/^--\s*$/.test(line) && isShort(below, LINES_MAX) && (/\s$/.test(line) || !isProse(below))) return at
    if (RULE.test(line) && isShort(below, RULED_LINES_MAX) && hasAddress(below) && !isProse(below)) return at
  }
  return deviceStart(lines, start, last, end)
}

function lastWords(lines: readonly string[], start: number, end: number): number {
  let last = end
  while (last > start && isBlank(lines[last - 1])) last--
  return last
}

function deviceStart(lines: readonly string[], start: number, last: number, end: number): number {
  let at = last
  let found = end
  while (at > start && (isBlank(lines[at - 1]) || isDeviceLine(lines[at - 1] ?? ''))) {
    at--
    if (!isBlank(lines[at])) found = at
  }
  return found
}

const RULE = /^\s*[-_=–—]{2,}\s*$/u

const isShort = (written: readonly string[], linesMax: number) =>
  written.length > 0 && written.length <= linesMax && written.every((line) => line.length <= LINE_LENGTH_MAX)

/** Sentences are no signature, wherever they stand. */
const isProse = (written: readonly string[]) =>
  written.some((line) => {
    const words = line.trim().split(/\s+/).length
    return words > 10 || (words > 3 && /[.!?:;,]["')]?\s*$/.test(line))
  })

const ADDRESS = /[^\s<>@]{1,64}@[^\s<>@]{1,100}\.\p{L}{2,}/u
const WEB = /(?:https?:\/\/|www\.)\S/i
const PHONE = /(?:\+|\(|\b)\d[\d\s().\-/]{6,18}\d/

/** A mail address, or a phone number beside a web address, says that short lines under a drawn line are a signature. */
function hasAddress(below: readonly string[]): boolean {
  const has = (sign: RegExp) => below.some((line) => sign.test(line))
  return has(ADDRESS) || (has(PHONE) && has(WEB))
}

const anyOf = (words: readonly string[]) => words.map((word) => word.replaceAll('.', '\\.')).join('|')
const MAKE = new RegExp(`(?:${anyOf(MAIL_MAKES)})(?!\\p{Ll}{5})`, 'iu')
const OWN_DEVICE = new RegExp(
  `(?:^|[^\\p{L}])(?:${anyOf(OWN)})(?:\\s+\\S+){0,3}?\\s*(?:${anyOf(OWN_DEVICES)})\\S{0,4}$`,
  'iu',
)
const OWN_THING = new RegExp(`(?:^|\\s)(?:${anyOf(OWN)})\\s+(?:[\\p{Lu}\\d][\\p{L}\\d+-]*\\s?){1,4}$`, 'u')
const WORDS_MAX = 14

/** "Sent from my iPhone", "Envoyé de mon iPhone", "iPhoneから送信". */
export function isDeviceLine(line: string): boolean {
  if (line.length > 2 * LINE_LENGTH_MAX) return false
  const plain = line.replace(/[<([]\s*(?:https?|mailto):[^\s>)\]]*\s*[>)\]]?/giu, ' ').trim()
  const text = plain.replace(/^[\s*_>~.–—-]+|[\s*_~]+$/gu, '').toLowerCase()
  if (text === '' || text.length > DEVICE_LENGTH_MAX) return false
  const isLast = SENT_FROM_LAST.some((words) => text.endsWith(words))
  if (!isLast && !SENT_FROM.some((words) => text.startsWith(words))) return false
  if (text.split(/\s+/).length > WORDS_MAX) return false
  const named = isLast ? text.replace(/\s*\S+$/, '') : text
  return plain !== line.trim() || MAKE.test(text) || OWN_DEVICE.test(named) || OWN_THING.test(plain)
}
