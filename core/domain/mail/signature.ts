import { parsePhone } from '../kernel/contact-points.ts'
import { postalAddress, type SignatureFact } from './postal-address.ts'
import { isBlank, isRule } from './quote-header.ts'
import { isDeviceLine } from './sign-off.ts'

export interface SignedMessage {
  /** As `newText` answers them. */
  new_text: string
  signature: string
  /** The name in the header From, where there is one. */
  from_name?: string | null
  from_address?: string | null
  /** Of the business: how numbers without a country's code are read. */
  country?: string | undefined
}

export interface SignatureFacts {
  name: SignatureFact | null
  phone: SignatureFact | null
  address: SignatureFact | null
}

/** Who an unknown sender says he is. Where nothing is sure, nothing: a wrong phone number is worse than none. */
export function signatureFacts(message: SignedMessage): SignatureFacts {
  const lines = signedLines(message)
  return {
    name: nameIn(lines, message),
    phone: phoneIn(lines, message.country),
    address: postalAddress(lines.map(({ text }) => text)),
  }
}

interface SignedLine {
  text: string
  isAfterClosing: boolean
}

const LINES_MAX = 14
const LINE_LENGTH_MAX = 160
const CLOSING =
  /^(?:(?:(?:best|kind|warm|many)? ?(?:regards|wishes|thanks)|best|thank you|thx|cheers|sincerely|yours|all the best|(?:mit )?(?:\p{L}+ )?(?:freundlichen? )?gr(?:ü|ue)(?:ß|ss)e?n?|mfg|lg|vg|danke|cordialement|bien à vous|merci|salutations|saludos|un saludo|atentamente|gracias|cordiali saluti|saluti|grazie|distinti saluti|atenciosamente|abraços|obrigad[oa]|met vriendelijke groet(?:en)?|groet(?:en|jes)?|(?:med )?(?:vänliga?|venlig|vennlig) hilsen|mvh|hälsningar|pozdrawiam|с уважением|terveisin)(?![\p{L}\d])[^.?]{0,40})$/iu

/** The lines of the signature: what was folded as such, else what follows the closing words, else a last short paragraph. */
function signedLines({ new_text, signature }: SignedMessage): SignedLine[] {
  const written = new_text.split('\n').slice(-40)
  const folded = signature.split('\n').filter((line) => !isBlank(line) && !isRule(line) && !isDeviceLine(line))
  const closing = written.findLastIndex((line) => line.length < 60 && CLOSING.test(line.trim()))
  const after = closing < 0 ? lastParagraph(written) : written.slice(closing + 1)
  const tail = after.filter((line) => !isBlank(line))
  const isTail = tail.length <= LINES_MAX && tail.every((line) => line.length <= LINE_LENGTH_MAX)
  return [...(isTail ? tail : []), ...folded].slice(0, 2 * LINES_MAX).map((line, index) => ({
    text: plain(line),
    isAfterClosing: index === 0 && isTail && closing >= 0 && tail.length > 0,
  }))
}

function lastParagraph(lines: readonly string[]): string[] {
  const end = lines.findLastIndex((line) => !isBlank(line)) + 1
  const start = lines.slice(0, end).findLastIndex(isBlank) + 1
  const paragraph = lines.slice(start, end)
  // A message of one paragraph is no signature, nor is one that speaks in sentences.
  const isProse = paragraph.some((line) => /[.!?]["')]?\s*$|[,;]\s*$/.test(line.trim()) || line.split(' ').length > 9)
  return start === 0 || isProse ? [] : paragraph
}

const plain = (line: string) =>
  line
    .slice(0, 400)
    .replace(/[*_]{1,2}(?=\S)|(?<=\S)[*_]{1,2}/g, '')
    .replace(/\s+/g, ' ')
    .trim()

const TITLE = /^(?:mrs?|ms|miss|dr|prof|me|mme|m|herr|frau|hr|fr|ing|dipl|sr|sra|sig|dott)\.? (?=\p{Lu})/iu
const NAME =
  /^\p{Lu}[\p{L}\p{M}'’.-]*(?: (?:(?:van|von|der|den|de|la|le|di|da|dos|del|el|al|bin|ter|zu) ){0,2}\p{Lu}[\p{L}\p{M}'’.-]*){0,3}$/u
const NO_NAME =
  /\b(?:message|mail|your|our|the|this|original|delivery|ltd|limited|inc|llc|gmbh|corp|company|group|team|street|road|avenue|strasse|straße|manager|director|owner|sales|support|office|phone|mobile|tel|fax|email|e-mail|web|www|logo|thanks|thank|regards|hi|hello|dear|yes|no|ok|please|via|internet|monday|tuesday|wednesday|thursday|friday|saturday|sunday)\b/i

function nameIn(lines: readonly SignedLine[], { from_name, from_address }: SignedMessage): SignatureFact | null {
  const known = wordsOf(from_name ?? '')
  for (const { text } of lines) {
    const words = wordsOf(nameOf(text))
    const shared = words.filter((word) => known.includes(word))
    if (from_name && shared.length > 0 && shared.length === Math.min(words.length, known.length))
      return { value: words.length === known.length ? nameOf(text) : from_name.trim(), line: text, confidence: 'HIGH' }
  }
  return nameByPlace(lines, from_address ?? '')
}

/** The first line of a signature, or one that the sender's address spells. */
function nameByPlace(lines: readonly SignedLine[], from_address: string): SignatureFact | null {
  const local = from_address.split('@')[0]?.toLowerCase() ?? ''
  for (const [index, { text, isAfterClosing }] of lines.entries()) {
    const name = nameOf(text)
    if (!NAME.test(name) || NO_NAME.test(name) || !/\p{Ll}/u.test(name)) continue
    const isSpelled = wordsOf(name).some((word) => word.length > 2 && local.includes(word))
    if (isSpelled) return { value: name, line: text, confidence: 'HIGH' }
    if (isAfterClosing || (index < 2 && name.includes(' ')))
      return fullName(lines, name) ?? { value: name, line: text, confidence: 'MEDIUM' }
  }
  return null
}

/** "Sarah" above a signature of Sarah Johnson. */
function fullName(lines: readonly SignedLine[], first: string): SignatureFact | null {
  if (first.includes(' ')) return null
  const full = lines.find(({ text }) => nameOf(text).startsWith(`${first} `) && NAME.test(nameOf(text)))
  return full && !NO_NAME.test(nameOf(full.text))
    ? { value: nameOf(full.text), line: full.text, confidence: 'HIGH' }
    : null
}

const nameOf = (line: string) => (line.split(/\s[|·•–—-]\s|[|·•,(<]/)[0] ?? '').trim().replace(TITLE, '').slice(0, 60)

const wordsOf = (text: string): string[] =>
  text
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu) ?? []

const NUMBER = /(?:\+|\(|\d)[\d\s().\-/]{5,22}\d(?: ?(?:ext|x|extension|durchwahl)\.? ?\d{1,6})?/giu
const OTHER_NUMBER =
  /\b(?:fax|telefax|f|vat|ust|uid|iban|bic|tax|steuer|siret|siren|kvk|btw|abn|acn|ein|reg|hrb|nif|cif|p\.? ?iva|order|invoice|account|konto|ref|no|nr)\b[^\p{L}\d]*$/iu
const PHONE_LABEL =
  /(?:^|[^\p{L}])(?:t|m|p|c|tel|telefon|telephone|téléphone|teléfono|telefono|phone|ph|mobile|mobil|mob|cell|handy|call|direct|whatsapp|office|port|móvil|portable)\b[^\p{L}\d]*$/iu
const DATE = /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}(?!\d)/

/** The first number with a label or a country's code, else the first that is one where the business is. */
function phoneIn(lines: readonly SignedLine[], country?: string): SignatureFact | null {
  let likely: SignatureFact | null = null
  for (const { text } of lines) {
    for (const found of text.matchAll(NUMBER)) {
      const before = text.slice(0, found.index)
      if (OTHER_NUMBER.test(before) || /[\p{L}\d@/:.]$/u.test(before) || isNoPhone(found[0])) continue
      const phone = parsePhone(found[0], country)
      if (!phone.ok) continue
      const isCertain = found[0].startsWith('+') || PHONE_LABEL.test(before)
      const read: SignatureFact = { value: phone.value, line: text, confidence: isCertain ? 'HIGH' : 'MEDIUM' }
      if (isCertain) return read
      likely ??= read
    }
  }
  return likely
}

/** A day, or an address of the internet. */
const isNoPhone = (number: string) =>
  (DATE.test(number) && number.replace(/\D/g, '').length <= 8) || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(number)
