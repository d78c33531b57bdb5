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

/** Its writer took it back while it waited: nobody sees it any more. */
export const TAKEN_BACK: Delivery = 'CANCELED'
/** It has not left yet, or nobody knows whether it has. */
export const isUnderWay = (delivery: string | null): boolean => delivery === 'QUEUED'
/** It did not leave, or did not arrive, for certain. */
export const hasFailed = (delivery: string | null): boolean => delivery === 'FAILED'
