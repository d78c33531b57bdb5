import {
  BEGINS_ATTRIBUTION,
  FORWARD_SUBJECT,
  FORWARDED_MESSAGE,
  HEADER_LABELS,
  ORIGINAL_MESSAGE,
  WROTE,
  WROTE_UNSPACED,
} from './reply-words.ts'

const ATTRIBUTION_LINES_MAX = 4
const ATTRIBUTION_LENGTH_MAX = 400
const HEADER_LINES_MAX = 16
const BLANK_LINES_MAX = 3

export const isBlank = (text: string | undefined) => text !== undefined && text.trim() === ''

const escaped = (word: string) => word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
const VERB = new RegExp(`(?:^|[^\\p{L}])(?:${WROTE.map(escaped).join('|')})(?:\\([\\p{L}]{1,3}\\))?(?![\\p{L}])`, 'iu')
const VERB_UNSPACED = new RegExp(WROTE_UNSPACED.join('|'), 'u')
const VERB_LAST = new RegExp(`${VERB.source}\\s*:?\\s*$|(?:${WROTE_UNSPACED.join('|')})\\s*[:：]?\\s*$`, 'iu')
const BEGINS = new RegExp(`^(?:(?:${BEGINS_ATTRIBUTION.join('|')})(?![\\p{L}])|[在于於בב])`, 'iu')
const BEGINS_WITH_DATE = /^(?:\p{L}{2,12}[.,]{1,2} ?)?(?:\p{L}{2,4} )?\d{1,4}[\s.:/,年-]/u
const DATE = /(?<!\d)(?:\d{1,2}[:.h]\d{2}(?!\d)|(?:19|20)\d{2}(?!\d)|\d{1,2}[./-]\d{1,2}[./-]\d{2,4})/u
const ADDRESS = /[^\s<>@,;:"()[\]]{1,64}@[^\s<>@,;:"()[\]]{1,255}/u
const ENDS_WITH_ADDRESS = /[>\])»]{1,3}\s*[:：]$/u

/** How a line above a quote ends, and whether it is one even where what follows bears no sign of a quote. */
export interface Attribution {
  end: number
  isCertain: boolean
}

/** "On Monday, Ann <ann@example.com> wrote:", which may be broken over four lines, beginning at this one. */
export function attributionAt(lines: readonly string[], start: number): Attribution | null {
  let text = ''
  for (let end = start; end < Math.min(lines.length, start + ATTRIBUTION_LINES_MAX); end++) {
    const line = undecorated(lines[end] ?? '')
    if (line === '' || text.length + line.length > ATTRIBUTION_LENGTH_MAX || /^(>|&gt;)/.test(line)) return null
    // A line that begins one of its own is not the end of another.
    if (end > start && BEGINS.test(line) && DATE.test(line) && attributionOf(line)) return null
    text = text === '' ? line : `${text} ${line}`
    if (end > start && !mayBreak(undecorated(lines[start] ?? ''))) return null
    const found = attributionOf(text)
    if (found) return { end: end + 1, isCertain: found === 'certain' }
  }
  return null
}

const mayBreak = (first: string) => /\d/.test(first) && (BEGINS.test(first) || BEGINS_WITH_DATE.test(first))

function attributionOf(text: string): 'certain' | 'likely' | null {
  const hasVerb = VERB.test(text) || VERB_UNSPACED.test(text)
  const hasColon = /[:：]$/.test(text)
  const hasAddress = ADDRESS.test(text)
  const hasDate = DATE.test(text)
  if (!hasColon && !(hasAddress && hasDate && VERB_LAST.test(text))) return null
  if (!hasVerb) return hasDate && ENDS_WITH_ADDRESS.test(text) && BEGINS_WITH_DATE.test(text) ? 'certain' : null
  const begins = BEGINS.test(text) || BEGINS_WITH_DATE.test(text)
  if ((begins && (hasDate || hasAddress)) || (hasDate && hasAddress)) return 'certain'
  if (hasAddress && VERB_LAST.test(text)) return 'certain'
  return VERB_LAST.test(text) && text.split(' ').length <= 8 ? 'likely' : null
}

/** Without what some programs draw around it: `---- On Monday … wrote ----`, `*From:*`. */
const undecorated = (line: string) =>
  line
    .slice(0, ATTRIBUTION_LENGTH_MAX + 1)
    .replace(/[\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, '')
    .replace(/^[\s*_=–—-]+/u, '')
    .replace(/[\s*_=–—-]+$/u, '')

type Field = keyof typeof HEADER_LABELS
const FIELDS = new Map(
  Object.entries(HEADER_LABELS).flatMap(([field, labels]) => labels.map((label) => [label, field as Field] as const)),
)
const LABEL_LENGTH_MAX = 24

/** Which field of a quoted message's header a line is, with what it says. */
function fieldOf(line: string): { field: Field; value: string } | null {
  const colon = line.slice(0, LABEL_LENGTH_MAX + 8).search(/[:：]/u)
  if (colon < 1) return null
  const label = line.slice(0, colon).replace(/[*_>]/g, '').trim().toLowerCase()
  const field = FIELDS.get(label)
  return field ? { field, value: line.slice(colon + 1).trim() } : null
}

/** Where the header of a message that was answered ends, if one begins here: fields one below the other, or a line that says so. */
export function headerEnd(lines: readonly string[], start: number): number | null {
  const line = lines[start] ?? ''
  const original = originalMarker(line)
  const isRuled = original !== null || isRule(line)
  const first = isRuled ? afterBlanks(lines, start + 1) : start
  const found = fieldsAt(lines, first)
  if (original) return found.fields.size > 0 ? found.end : original === 'drawn' ? start + 1 : null
  if (!found.fields.has('from')) return null
  const isDated = found.fields.has('date') && found.fields.has('subject') && found.hasDate
  if (found.fields.size >= 3 && (found.hasAddress || isDated)) return found.end
  return isSenderAlone(lines, first) ? found.end : null
}

interface Fields {
  fields: Set<Field>
  hasAddress: boolean
  hasDate: boolean
  end: number
}

const OTHER_LINES_MAX = 4

function fieldsAt(lines: readonly string[], start: number): Fields {
  const found: Fields = { fields: new Set(), hasAddress: false, hasDate: false, end: start }
  if (!fieldOf(lines[start] ?? '')) return found
  let others = 0
  for (let at = start; at < Math.min(lines.length, start + HEADER_LINES_MAX); at++) {
    const line = lines[at] ?? ''
    const one = fieldOf(line)
    if (isBlank(line) && !fieldOf(lines[at + 1] ?? '')) break
    if (!one && !isBlank(line) && ++others > OTHER_LINES_MAX) break
    if (one) found.fields.add(one.field)
    if (one) found.end = at + 1
    if (ADDRESS.test(line.slice(0, ATTRIBUTION_LENGTH_MAX))) found.hasAddress = true
    if (one?.field === 'date' && /\d/.test(one.value)) found.hasDate = true
  }
  return found
}

/** `From: Ann <ann@example.com>` with nothing but its like around it. */
function isSenderAlone(lines: readonly string[], at: number): boolean {
  const one = fieldOf(lines[at] ?? '')
  if (
    one?.field !== 'from' ||
    !/\S.*[<[](?:mailto:)?[^\s<>@]{1,64}@[^\s<>@]{1,255}[>\]]/u.test(one.value.slice(0, 300))
  )
    return false
  const next = lines[at + 1] ?? ''
  const isAlone = at === 0 || isBlank(lines[at - 1]) || isRule(lines[at - 1] ?? '')
  return isAlone && (isBlank(next) || fieldOf(next) !== null)
}

/** A line of dashes, underscores or equal signs. */
export const isRule = (line: string) => /^\s*[-_=–—*#]{2,}\s*$/u.test(line)

export function afterBlanks(lines: readonly string[], start: number): number {
  let at = start
  while (at < lines.length && at - start < BLANK_LINES_MAX && isBlank(lines[at])) at++
  return at
}

const ORIGINAL = new Set(ORIGINAL_MESSAGE)

/** "-----Original Message-----", drawn with its dashes or plain. */
function originalMarker(line: string): 'drawn' | 'plain' | null {
  if (line.length > 80) return null
  const plain = undecorated(line)
    .replace(/[:：]$/u, '')
    .replace(/’/g, "'")
    .toLowerCase()
  if (!ORIGINAL.has(plain)) return null
  return /^\s*[-–—_*]{2,}|[-–—_*]{2,}\s*$/u.test(line) ? 'drawn' : 'plain'
}

/** "---------- Forwarded message ---------" and its like: what follows was sent, not answered. */
export function isForwardMarker(line: string): boolean {
  if (line.length > 120 || line.startsWith('>')) return false
  const plain = undecorated(line)
    .replace(/[:：]$/u, '')
    .toLowerCase()
  const isDrawn = /^\s*[-–—_*=]{2,}/u.test(line)
  return FORWARDED_MESSAGE.some((words) => {
    const at = plain.indexOf(words)
    return at >= 0 && (isDrawn || plain.length - words.length <= 24)
  })
}

const FORWARDS = new Set(FORWARD_SUBJECT)

/** Whether a subject says that the message was forwarded: "Fwd: …", "WG: …". */
export function isForwardSubject(subject: string): boolean {
  const colon = subject.slice(0, 16).search(/[:：]/u)
  return colon > 0 && FORWARDS.has(subject.slice(0, colon).trim().toLowerCase())
}
