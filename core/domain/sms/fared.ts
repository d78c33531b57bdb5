import { before, type Delivery } from '../outbound/delivery.ts'

/** What the provider's words mean here; of those that are missing nothing follows. */
const DELIVERY_OF: Readonly<Record<string, Delivery>> = {
  sent: 'SENT',
  delivered: 'DELIVERED',
  undelivered: 'FAILED',
  failed: 'FAILED',
}

/** https://www.twilio.com/docs/api/errors: those that a person can do something about. */
const REASONS: Readonly<Record<string, string>> = {
  '21610': 'This number said STOP',
  '21614': 'This number cannot have text messages',
  '30003': 'The phone was off or out of reach',
  '30004': 'The phone refuses messages of ours',
  '30005': 'Nobody has this number',
  '30006': 'This is a landline, or a number that cannot have text messages',
  '30007': 'A carrier took it for spam',
  '30410': 'A carrier took too long',
}
const STOPPED = '21610'

const reasonOf = (code: string | null): string =>
  (code && REASONS[code]) ?? `The carrier did not deliver it${code ? ` (error ${code})` : ''}`

export interface Fared {
  status: Delivery
  /** The states that it may follow on. */
  after: Delivery[]
  reason: string | null
  is_opted_out: boolean
}

/** How a text message fared, from the words of its provider and its number for what went wrong; null for what changes nothing. */
export function faredOf(status: string, code: string | null): Fared | null {
  const delivery = Object.hasOwn(DELIVERY_OF, status) ? DELIVERY_OF[status]! : null
  if (delivery === null) return null
  const reason = delivery === 'FAILED' ? reasonOf(code) : null
  return { status: delivery, after: before(delivery), reason, is_opted_out: code === STOPPED }
}
