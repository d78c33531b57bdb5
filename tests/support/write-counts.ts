import { query } from './admin.ts'
import type { SharedStack } from './shared-stack.ts'

/** Writes by table, of all time. */
export type WriteCounts = Readonly<Record<string, number>>

const TRIGGERS = `
create schema tests;
create unlogged table tests.writes (tenant_id text not null, name text not null);
create index writes_tenant on tests.writes (tenant_id);
create function tests.count_write() returns trigger language plpgsql security definer set search_path = '' as $$
declare
  written jsonb := to_jsonb(coalesce(new, old));
begin
  -- A row for each write, never a sum: a sum would make writers of one business wait for each other.
  insert into tests.writes values (coalesce(written ->> tg_argv[0], ''), tg_table_schema || '.' || tg_table_name);
  return null;
end $$;
do $$
declare
  counted record;
begin
  for counted in
    select c.table_schema, c.table_name, c.column_name from information_schema.columns c
    join information_schema.tables t using (table_schema, table_name)
    where t.table_type = 'BASE TABLE' and c.table_schema in ('app', 'public')
      and (c.column_name = 'tenant_id' or (c.table_schema, c.table_name, c.column_name) = ('app', 'tenants', 'id'))
  loop
    execute format('create trigger count_writes after insert or update or delete on %I.%I for each row execute function tests.count_write(%L)',
      counted.table_schema, counted.table_name, counted.column_name);
  end loop;
end $$;`

/**
 * Counts every write that stays, per business and table, by triggers that are the tests' own: what is equal before and
 * after did not change. What a transaction wrote and took back is not counted.
 */
export async function countWrites(adminUrl: string): Promise<void> {
  await query(adminUrl, TRIGGERS)
}

/** What has been written so far to the tables of these businesses. */
export async function writesOf(stack: SharedStack, ...businesses: { tenantId: string }[]): Promise<WriteCounts> {
  const rows = await stack.admin<{ name: string; count: number }>(
    'select name, count(*)::int as count from tests.writes where tenant_id = any ($1) group by name order by name',
    [businesses.map(({ tenantId }) => tenantId)],
  )
  return Object.fromEntries(rows.map(({ name, count }) => [name, count]))
}
