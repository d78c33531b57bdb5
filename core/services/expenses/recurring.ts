import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { RecurringCosts } from '../../contract/expenses.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { isSpent } from '../../domain/expenses/machine.ts'
import { type Charge, type RecurringCost, recurringCosts, yearlyTotals } from '../../domain/expenses/recurring.ts'
import { addDays } from '../../domain/kernel/dates.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { columnsOf } from '../columns.ts'
import { bigintJson } from '../json.ts'
import { listStep, rowsOf } from '../pages.ts'
import { visibleRows } from '../visible.ts'

/** A yearly cost is seen twice, late as it may be. */
const DAYS = 790
/** The newest; of a business that has more, the last months alone. */
const LOOKED_AT = 2000
const LISTED = 100

const ChargeRow = z.object({
  id: z.string(),
  vendor_name: z.string(),
  vendor_contact_id: z.string().nullable(),
  date: z.string(),
  amount: bigintJson,
  currency: z.string(),
})
type ChargeRow = z.infer<typeof ChargeRow>
const columns = columnsOf(ChargeRow, {})

interface Paid extends Charge {
  row: ChargeRow
}

/** The costs that come back (B-10-2), as far as whoever asks sees the expenses that they are read from. One trip. */
export async function getRecurringCosts(tenant: TenantDb): Promise<RecurringCosts> {
  const [entry, found] = await tenant.read('expenses.read', listStep(tenant, columns, selectCharges()))
  const rows = rowsOf(columns, found, entry)
  const costs = recurringCosts(rows.map(chargeOf), entry.today)
  return RecurringCosts.parse({
    costs: costs.slice(0, LISTED).map(present),
    totals: yearlyTotals(costs).map(({ currency, yearly }) => ({
      currency,
      yearly_cost: formatMoney(yearly, currency),
    })),
    since: rows.length === LOOKED_AT ? rows.at(-1)!.date : addDays(entry.today, -DAYS),
  })
}

/** Newest first; a contact and its name as it was typed before are one vendor. */
const selectCharges = () => sql`
  select e.id, btrim(coalesce(c.display_name, e.vendor_name)) as vendor_name, e.vendor_contact_id, e.expense_date as date, e.amount, e.currency
  from (${visibleRows({
    table: 'expenses',
    as: 'e',
    where: sql`e.tenant_id = app.tenant() and e.deleted_at is null and e.listed_on >= app.today() - ${DAYS}::int and e.expense_date is not null
      and e.amount is not null and num_nonnulls(e.vendor_contact_id, e.vendor_name) > 0 and ${sql.raw(isSpent('e'))}`,
    everybody: sql``,
    agent: sql``,
    mine: [sql`e.created_by = app.agent()`],
    order: sql`e.listed_on desc, e.id desc`,
    limit: LOOKED_AT,
  })}) e
  left join contacts c on c.tenant_id = e.tenant_id and c.id = e.vendor_contact_id and c.deleted_at is null
  where coalesce(c.display_name, e.vendor_name) is not null order by e.listed_on desc, e.id desc`

const chargeOf = (row: ChargeRow): Paid => ({
  id: row.id,
  vendor: row.vendor_name.toLowerCase(),
  date: row.date,
  amount: row.amount,
  currency: row.currency,
  row,
})

function present({ rhythm, charges, currency, lastAmount, yearly, nextOn, isLate, change }: RecurringCost<Paid>) {
  const { row, date, id } = charges.at(-1)!
  const money = (amount: bigint) => formatMoney(amount, currency)
  return {
    vendor_name: row.vendor_name,
    vendor_contact_id: row.vendor_contact_id,
    rhythm,
    times: charges.length,
    currency,
    last_amount: money(lastAmount),
    last_on: date,
    last_expense_id: id,
    yearly_cost: money(yearly),
    next_on: nextOn,
    is_late: isLate,
    price_change: change && { from: money(change.from), to: money(change.to), since: change.since },
  }
}
