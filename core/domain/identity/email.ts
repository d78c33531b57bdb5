import { asciiEmail, parseEmail } from '../kernel/contact-points.ts'
import { decodeLabel } from '../kernel/punycode.ts'

/**
 * The one spelling under which an account is found: lower case, composed (NFC), an international domain in its letters
 * and not as mail servers have it. Null for what is no e-mail address.
 */
export function accountEmail(text: string): string | null {
  const parsed = parseEmail(text.normalize('NFC'))
  return parsed.ok ? inLetters(parsed.value.toLowerCase()) : null
}

/** The domain decoded, where it is what those letters are encoded as: no other address can pretend to be it. */
function inLetters(address: string): string {
  const [local = '', domain = ''] = address.split('@')
  const letters = `${local}@${domain
    .split('.')
    .map((label) => decodeLabel(label) ?? label)
    .join('.')}`
  return asciiEmail(letters) === address && parseEmail(letters).ok ? letters : address
}
