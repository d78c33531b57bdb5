import type { PortalInvoice } from '../../core/contract/portal.ts'
import { parseEmail } from '../../core/domain/kernel/contact-points.ts'
import { daysBetween } from '../../core/domain/kernel/dates.ts'

export interface Pill {
  text: string
  tone: 'warn' | 'bad' | 'ok' | ''
}

const SOON_DAYS = 31

/** The state in words, beside its colour. */
export function pillsOf(invoice: PortalInvoice): Pill[] {
  if (invoice.status === 'PAID' || invoice.status === 'VOID' || invoice.status === 'DRAFT') return []
  const isPartly = !isNothing(invoice.amount_paid)
  return [
    ...(isPartly ? [{ text: 'Partly paid', tone: 'warn' } as const] : []),
    duePill(daysBetween(invoice.today, invoice.due_date)),
  ]
}

function duePill(days: number): Pill {
  if (days < -1) return { text: `${-days} days overdue`, tone: 'bad' }
  if (days === -1) return { text: '1 day overdue', tone: 'bad' }
  if (days === 0) return { text: 'Due today', tone: 'warn' }
  if (days === 1) return { text: 'Due tomorrow', tone: 'warn' }
  return days <= SOON_DAYS ? { text: `Due in ${days} days`, tone: 'warn' } : { text: 'Not due yet', tone: '' }
}

/** Where a question goes: a mail that names the invoice, or the telephone; null when neither is known. */
export function questionLink({ business, invoice_number }: PortalInvoice): string | null {
  const email = parseEmail(business.email ?? '')
  if (email.ok) {
    const address = email.value.split('@').map(encodeURIComponent).join('@')
    return `mailto:${address}?subject=${encodeURIComponent(`Question about invoice ${invoice_number}`)}`
  }
  const phone = (business.phone ?? '').replace(/[^+0-9]/g, '')
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

export const isNothing = (amount: string) => /^-?[0.]+$/.test(amount)
