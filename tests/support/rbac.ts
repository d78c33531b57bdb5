import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { ACTING_ROLES, type Role } from '../../core/domain/permissions.ts'
import { until } from './api.ts'
import type { TeamBusiness } from './rbac-team.ts'
import type { SharedStack } from './shared-stack.ts'

/** `own`: only what is assigned to or made by him. `open`: without a token. */
export type Cell = 'yes' | 'own' | 'no' | 'open'
export const CALLERS = [...ACTING_ROLES, 'ANONYMOUS', 'PORTAL'] as const
export type Caller = Role | 'ANONYMOUS' | 'PORTAL'

const FILE = fileURLToPath(new URL('../http/matrix/rbac.csv', import.meta.url))

/** The checked-in matrix of RB1: operation to caller to cell. */
export const RBAC: ReadonlyMap<string, Readonly<Record<Caller, Cell>>> = new Map(
  readFileSync(FILE, 'utf8')
    .trim()
    .split('\n')
    .slice(1)
    .map((line) => {
      const [operation = '', ...cells] = line.split(',')
      return [operation, Object.fromEntries(CALLERS.map((caller, at) => [caller, cells[at]])) as Record<Caller, Cell>]
    }),
)

type Prints = Record<string, string>
let statement: string | undefined

/** A hash of each table's rows of these businesses, past row security: what is equal before and after did not change. */
export async function fingerprint(stack: SharedStack, ...businesses: TeamBusiness[]): Promise<Prints> {
  statement ??= await hashesOfTables(stack)
  const [row] = await stack.admin<{ prints: Prints }>(statement, [businesses.map(({ tenantId }) => tenantId)])
  return row!.prints
}

async function hashesOfTables(stack: SharedStack): Promise<string> {
  const tables = await stack.admin<{ name: string }>(
    `select format('%I.%I', c.table_schema, c.table_name) as name from information_schema.columns c
     join information_schema.tables t using (table_schema, table_name)
     where c.column_name = 'tenant_id' and c.table_schema in ('app', 'public') and t.table_type = 'BASE TABLE' order by 1`,
  )
  const hashes = tables.map(
    ({ name }) =>
      `select '${name}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) || ' ' || count(*) as print from ${name} t where tenant_id = any ($1)`,
  )
  const own = `select 'app.tenants', md5(string_agg(t::text, '|' order by t.id)) from app.tenants t where id = any ($1)`
  return `select jsonb_object_agg(name, print) as prints from (${[...hashes, own].join(' union all ')}) prints`
}

/** Waits until the queue has done what is due for a business, so that nothing changes by itself. */
export async function untilQuiet(b: TeamBusiness): Promise<void> {
  const due = () =>
    b.stack.admin<{ key: string }>(
      `select key from app.jobs where tenant_id = $1 and done_at is null and run_at <= app.now()`,
      [b.tenantId],
    )
  await until(due, (jobs) => jobs.length === 0)
}

/** How many mails went to an address. */
export async function mailsTo(stack: SharedStack, to: string): Promise<number> {
  const response = await fetch(`${stack.origin}/local/mailbox.json?to=${encodeURIComponent(to)}`)
  return ((await response.json()) as unknown[]).length
}
