import type { TestDatabase } from './database.ts'

export interface TextColumn {
  table: string
  column: string
  type: string
}

/** Every column of a table of a business that can hold words, as the catalogue has them today. */
export const textColumns = (database: TestDatabase): Promise<TextColumn[]> =>
  database.admin<{ table: string; column: string; type: string }>(
    `select n.nspname || '.' || c.relname as "table", a.attname as "column", format_type(a.atttypid, null) as type
     from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where c.relkind = 'r' and n.nspname in ('app', 'public') and a.attgenerated = '' and format_type(a.atttypid, null) in ('text', 'jsonb', 'text[]')
       and exists (select from pg_attribute t where t.attrelid = c.oid and t.attname = 'tenant_id') order by 1, a.attnum`,
  )

/** Writes the marker into each row of these columns; those that take only some words are answered. */
export async function mark(database: TestDatabase, tenantId: string, columns: readonly TextColumn[], marker: string) {
  const steps = columns.map(
    (
      each,
    ) => `begin update ${each.table} set "${each.column}" = ${withMarker(each, marker)} where tenant_id = '${tenantId}';
      exception when integrity_constraint_violation then insert into refused_marks values ('${each.table}.${each.column}'); end;`,
  )
  await database.admin(`create table refused_marks (name text); begin; set local session_replication_role = replica;
    do $do$ begin ${steps.join('\n')} end $do$; commit`)
  return (await database.admin<{ name: string }>('select name from refused_marks order by 1')).map(({ name }) => name)
}

function withMarker({ column, type }: TextColumn, marker: string): string {
  if (type === 'text') return `coalesce("${column}", '') || '${marker}'`
  if (type === 'text[]') return `coalesce("${column}", '{}') || '{${marker}}'::text[]`
  return `case jsonb_typeof("${column}") when 'array' then "${column}" || '["${marker}"]'
    when 'object' then "${column}" || '{"marker": "${marker}"}' else '{"marker": "${marker}"}' end`
}

/** Where the marker still stands. */
export async function marked(database: TestDatabase, tenantId: string, columns: readonly TextColumn[], marker: string) {
  const asked = columns.map(
    ({ table, column }) =>
      `select '${table}.${column}' as name from ${table} where tenant_id = '${tenantId}' and strpos("${column}"::text, '${marker}') > 0`,
  )
  const rows = await database.admin<{ name: string }>(asked.join(' union '))
  return rows.map(({ name }) => name).toSorted()
}
