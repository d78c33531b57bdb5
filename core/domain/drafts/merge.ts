import { sameDecimal } from './evidence.ts'
import { type DraftField, type DraftFields, levelOf } from './fields.ts'
import { folded, isOver } from './quoted.ts'

/** Rules and a model say the same. */
const AGREED = 0.9
const DISPUTED = 0.6

/**
 * What was read by rules and what a model proposes, path by path (H-AI-14): what both say is surer than either; where they differ
 * nothing is sure, and what was read surely or is known of the business stands. What stands nowhere in the source is not filled in,
 * but for a guess where nothing was read. Lines are matched by what they say, not by their order.
 */
export function mergeFields(read: DraftFields, proposed: DraftFields): DraftFields {
  const merged: DraftFields = { ...read }
  const standing = Object.fromEntries(
    Object.entries(proposed).filter(([, { span, origin }]) => origin === 'GUESSED' || span !== null),
  )
  for (const [path, field] of Object.entries(placed(read, standing))) {
    const known = read[path]
    if (known) merged[path] = decided(known, field)
    else if (!isTaken(read, path, field)) merged[path] = field
  }
  return merged
}

const FIGURE = /(?:^|\.)(?:qty|rate|amount|tax_total)$/u

/** What rules read in a figure is what it says: it is no second value besides. */
const isTaken = (read: DraftFields, path: string, { span }: DraftField): boolean =>
  FIGURE.test(path) &&
  span !== null &&
  Object.entries(read).some(([other, field]) => FIGURE.test(other) && field.span && isOver(field.span, span))

function decided(read: DraftField, proposed: DraftField): DraftField {
  if (proposed.origin === 'GUESSED') return read
  if (isSame(read.value, proposed.value)) return { ...read, confidence: Math.max(AGREED, read.confidence) }
  if (read.said !== undefined && isSame(read.said, proposed.value)) return read
  if (isPartOf(read.value, proposed.value)) return read.value.length <= proposed.value.length ? read : proposed
  const stands = read.origin === 'TAUGHT' || levelOf(read.confidence) === 'HIGH' ? read : proposed
  return { ...stands, confidence: Math.min(DISPUTED, stands.confidence) }
}

const isSame = (a: string, b: string): boolean =>
  folded(a) === folded(b) || sameDecimal(a, b) || (/^\d{4}-\d\d-\d\dT/u.test(a) && a.slice(0, 10) === b)

/** One of two texts stands in the other: the shorter says it. */
function isPartOf(a: string, b: string): boolean {
  const [short, long] = [folded(a), folded(b)].toSorted((one, other) => one.length - other.length) as [string, string]
  return /\p{L}{3}/u.test(short) && ` ${wordsOf(long)} `.includes(` ${wordsOf(short)} `)
}
const wordsOf = (text: string) =>
  text
    .split(/[^\p{L}\p{M}\p{N}]+/u)
    .filter(Boolean)
    .join(' ')

const LINE = /^line_items\.(\d+)\.(.+)$/u
type LineFields = Record<string, DraftField>

/** The proposed fields at the places of the lines that they are of; a line of the model's own comes behind them, if it has a name. */
function placed(read: DraftFields, proposed: DraftFields): DraftFields {
  const known = linesIn(read)
  const taken = new Set<number>()
  let next = Math.max(-1, ...known.keys()) + 1
  const fields = Object.fromEntries(Object.entries(proposed).filter(([path]) => !LINE.test(path)))
  for (const [, line] of [...linesIn(proposed)].toSorted(([a], [b]) => a - b)) {
    const [at] = [...known].find(([n, other]) => !taken.has(n) && isAlike(other, line)) ?? []
    if (at === undefined && !line.name) continue
    const place = at ?? next++
    taken.add(place)
    for (const [name, field] of Object.entries(line)) fields[`line_items.${place}.${name}`] = field
  }
  return fields
}

function linesIn(fields: DraftFields): Map<number, LineFields> {
  const lines = new Map<number, LineFields>()
  for (const [path, field] of Object.entries(fields)) {
    const [, at, name] = LINE.exec(path) ?? []
    if (at === undefined || name === undefined) continue
    lines.set(Number(at), { ...lines.get(Number(at)), [name]: field })
  }
  return lines
}

/** Two lines are one when they have a name or words of the source in common. */
const isAlike = (a: LineFields, b: LineFields): boolean =>
  (a.name && b.name && isSame(a.name.value, b.name.value)) ||
  Object.values(a).some((one) => Object.values(b).some((other) => sharesWords(one, other)))

const sharesWords = ({ span: a }: DraftField, { span: b }: DraftField): boolean =>
  a !== null && b !== null && isOver(a, b)
