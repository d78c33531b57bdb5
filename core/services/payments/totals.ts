import { sql } from 'drizzle-orm'
import { PaymentTotals, type PaymentTotalsQuery, TOTALLED_MAX } from '../../contract/payments.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { filtered, namesNothing } from './list.ts'

interface Total extends Record<string, unknown> {
  currency: string
  count: number
  received: string
  net: string
}

/** What came in, what went back and what is left of all payments that fit the filters of the list. One trip. */
export async function totalPayments(tenant: TenantDb, filters: PaymentTotalsQuery): Promise<PaymentTotals> {
  if (namesNothing(filters)) return { totals: [] }
  const { from, where } = filtered(filters)
  const [, found] = await tenant.read(
    'payments.read',
    tenant.db.execute<Total>(sql`
      select p.currency, count(*)::int as count, coalesce(sum(p.amount) filter (where p.kind = 'PAYMENT'), 0)::text as received, sum(p.amount)::text as net
      from (select p.currency, p.amount, p.kind from ${from} where ${where} and p.status in ('SUCCEEDED', 'REFUNDED')
        order by p.paid_on desc, p.id desc limit ${TOTALLED_MAX + 1}) p
      group by p.currency order by p.currency`),
  )
  const counted = found.rows.reduce((sum, { count }) => sum + count, 0)
  return PaymentTotals.parse({ totals: counted > TOTALLED_MAX ? null : found.rows.map(present) })
}

function present({ currency, received, net }: Total) {
  const [came, left] = [BigInt(received), BigInt(net)]
  const amount = (minor: bigint) => formatMoney(minor, currency)
  return { currency, received: amount(came), returned: amount(came - left), net: amount(left) }
}
