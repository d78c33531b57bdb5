import { findEmails } from '../extraction/emails.ts'
import type { Line, Occasion, Span } from '../extraction/found.ts'
import { findPhones } from '../extraction/phones.ts'
import { dialled } from '../kernel/contact-points.ts'
import { lineKindsOf } from '../mail/new-text.ts'
import type { DraftField } from './fields.ts'
import type { KnownContact, Source } from './known.ts'
import { type Source as Searched, sourceOf, spanOf } from './quoted.ts'

/** What a person pasted names who it is of; what a sender writes of himself proves nothing. */
const BY_ADDRESS = { pasted: 0.9, received: 0.75 }
const BY_NAME = 0.75

/** A mail's header that names who wrote it, and those that name to whom: often the business itself. */
const FROM = /^\s*(?:>\s?)?\*?(?:from|von|de|van|da)\s?:/iu
const TO = /^\s*(?:>\s?)?\*?(?:to|cc|bcc|an|à|para|aan|reply-to)\s?:/iu
const LINES_MAX = 400

interface Told {
  id: string
  span: Span
}

/**
 * The one contact whom the words name (H-AI-5): by an address or a number of his, else by his whole name. Of two that may be
 * meant it is neither.
 */
export function contactTold(source: Source, occasion: Pick<Occasion, 'country'>): DraftField | null {
  const { contacts = [], isPaper = false } = source
  if (contacts.length === 0) return null
  const lines = own(source.lines, isPaper)
  const sender = lines.map((line) => (FROM.test(line.text) ? line : EMPTY))
  const address = oneOf(byAddress(sender, contacts, occasion)) ?? oneOf(byAddress(lines, contacts, occasion))
  if (address) return told(address, isPaper ? BY_ADDRESS.pasted : BY_ADDRESS.received)
  const name = oneOf(byName(sender, contacts)) ?? oneOf(meant(byName(lines, contacts), lines))
  return name && told(name, BY_NAME)
}

const told = ({ id, span }: Told, confidence: number): DraftField => ({ value: id, confidence, span, origin: 'TAUGHT' })

const EMPTY: Line = { text: '' }

/** Not what is answered, nor to whom it went; who wrote what was pasted stands above it, however it is quoted. */
function own(lines: readonly Line[], isPaper: boolean): Line[] {
  const read = lines.slice(0, LINES_MAX)
  const kinds = lineKindsOf(read.map(({ text }) => text))
  return read.map((line, at) => {
    if (TO.test(line.text)) return EMPTY
    return kinds[at] !== 'quote' || (isPaper && FROM.test(line.text)) ? line : EMPTY
  })
}

/** Null where nobody is named, or more than one is. */
function oneOf(found: readonly Told[]): Told | null {
  const ids = new Set(found.map(({ id }) => id))
  return ids.size === 1 ? found[0]! : null
}

function byAddress(
  lines: readonly Line[],
  contacts: readonly KnownContact[],
  occasion: Pick<Occasion, 'country'>,
): Told[] {
  const mails = findEmails(lines).map(({ value, span }) => ({ said: value.toLowerCase(), span }))
  const phones = findPhones(lines, occasion).map(({ value, span }) => ({ said: value, span }))
  return contacts.flatMap(({ id, emails, phones: numbers }) => {
    const his = new Set([...emails.map((one) => one.toLowerCase()), ...numbers.map(dialled)])
    return [...mails, ...phones].filter(({ said }) => his.has(said)).map(({ span }) => ({ id, span }))
  })
}

function byName(lines: readonly Line[], contacts: readonly KnownContact[]): Told[] {
  const searched = sourceOf(lines.map(({ text }) => ({ text: unaccented(text) })))
  return longest(contacts.flatMap((contact) => namesOf(contact).flatMap((name) => placeOf(searched, contact.id, name))))
}

/** Sign by sign, so that each stands where it stood. */
const unaccented = (text: string): string =>
  text.replace(/\p{L}/gu, (sign) => {
    const plain = sign.normalize('NFKD').replace(/\p{M}/gu, '')
    return plain.length === sign.length ? plain : sign
  })

const namesOf = ({ display_name, company_name }: KnownContact): string[] =>
  [display_name, company_name ?? ''].filter((name) => /[\p{L}\p{N}][^\p{L}\p{N}]+\p{L}/u.test(name))

function placeOf(searched: Searched, id: string, name: string): Told[] {
  const span = spanOf(searched, unaccented(name))
  return span ? [{ id, span }] : []
}

/** `Annex Dental` in `Annex Dental Group` is not named by it. */
function longest(found: readonly Told[]): Told[] {
  const isWithin = (a: Span, b: Span) =>
    a.line === b.line && b.start <= a.start && a.end <= b.end && b.end - b.start > a.end - a.start
  return found.filter(({ span }) => !found.some((other) => isWithin(span, other.span)))
}

const BEHIND =
  /(?:(?<!\p{L})(?:for|bill|invoice|quote|charge|customer|client|für|an|kunde|kundin|rechnung|pour|client|à|facturer|para|cliente|facturar)\s*:?\s+(?:(?:mrs?|ms|dr|herrn?|frau|mme|m|sra?)\.?\s+)?)$/iu

/** Of several the one for whom it is. */
function meant(found: readonly Told[], lines: readonly Line[]): readonly Told[] {
  const named = found.filter(({ span: { line, start } }) => BEHIND.test((lines[line]?.text ?? '').slice(0, start)))
  return named.length > 0 ? named : found
}
