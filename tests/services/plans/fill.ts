import pg from 'pg'
import type { TestBusiness } from '../../support/business.ts'

/** The business under test; nine of ten rows are its own. */
export interface Filled {
  rows: number
  /** A contact of 60 invoices, and one invoice of three payments. */
  contactId: string
  invoiceId: string
}

/** What does not grow with a business: open work, what an agent made, what one word brings up. */
const OPEN = 180
const DRAFTS = 40
const AGENTS = 60
/** Nine tenths of any power of ten, in steps that other steps divide. */
const RARE = 30

/** Two halves of the work. */
const TABLES = [
  'invoices',
  'invoice_lines',
  'recurring_periods',
  'unapplied_money',
  'disputes',
  'search_terms',
  'contacts',
  'payments',
  'items',
  'files',
] as const
type Table = (typeof TABLES)[number]

/** Fills the tables of the lists. Ids are in the order of creation, as UUIDv7 are. */
export async function fill(adminUrl: string, rows: number, ours: TestBusiness, other: TestBusiness): Promise<Filled> {
  const own = (rows * 9) / 10
  const statements = statementsOf({ own, rows, ours: ours.tenantId, other: other.tenantId, agent: ours.userIds.AGENT })
  await fillTables(adminUrl, [TABLES.slice(0, 5), TABLES.slice(5)], statements)
  return { rows, contactId: idOf(1), invoiceId: idOf(own - 1000) }
}

/** Runs the statement of each table without keys, triggers and indexes, and builds the indexes then, as the migrations define them; the parts side by side. */
export async function fillTables<Table extends string>(
  adminUrl: string,
  parts: readonly (readonly Table[])[],
  statements: Record<Table, string>,
): Promise<void> {
  const each = (of: (table: Table) => string[]) => Promise.all(parts.map((tables) => run(adminUrl, tables.flatMap(of))))
  await run(adminUrl, parts.flat().flatMap(withoutIndexes))
  await each((table) => [statements[table], `reindex table ${table}`])
  // No vacuum while anything older runs: it would leave pages that index-only scans must look at.
  await each((table) => [`vacuum ${table}`])
  await each((table) => [`analyze ${table}`])
}

const withoutIndexes = (table: string): string[] => [
  `update pg_index set indisready = false, indisvalid = false where indrelid = '${table}'::regclass`,
  `alter table ${table} set (autovacuum_enabled = false)`,
]

const idOf = (n: number): string => `00000000-0000-7000-8000-${n.toString(16).padStart(12, '0')}`

async function run(adminUrl: string, statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await client.query(`set session_replication_role = replica; set maintenance_work_mem = '192MB'`)
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

interface Shape {
  own: number
  rows: number
  ours: string
  other: string
  agent: string
}

function statementsOf({ own, rows, ours, other, agent }: Shape): Record<Table, string> {
  const id = (n: string) => `('00000000-0000-7000-8000-' || lpad(to_hex(${n}), 12, '0'))::uuid`
  // Texts are in the order of the rows, too: sorting them anew was half of the time of their indexes.
  const digits = `lpad(n::text, 7, '0')`
  const tenant = `case when n <= ${own} then '${ours}'::uuid else '${other}'::uuid end as tenant_id`
  const at = `now() - make_interval(secs => ${rows} - n)`
  const all = `generate_series(1, ${rows}) n`
  // Spread over the whole history, so that reading the newest rows does not find them by chance.
  const every = (count: number, offset: number) => `n % ${Math.floor(own / count)} = ${offset} and n <= ${own}`
  const by = `case when ${every(AGENTS, 5)} then '${agent}' else 'owner' end`
  const phase = `case when ${every(DRAFTS, 1)} then 'DRAFT' when ${every(OPEN, 2)} then 'SENT' when n % 11 = 0 then 'VOID' else 'PAID' end`
  return {
    contacts: `insert into contacts (tenant_id, id, type, display_name, email, status, created_at, updated_at, created_by)
      select ${tenant}, ${id('n')}, case when ${every(RARE, 0)} then 'VENDOR' when n % 10 = 0 then 'LEAD' else 'CUSTOMER' end,
        'Person ' || ${digits}, 'p' || ${digits} || '@example.com', case when n % 50 = 0 then 'ARCHIVED' else 'ACTIVE' end, ${at}, ${at}, ${by}
      from ${all}`,
    invoices: `insert into invoices (tenant_id, id, status, invoice_number, contact_id, issue_date, due_date, currency, snapshot,
        subtotal, discount_total, charge_total, tax_total, total, amount_paid, sent_at, created_at, updated_at, created_by)
      select ${tenant}, ${id('n')}, case phase when 'PAID' then 'SENT' else phase end, 'INV-' || ${digits},
        case when ${every(60, 7)} then ${id('1')} else ${id('n')} end, current_date - 20, current_date + case when n % 7 < 4 then 10 else -10 end, 'CAD',
        '{"contact": {"display_name": "Person"}}', 100, 0, 0, 13, 113, case when phase = 'PAID' then 113 when phase = 'SENT' and n % 3 = 0 then 50 else 0 end,
        ${at}, ${at}, ${at}, ${by}
      from (select n, ${phase} as phase from ${all}) x`,
    invoice_lines: `insert into invoice_lines (tenant_id, id, invoice_id, position, name, qty_e6, rate_e6, amount, net)
      select ${tenant}, ${id('n')}, ${id('n')}, 0, 'Repair', 1000000, 100000000, 100, 100 from ${all}`,
    recurring_periods: `insert into recurring_periods (tenant_id, recurring_id, period, day, invoice_id, made_at)
      select ${tenant}, case when n % 20 = 0 then ${id('1')} when ${every(60, 7)} then ${id('2')} else ${id('n')} end, n, current_date, ${id('n')}, ${at} from ${all} where n % 4 = 0 or ${every(60, 7)}`,
    payments: `insert into payments (tenant_id, id, invoice_id, provider, status, amount, applied, currency, paid_at, paid_on, reverses_id, created_at, created_by)
      select ${tenant}, ${id('n')}, case when n between ${own - 2} and ${own} then ${id(String(own - 1000))} else ${id('n')} end, 'CASH',
        case when ${every(RARE, 3)} then 'REFUNDED' else 'SUCCEEDED' end, 113, 113, 'CAD', paid, (paid at time zone 'America/Toronto')::date,
        case when ${every(RARE, 3)} then ${id('n - 1')} end, ${at}, 'owner'
      from (select n, now() - make_interval(hours => (${own} - n) / 4) as paid from ${all}) x`,
    unapplied_money: `insert into unapplied_money (tenant_id, id, invoice_id, contact_id, provider, amount, currency, reason, paid_at, created_at)
      select ${tenant}, ${id('n')}, ${id('n')}, ${id('n')}, 'CASH', 5, 'CAD', 'TOO_MUCH', ${at}, ${at} from ${all} where n % 5 = 0`,
    disputes: `insert into disputes (tenant_id, id, provider_account, provider_dispute_id, provider_payment_id, invoice_id, status, amount, currency,
        reason, withdrawn, live, disputed_at, asked_at, created_at)
      select ${tenant}, ${id('n')}, 'acct_1', 'dp_' || ${digits}, 'pi_' || ${digits}, ${id('n')}, case when ${every(RARE, 4)} then 'NEEDS_RESPONSE' when n % 3 = 0 then 'LOST' else 'WON' end,
        113, 'CAD', 'fraudulent', false, false, ${at}, ${at}, ${at} from ${all} where n % 5 = 0 or ${every(RARE, 4)}`,
    items: `insert into items (tenant_id, id, name, rate_e6, status, created_at, updated_at, created_by)
      select ${tenant}, ${id('n')}, 'Gasket ' || ${digits}, 100000000, case when n % 50 = 0 then 'ARCHIVED' else 'ACTIVE' end, ${at}, ${at}, 'owner' from ${all} where n % 5 = 0`,
    files: `insert into files (tenant_id, id, file_name, mime_type, size_bytes, sha256, status, object_key, contact_id, created_at, updated_at, created_by)
      select ${tenant}, ${id('n')}, 'plan.pdf', 'application/pdf', 15, lpad(to_hex(n), 64, '0'), 'STORED', 'tenant/' || ${digits},
        case when ${every(60, 5)} then ${id('1')} when n % 10 = 0 then ${id('n')} end, ${at}, ${at}, case when ${every(AGENTS, 5)} then '${agent}' else 'owner' end
      from ${all} where n % 5 = 0`,
    search_terms: `insert into search_terms (tenant_id, kind, id, term, field) select ${tenant}, kind, ${id('n')}, term, '' from (
        select 'contact' as kind, n, 'no' || ${digits} as term from ${all}
        union all select 'contact', n, 'person' from ${all} where n % 4 = 0
        union all select 'invoice', n, 'kettle' from ${all} where ${every(RARE, 0)}
        union all select 'invoice', n, 'repair' from ${all} where n % 4 = 0
        union all select 'invoice', n, 'valve' from ${all} where n % 6 = 0
        union all select 'payment', n, 'sparkasse' from ${all} where ${every(RARE, 0)}
        union all select 'item', n, 'gasket' from ${all} where ${every(RARE, 0)}) x`,
  }
}
