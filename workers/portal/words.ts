import type { PrintedBusiness } from '../../core/contract/documents.ts'
import { asciiEmail, dialled, parseEmail } from '../../core/domain/kernel/contact-points.ts'

type Reached = Pick<PrintedBusiness, 'email' | 'phone'>

/** Where a question about a document goes: a mail that names it, or the telephone; null when neither is known. */
export function questionLink(business: Reached, about: string): string | null {
  const email = parseEmail(business.email ?? '')
  if (email.ok) {
    const address = (asciiEmail(email.value) ?? email.value).split('@').map(encodeURIComponent).join('@')
    return `mailto:${address}?subject=${encodeURIComponent(`Question about ${about}`)}`
  }
  const phone = dialled(business.phone ?? '').replace(/[^+0-9]/g, '')
  return phone.length >= 3 ? `tel:${phone}` : null
}

/** Only what leads to a web page over https, or http on the own machine. */
export const webAddress = (text: string | null): string | null =>
  text !== null && URL.canParse(text) && ['https:', 'http:'].includes(new URL(text).protocol) ? text : null

export const initialsOf = (name: string): string =>
  name
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
    .slice(0, 2)
    .map((word) => [...word][0]!.toUpperCase())
    .join('')

export const firstName = (name: string): string => name.trim().split(/\s+/)[0] ?? ''
