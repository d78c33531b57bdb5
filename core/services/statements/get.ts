import { sql } from 'drizzle-orm'
import { z } from 'zod'
import {
  STATEMENT_ENTRIES_MAX,
  STATEMENT_OPEN_MAX,
  Statement,
  StatementAccount,
  type StatementQuery,
} from '../../contract/statements.ts'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Action } from '../../domain/actions.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { type Account, accounts } from '../../domain/statements/account.ts'
import { type Ageing, daysLate } from '../../domain/statements/ageing.ts'
import type { StatementOnPaper } from '../documents/papers.ts'
import { partiesOf } from '../documents/rows.ts'
import { bigintText } from '../json.ts'

const MovementRow = z.object({
  currency: z.string(),
  day: z.string(),
  kind: z.string(),
  id: z.string(),
  invoice_id: z.string().nullable(),
  number: z.string().nullable(),
  amount: bigintText,
  due_date: z.string().nullable(),
  detail: z.string().nullable(),
})
type MovementRow = z.infer<typeof MovementRow>

export const StatementRow = z.object({
  contact: z.object({
    id: z.string(),
    display_name: z.string(),
    email: z.string().nullable(),
    email_problem: z.string().nullable(),
  }),
  parties: z.unknown(),
  /** The business's own. */
  currency: z.string(),
  today: z.string(),
  from: z.string(),
  to: z.string(),
  before: z.array(z.object({ currency: z.string(), amount: bigintText })),
  movements: z.array(MovementRow),
  dues: z.array(z.object({ currency: z.string(), due_date: z.string(), due: bigintText, invoices: z.number() })),
  open: z.array(
    z.object({
      id: z.string(),
      number: z.string(),
      currency: z.string(),
      issue_date: z.string(),
      due_date: z.string(),
      total: bigintText,
      due: bigintText,
    }),
  ),
})
export type StatementRow = z.infer<typeof StatementRow>

/**
 * What a customer was sent, paid, was credited and owes over some days of the business, by currency, with what is due by its
 * age at the end of the last. VALIDATION_ERROR when the days are the wrong way round or more moved than stands on one. One trip.
 */
export const getStatement = (
  tenant: TenantDb,
  id: string,
  query: z.infer<typeof StatementQuery>,
  action: Action = 'contacts.statement',
): Promise<StatementRow> => {
  if (query.from && query.to && query.from > query.to) throw invalid('from', 'Choose a day that is not after the last')
  return getRecord(tenant, action, id, statementObject(id, query), (found) => {
    const row = StatementRow.parse(found)
    if (row.from > row.to)
      throw invalid('from', 'Choose a day that is not after the last, which is today at the latest')
    if (row.movements.length > STATEMENT_ENTRIES_MAX)
      throw invalid('from', `More than ${STATEMENT_ENTRIES_MAX} entries fall on these days: choose a later first day`)
    return row
  })
}

export const statementObject = (id: string, { from, to }: z.infer<typeof StatementQuery>) =>
  sql`app.statement(${id}::uuid, ${from ?? null}::date, ${to ?? null}::date, ${STATEMENT_ENTRIES_MAX}, ${STATEMENT_OPEN_MAX})`

export function presentStatement(row: StatementRow): Statement {
  return Statement.parse({
    contact_id: row.contact.id,
    contact_name: row.contact.display_name,
    from: row.from,
    to: row.to,
    accounts: accounts(row, row.to).map((account) => presentAccount(account, row)),
  })
}

/** One currency of it as it is printed: the one asked for, else the business's own where there is anything in it, else the first. */
export function statementOnPaper(row: StatementRow, asked?: string): StatementOnPaper {
  const { from, to, accounts: all } = presentStatement(row)
  const find = (currency: string) => all.find((account) => account.currency === currency)
  const account = asked === undefined ? (find(row.currency) ?? all[0] ?? emptyAccount(row)) : find(asked)
  if (!account) throw invalid('currency', 'There is nothing in this currency')
  const { business, contact: customer } = partiesOf({ snapshot: row.parties })
  return { business, customer, from, to, account }
}

/** All of it as it is printed, the business's own currency first. */
export function printedStatements(row: StatementRow): StatementOnPaper[] {
  const first = statementOnPaper(row)
  const others = presentStatement(row).accounts.filter(({ currency }) => currency !== first.account.currency)
  return [first, ...others.map(({ currency }) => statementOnPaper(row, currency))]
}

/** Of whom nothing is known but that nothing is owed. */
function emptyAccount(row: StatementRow) {
  const { currency } = row
  const [account] = accounts({ before: [{ currency, amount: 0n }], movements: [], dues: [] }, row.to)
  return StatementAccount.parse(presentAccount({ ...account!, entries: [] }, row))
}

function presentAccount(account: Account<MovementRow>, row: StatementRow) {
  const { currency } = account
  const money = (minor: bigint) => formatMoney(minor, currency)
  const open = row.open.filter((invoice) => invoice.currency === currency)
  const all = row.dues.filter((due) => due.currency === currency).reduce((sum, { invoices }) => sum + invoices, 0)
  return {
    currency,
    opening_balance: money(account.opening),
    entries: account.entries.map(({ day, currency: _, amount, balance, ...entry }) => ({
      on: day,
      ...entry,
      amount: money(amount),
      balance: money(balance),
    })),
    closing_balance: money(account.closing),
    ageing: Object.fromEntries(
      Object.entries(account.ageing).map(([key, minor]) => [key as keyof Ageing, money(minor)]),
    ),
    unapplied: money(account.unapplied),
    open_invoices: open.map(({ id, number, issue_date, due_date, total, due }) => ({
      id,
      invoice_number: number,
      issue_date,
      due_date,
      total: money(total),
      amount_due: money(due),
      days_late: daysLate(due_date, row.to),
    })),
    open_invoices_more: all - open.length,
  }
}
