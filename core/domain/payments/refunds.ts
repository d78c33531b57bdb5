/** A bank may take days for a refund, and refuse it in the end, also after it seemed done. Only a SUCCEEDED one took money. */
export const REFUND_STATUSES = ['PENDING', 'SUCCEEDED', 'FAILED', 'CANCELED'] as const
export type RefundStatus = (typeof REFUND_STATUSES)[number]
