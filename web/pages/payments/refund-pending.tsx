import type { Payment } from '../../../core/contract/payments.ts'
import { isZero } from '../../models/decimal.ts'
import { money } from '../../models/format.ts'

/** What goes back once the customer's bank took it; until then it is still here. */
export const RefundPending = ({ payment }: { payment: Payment }) =>
  isZero(payment.refund_pending) ? null : (
    <span class="meta warn">Refund of {money(payment.refund_pending, payment.currency)} pending</span>
  )
