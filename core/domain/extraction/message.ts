import { lineKindsOf } from '../mail/new-text.ts'
import { findAddresses } from './addresses.ts'
import { findAmounts } from './amounts.ts'
import { findBareSums, totalsFirst } from './bare-sums.ts'
import { dayAskedFor } from './dates/asked-for.ts'
import { findDates } from './dates.ts'
import { findEmails } from './emails.ts'
import type { Found, Line, Occasion, Span } from './found.ts'
import { type FoundIntent, findIntent } from './intent/intent.ts'
import { findTone } from './intent/tone.ts'
import { findPeople } from './people.ts'
import { findPhones } from './phones.ts'
import { findQuantities, findRates } from './quantities.ts'
import { writtenLines } from './written-lines.ts'

export type MessageKind = 'email' | 'phone' | 'amount' | 'date' | 'address' | 'name' | 'quantity' | 'rate'
/** Of each kind the first under its name, the others as `email_2` and so on. */
export type MessageFields = Record<string, Found>

export interface ReadMessage {
  intent: FoundIntent
  fields: MessageFields
  /** The day that is asked for, as ISO 8601: of the days among the fields that which work would be due on. */
  due?: Found | undefined
  tone: ReturnType<typeof findTone>
}

/** A count with its unit is surer than one of a thing. */
const BY_UNIT = 0.7
/** Of one kind. */
const FIELDS_MAX = 20

/** What a message asks for, and what stands in it; not what it answers, which somebody else wrote (H-AI-1 to 5). */
export function readMessage(lines: readonly Line[], occasion: Occasion): ReadMessage {
  const kinds = lineKindsOf(lines.map(({ text }) => text))
  const isOwn = (line: number) => kinds[line] !== 'quote'
  const own = lines.map((line, at) => (isOwn(at) ? line : { text: '' }))
  const written = writtenLines(lines, kinds)
  const addresses = findAddresses(own)
  const sums = findAmounts(own, occasion)
  const allCounts = findQuantities(own)
  const isCount = ({ span }: Found) =>
    allCounts.some((count) => count.confidence > BY_UNIT && overlaps(count.span, span))
  const figures = apart([
    ...findDates(own, occasion).map(of('date')),
    ...(sums.length > 0 ? sums : findBareSums(own).filter((sum) => !isCount(sum))).map(of('amount')),
    ...findPhones(own, occasion).map(of('phone')),
  ])
  const others = [...findEmails(own).map(of('email')), ...findPeople(lines, isOwn, occasion).map(of('name'))]
  const free = figures.filter(({ found }) => !addresses.some(({ span }) => overlaps(span, found.span)))
  const taken = [...free.map(({ found }) => found), ...addresses]
  const counts = allCounts.filter(({ span }) => !taken.some((other) => overlaps(span, other.span)))
  return {
    intent: findIntent(written),
    fields: named([
      ...inOrder(free, own),
      ...others,
      ...addresses.map(of('address')),
      ...counts.map(of('quantity')),
      ...findRates(own, occasion).map(of('rate')),
    ]),
    due: dueDay(free, own, occasion),
    tone: findTone(written),
  }
}

function dueDay(figures: readonly Kept[], lines: readonly Line[], { received }: Occasion): Found | undefined {
  const days = figures.filter(({ kind }) => kind === 'date').map(({ found }) => found)
  const due = dayAskedFor(days, lines, received.slice(0, 10))
  return due && { ...due, value: due.value.slice(0, 10) }
}

/** Of sums the total is the one that is meant. */
function inOrder(figures: readonly Kept[], lines: readonly Line[]): Kept[] {
  const sums = figures.filter(({ kind }) => kind === 'amount').map(({ found }) => found)
  return [...figures.filter(({ kind }) => kind !== 'amount'), ...totalsFirst(sums, lines).map(of('amount'))]
}

interface Kept {
  kind: MessageKind
  found: Found
}
const of =
  (kind: MessageKind) =>
  (found: Found): Kept => ({ kind, found })

const overlaps = (a: Span, b: Span) => a.line === b.line && a.start < b.end && b.start < a.end
const length = ({ found: { span } }: Kept) => span.end - span.start

/** Figures are one thing: of two that share some the longer one stands. */
function apart(all: readonly Kept[]): Kept[] {
  const kept = new Map<number, Kept[]>()
  for (const one of all.toSorted((a, b) => length(b) - length(a))) {
    const beside = kept.get(one.found.span.line) ?? []
    if (beside.some(({ found }) => overlaps(found.span, one.found.span))) continue
    beside.push(one)
    kept.set(one.found.span.line, beside)
  }
  return [...kept.values()]
    .flat()
    .toSorted((a, b) => a.found.span.line - b.found.span.line || a.found.span.start - b.found.span.start)
}

function named(all: readonly Kept[]): MessageFields {
  const counts = new Map<MessageKind, number>()
  const fields: MessageFields = {}
  for (const { kind, found } of all) {
    const count = (counts.get(kind) ?? 0) + 1
    counts.set(kind, count)
    if (count <= FIELDS_MAX) fields[count === 1 ? kind : `${kind}_${count}`] = found
  }
  return fields
}
