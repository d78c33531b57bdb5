import type { Message } from '../../core/contract/conversations.ts'
import { comesOn } from './later.ts'

type Delivery = NonNullable<Message['delivery']>

const WORDS: Record<Delivery, string> = {
  QUEUED: 'Sending',
  SENT: 'Sent',
  DELIVERED: 'Delivered',
  OPENED: 'Opened',
  CLICKED: 'Link opened',
  BOUNCED: 'Came back',
  COMPLAINED: 'Marked as spam',
  FAILED: 'Not sent',
  CANCELED: 'Taken back',
}
const HELD_MS = 60_000

/** How a message of ours fared, in words; null for what came in and for notes. */
export function deliveryWords({ delivery, delivery_reason: reason, send_at }: Message): string | null {
  if (delivery === null) return null
  const isLater = delivery === 'QUEUED' && send_at !== null && Date.parse(send_at) > Date.now() + HELD_MS
  if (isLater) return `Goes out ${comesOn(send_at)}`
  return reason ? `${WORDS[delivery]}: ${reason}` : WORDS[delivery]
}

/** What somebody has to see to. */
export const wentWrong = ({ delivery }: Message): boolean =>
  delivery === 'BOUNCED' || delivery === 'COMPLAINED' || delivery === 'FAILED'
