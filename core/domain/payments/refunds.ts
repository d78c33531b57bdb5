/** A bank may take days for a refund, and refuse it in the end, also after it seemed done. Only a SUCCEEDED one took money. */
export const REFUND_STATUSES = ['PENDING', 'SUCCEEDED', 'FAILED', 'CANCELED'] as const
export type RefundStatus = (typeof REFUND_STATUSES)[number]

interface Refunded {
  amount: bigint
  applied: bigint
  refundable: bigint
}

/** What of a refund is taken from what was paid of the invoice: what was too much goes first, once. Minor units. */
export function appliedOfRefund({ amount, applied, refundable }: Refunded, refund: bigint): bigint {
  const tooMuch = amount - applied
  const gone = amount - refundable
  return beyond(gone + refund, tooMuch) - beyond(gone, tooMuch)
}

const beyond = (sum: bigint, limit: bigint): bigint => (sum > limit ? sum - limit : 0n)
