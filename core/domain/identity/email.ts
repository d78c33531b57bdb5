import { parseEmail } from '../kernel/contact-points.ts'

/** The one spelling under which an account is found: lower case, composed (NFC). Null for what is no e-mail address. */
export function accountEmail(text: string): string | null {
  const parsed = parseEmail(text.normalize('NFC'))
  return parsed.ok ? parsed.value.toLowerCase() : null
}
