/** A bank may take days for a refund, and refuse it in the end, also after it seemed done. Only a SUCCEEDED one took money. */
export const REFUND_STATUSES = ['PENDING', 'SUCCEEDED', 'FAILED', 'CANCELED'] as const
export type RefundStatus = (typeof REFUND_STATUSES)[number]

interface Refunded {
  amount: bigint
  /** What of it does not count for the invoice, or did not from the beginning. */
  put_aside: bigint
  refundable: bigint
}

/** What of a refund is taken from what was paid of the invoice: what was too much goes first, once. Minor units. */
export function appliedOfRefund({ amount, put_aside: tooMuch, refundable }: Refunded, refund: bigint): bigint {
  const gone = amount - refundable
  return beyond(gone + refund, tooMuch) - beyond(gone, tooMuch)
}

const beyond = (sum: bigint, limit: bigint): bigint => (sum > limit ? sum - limit : 0n)
