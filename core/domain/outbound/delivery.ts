/** How what leaves the house fared, in the order in which it can only go on: of two, the later one counts (WH14). */
export const DELIVERIES = [
  'QUEUED',
  'SENT',
  'DELIVERED',
  'OPENED',
  'CLICKED',
  'BOUNCED',
  'COMPLAINED',
  'FAILED',
  'CANCELED',
] as const
export type Delivery = (typeof DELIVERIES)[number]

/** Those that a state may follow on: what comes late or again finds none of them, and changes nothing. */
export const before = (delivery: Delivery): Delivery[] => DELIVERIES.slice(0, DELIVERIES.indexOf(delivery))

/** What a provider tells of a mail; `DELAYED` brings it nowhere. */
export const TOLD = ['SENT', 'DELAYED', 'DELIVERED', 'OPENED', 'CLICKED', 'BOUNCED', 'COMPLAINED', 'FAILED'] as const
export type Told = (typeof TOLD)[number]

/** Whether what was told brings it on from where it is. */
export const movesOn = (from: Delivery, told: Told): boolean => told !== 'DELAYED' && before(told).includes(from)

/** It does not arrive there, now or ever: nothing more is sent to that address. */
export const isHopeless = ({ told, permanent }: { told: Told; permanent: boolean }): boolean =>
  told === 'COMPLAINED' || (told === 'BOUNCED' && permanent)

/** Its writer took it back while it waited: nobody sees it any more. */
export const TAKEN_BACK: Delivery = 'CANCELED'
/** It has not left yet, or nobody knows whether it has. */
export const isUnderWay = (delivery: string | null): boolean => delivery === 'QUEUED'
/** It did not leave, or did not arrive, for certain. */
export const hasFailed = (delivery: string | null): boolean => delivery === 'FAILED'

/** As the activity of what was sent tells it. */
export function toldWords(told: Told, to: string, reason: string | null): string {
  return reason ? `${WORDS[told](to)}: ${reason}` : WORDS[told](to)
}

const WORDS: Record<Told, (to: string) => string> = {
  SENT: (to) => `The mail to ${to} left`,
  DELAYED: (to) => `The mail to ${to} is late`,
  DELIVERED: (to) => `The mail arrived at ${to}`,
  OPENED: (to) => `The mail to ${to} was opened`,
  CLICKED: (to) => `A link in the mail to ${to} was followed`,
  BOUNCED: (to) => `The mail to ${to} came back`,
  COMPLAINED: (to) => `Who reads ${to} called the mail unwanted`,
  FAILED: (to) => `The mail to ${to} did not go out`,
}
