import { asciiEmail, parseEmail } from '../../../core/domain/kernel/contact-points.ts'
import type { OutgoingMail } from '../../../core/services/ports.ts'

// Control characters end a header; direction marks make a name read as another.
const UNSAFE = /[\p{Cc}\p{Zl}\p{Zp}\u202A-\u202E\u2066-\u2069]+/gu
const NAME_MAX = 100

/** A text for one header: nothing in it can end the header or begin another (EM4). */
export const headerText = (text: string) => text.toWellFormed().replace(UNSAFE, ' ').replace(/\s+/g, ' ').trim()

/** What a mail that no person wrote says, so that no machine answers it: absence notes, receipts, other systems (EM7). */
const AUTOMATIC = { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' }

/** The extra headers of a mail, fit for any provider. */
export function extraHeaders({ headers, isAutomatic }: OutgoingMail): Record<string, string> {
  const all = Object.entries({ ...headers, ...(isAutomatic ? AUTOMATIC : {}) })
  return Object.fromEntries(all.map(([name, value]) => [name, headerText(value)]))
}

/** `"Name" <address>`; without a name the address alone. */
export function mailbox(name: string | undefined, address: string): string {
  const safe = headerText(name ?? '')
    .slice(0, NAME_MAX)
    .toWellFormed()
  return safe === '' ? address : `"${safe.replace(/["\\]/g, '\\$&')}" <${address}>`
}

/** Exactly one plain address, in the form that every mail server takes; or null. */
export function plainAddress(text: string): string | null {
  const parsed = parseEmail(text)
  return parsed.ok ? asciiEmail(parsed.value) : null
}

/** The address in `Name <address>` or alone. */
export const addressIn = (text: string) => plainAddress(/<([^<>]*)>\s*$/.exec(text)?.[1] ?? text)
