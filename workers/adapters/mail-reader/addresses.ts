import { addressParser } from 'postal-mime'
import type { MailAddress } from '../../../core/domain/mail/read-mail.ts'
import { decodeHeader } from './encoded-words.ts'
import type { RawHeader } from './header-block.ts'

export const ADDRESSES_MAX = 1_000
/** Of the headers of one name: a thousand addresses with their names. */
const LENGTH_MAX = 200_000

export interface Addresses {
  list: MailAddress[]
  /** There are more than are read. */
  isCut: boolean
}

/** Everyone whom the headers of a name tell of. */
export function addressesOf(headers: readonly RawHeader[], name: string, charset: string | null): Addresses {
  const raw = headers
    .filter((header) => header.name === name)
    .map((header) => header.raw)
    .join(', ')
  const cut = cutAfter(raw.slice(0, LENGTH_MAX), ADDRESSES_MAX)
  // A word is decoded where it stands and encoded again, so that a comma in a name parts nothing.
  const list = addressParser(decodeHeader(cut, charset, encodedWord), { flatten: true })
    .map(({ name: said, address }) => ({ name: inert(said), address: inert(address ?? '') }))
    .filter(({ name: said, address }) => said !== '' || address !== '')
  return { list: list.slice(0, ADDRESSES_MAX), isCut: cut.length < raw.length }
}

/** Before the comma after so many. */
function cutAfter(raw: string, count: number): string {
  let at = -1
  for (let found = 0; found < count; found += 1) {
    at = raw.indexOf(',', at + 1)
    if (at < 0) return raw
  }
  return raw.slice(0, at)
}

function encodedWord(text: string): string {
  const bytes = new TextEncoder().encode(text)
  return `=?utf-8?B?${btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))}?=`
}

// Marks that turn the direction of a text make a name read as another.
const DECEIVING = /[\p{Cc}\p{Zl}\p{Zp}\u200B\u202A-\u202E\u2066-\u2069\uFEFF]+/gu

const inert = (text: string) => text.toWellFormed().replace(DECEIVING, ' ').replace(/\s+/g, ' ').trim()
