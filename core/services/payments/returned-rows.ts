import { newId } from '../../db/ids.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import type { Dispute, Refund } from '../ports.ts'

/** What Stripe tells of a refund, as `app.record_returns` takes it. */
export const refundRow = ({ id, status, amount, currency, createdAt, requestId }: Refund) => ({
  id: newId(),
  key: id,
  status,
  amount: String(amount),
  currency,
  at: createdAt.toISOString(),
  request: requestId !== null && isUuid(requestId) ? requestId : null,
})

/** What Stripe tells of a dispute, likewise. */
export const disputeRow = ({ id, amount, evidenceDueBy, createdAt, ...dispute }: Dispute) => ({
  ...dispute,
  id: newId(),
  key: id,
  amount: String(amount),
  evidence_due_by: evidenceDueBy?.toISOString() ?? null,
  at: createdAt.toISOString(),
})
