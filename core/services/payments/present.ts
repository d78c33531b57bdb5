import { Payment, UnappliedMoney } from '../../contract/payments.ts'
import { can } from '../../domain/actions.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import type { Role } from '../../domain/permissions.ts'
import { toInstant } from '../instants.ts'
import type { PaymentRow } from './internal.ts'
import type { UnappliedRow } from './return-unapplied.ts'

export function presentPayment(row: PaymentRow): Payment {
  const { reversed, role, unapplied_id, put_aside: _, ...fields } = row
  const amount = (minor: bigint) => formatMoney(minor, row.currency)
  return Payment.parse({
    ...fields,
    amount: amount(row.amount),
    applied: amount(row.applied),
    unapplied: amount(unapplied_id ? 0n : row.amount - row.applied),
    refund_pending: amount(row.refund_pending),
    refundable: amount(row.refundable),
    paid_at: toInstant(row.paid_at),
    created_at: toInstant(row.created_at),
    allowed_actions: actionsOf(row, role as Role),
  })
}

const actionsOf = (row: PaymentRow, role: Role): string[] => [
  ...(row.refundable > 0n && can(role, 'payments.refund') !== '-' ? ['refund'] : []),
  ...(isReversible(row) && can(role, 'payments.reverse') !== '-' ? ['reverse'] : []),
]

/** Card money goes back through the provider; only what a person entered or applied by hand can be taken back by hand. */
export const isReversible = (row: Pick<PaymentRow, 'provider' | 'kind' | 'reverses_id' | 'reversed'>) =>
  (row.provider !== 'STRIPE' || row.kind === 'APPLICATION') && row.reverses_id === null && !row.reversed

export const presentUnapplied = ({ amount_left, role, ...row }: UnappliedRow): UnappliedMoney =>
  UnappliedMoney.parse({
    ...row,
    amount: formatMoney(amount_left, row.currency),
    paid_at: toInstant(row.paid_at),
    created_at: toInstant(row.created_at),
    allowed_actions: amount_left > 0n && can(role as Role, 'unapplied.return') !== '-' ? ['apply', 'return'] : [],
  })
