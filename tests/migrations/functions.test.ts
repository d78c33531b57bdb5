import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '../../local/database/migrate.ts'
import { useDatabase } from '../support/database.ts'
import { MIGRATIONS } from '../support/database-source.ts'

const database = useDatabase()
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hub-functions-'))
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(() => cp(MIGRATIONS, folder, { recursive: true }))

const run = () => migrate({ adminUrl: database.adminUrl, folder })
const write = (file: string, sql: string) => writeFile(join(folder, 'functions', file), sql)
const remove = (file: string) => rm(join(folder, 'functions', file))
const made = async (name: string) => {
  const rows = await database.admin<{ name: string }>(
    `select oid::regprocedure::text as name from pg_proc where pronamespace = 'app'::regnamespace and proname = '${name}' order by 1`,
  )
  return rows.map((row) => row.name)
}
const value = async (call: string) => (await database.admin<{ value: unknown }>(`select ${call} as value`))[0]?.value

const EXTRA = (result: string, body: string, takes = '') =>
  `create or replace function app.extra(${takes}) returns ${result} language sql immutable as $$ select ${body} $$;`

describe('functions', () => {
  it('are made once, and applied again whenever their file changes', async () => {
    await write('extra.sql', EXTRA('int', '1'))
    expect(await run()).toEqual(['functions/extra.sql'])
    expect(await run()).toEqual([])
    await write('extra.sql', EXTRA('int', '2'))
    expect(await run()).toEqual(['functions/extra.sql'])
    expect(await value('app.extra()')).toBe(2)
  })

  it('belong to app_owner, and hub_app may call only what is granted', async () => {
    const rows = await database.admin(`select pg_get_userbyid(proowner) as owner,
      has_function_privilege('hub_app', oid, 'execute') as callable from pg_proc where proname = 'extra'`)
    expect(rows).toEqual([{ owner: 'app_owner', callable: false }])
    await write('extra.sql', `${EXTRA('int', '2')}\ngrant execute on function app.extra() to hub_app;`)
    await run()
    expect(await value(`has_function_privilege('hub_app', 'app.extra()', 'execute')`)).toBe(true)
  })

  it('may answer another type than before', async () => {
    await write('extra.sql', EXTRA('text', `'three'`))
    await run()
    expect(await value('app.extra()')).toBe('three')
  })

  it('leave no old signature behind', async () => {
    await write('extra.sql', EXTRA('int', 'p_one + 1', 'p_one int'))
    await run()
    expect(await made('extra')).toEqual(['app.extra(integer)'])
  })

  it('may move to another file', async () => {
    await remove('extra.sql')
    await write('elsewhere.sql', EXTRA('int', 'p_one + 2', 'p_one int'))
    expect(await run()).toEqual(['functions/elsewhere.sql', 'functions/extra.sql'])
    expect(await made('extra')).toEqual(['app.extra(integer)'])
    expect(await value('app.extra(1)')).toBe(3)
  })

  it('may call each other across files, whichever comes first', async () => {
    await write('a.sql', 'create or replace function app.calls() returns int language sql as $$ select app.zed() $$;')
    await write('z.sql', 'create or replace function app.zed() returns int language sql as $$ select 7 $$;')
    await run()
    expect(await value('app.calls()')).toBe(7)
  })

  it('are as before when a file fails', async () => {
    await write('a.sql', 'create or replace function app.calls() returns int language sql as $$ select 8 $$;')
    await write('z.sql', 'create or replace function app.zed() returns int language sql as $$ select nothing $$;')
    await expect(run()).rejects.toThrow('functions/z.sql: column "nothing" does not exist')
    expect(await value('app.calls()')).toBe(7)
  })

  it('go with their file', async () => {
    for (const file of ['a.sql', 'z.sql', 'elsewhere.sql']) await remove(file).catch(() => {})
    await run()
    expect([...(await made('calls')), ...(await made('zed')), ...(await made('extra'))]).toEqual([])
  })

  it('that tables hang on are replaced in place', async () => {
    const session = await readFile(join(folder, 'functions', 'session.sql'), 'utf8')
    await write('session.sql', `${session}\n-- changed`)
    expect(await run()).toEqual(['functions/session.sql'])
    await write('session.sql', session)
    await run()
  })
})

describe('every table of a tenant', () => {
  const UNPROTECTED = `
    select c.relname as name from pg_class c where c.relkind in ('r', 'p') and c.relnamespace = 'public'::regnamespace
      and c.relname not in ('schema_migrations', 'schema_functions')
      and not (c.relrowsecurity and c.relforcerowsecurity and c.relowner = 'app_owner'::regrole
        and exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'tenant' and p.polcmd = '*' and p.polpermissive
          and pg_get_expr(p.polqual, c.oid) = pg_get_expr(p.polwithcheck, c.oid)
          and pg_get_expr(p.polqual, c.oid) like '%app.tenant%'))`

  it('is protected: forced row security, the policy, an owner that nobody logs in as', async () => {
    expect(await database.admin(UNPROTECTED)).toEqual([])
  })

  it.each([
    ['left out', ''],
    ['no longer forced', "select app.protect('bare'); alter table bare no force row level security"],
    ['without its policy', "select app.protect('bare'); drop policy tenant on bare"],
  ])('is found when it is %s', async (_, more) => {
    await database.admin(`set role app_owner; create table bare (tenant_id uuid not null, id uuid not null); ${more}`)
    expect(await database.admin(UNPROTECTED)).toEqual([{ name: 'bare' }])
    await database.admin('drop table bare')
  })

  it('in the schema app is reached by functions only', async () => {
    const rows = await database.admin(`
      select c.relname from pg_class c where c.relkind = 'r' and c.relnamespace = 'app'::regnamespace
        and (has_table_privilege('hub_app', c.oid, 'select, insert, update, delete, truncate') or has_any_column_privilege('hub_app', c.oid, 'select, insert, update'))`)
    expect(rows).toEqual([])
  })

  it('refers to another by tenant and id', async () => {
    const rows = await database.admin(`
      select conrelid::regclass::text || '.' || conname as plain from pg_constraint k
      where contype = 'f' and connamespace = 'public'::regnamespace and confrelid::regclass::text not like 'app.%' and not exists (
        select from pg_attribute a where a.attrelid = k.conrelid and a.attnum = any (k.conkey) and a.attname = 'tenant_id')`)
    expect(rows).toEqual([])
  })
})

describe('what hub_app may', () => {
  /** Written by hand: select, insert, delete, and how many columns it may change. Payments are facts, and stay (MO15). */
  const MAY: Record<string, string> = {
    contacts: 'select insert 24',
    contact_merges: 'select 0',
    contact_merge_moves: '0',
    contact_addresses: 'select 0',
    consents: 'select 0',
    tax_rates: 'select insert 10',
    items: 'select insert 10',
    files: 'select insert 8',
    expenses: 'select insert 21',
    conversations: 'select 7',
    work_items: 'select insert 16',
    work_item_notes: 'select insert 0',
    counters: '0',
    invoices: 'select insert 36',
    invoice_credits: 'select insert 0',
    invoice_lines: 'select insert delete 0',
    quotes: 'select insert 37',
    quote_lines: 'select insert delete 0',
    credit_notes: 'select insert 29',
    credit_note_lines: 'select insert delete 0',
    document_views: 'select 0',
    papers: 'select 0',
    payments: 'select insert 0',
    unapplied_money: 'select insert 5',
    refunds: 'select insert 4',
    refund_requests: 'select insert 5',
    reminders: 'select 0',
    recurring_invoices: 'select insert 18',
    recurring_periods: 'select insert 0',
    ai_drafts: 'select insert 32',
    disputes: 'select insert 8',
    checkout_sessions: 'select insert 3',
    search_terms: 'select insert delete 0',
    invitations: 'select 6',
    messages: 'select 0',
    outbound: 'select 0',
    templates: 'select insert 12',
    contact_imports: 'select insert 7',
    contact_import_rows: 'select 0',
    exports: 'select insert 0',
    imports: 'select insert 0',
    conversation_unread: 'select insert delete 0',
    notices: 'select 1',
    onboarding_steps: 'select insert 5',
    onboardings: 'select 0',
  }

  it('to each table, and never to columns that name, own or settle a row', async () => {
    const rows = await database.admin<{ name: string; may: string; columns: string[] }>(`
      select c.relname as name,
        concat_ws(' ', (select string_agg(r, ' ' order by n) from unnest(array['select', 'insert', 'delete', 'truncate', 'references', 'trigger'])
          with ordinality x (r, n) where has_table_privilege('hub_app', c.oid, r))) as may,
        array(select a.attname::text from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
          and has_column_privilege('hub_app', c.oid, a.attnum, 'update')) as columns
      from pg_class c where c.relkind = 'r' and c.relnamespace = 'public'::regnamespace
        and c.relname not in ('schema_migrations', 'schema_functions')`)
    expect(Object.fromEntries(rows.map(({ name, may, columns }) => [name, `${may} ${columns.length}`.trim()]))).toEqual(
      MAY,
    )
    const kept = [
      'tenant_id',
      'id',
      'created_at',
      'created_by',
      'amount_paid',
      'amount_credited',
      'amount_written_off',
      'amount_due',
      'credit_notes_total',
      'settled_by',
      'phase',
    ]
    expect(rows.flatMap(({ columns }) => columns.filter((column) => kept.includes(column)))).toEqual([])
  })
})

describe('app.protect', () => {
  it('gives what it is told, and takes the rest when it is called again', async () => {
    await database.admin(`set role app_owner; create table notes (tenant_id uuid not null, id uuid not null, body text, created_by text not null, given_to text);
      select app.protect('notes', may => '{select,insert,delete}', updates => '{body}', own => '{created_by,given_to}');
      select app.protect('notes', may => '{select}', own => '{created_by}')`)
    expect(await value(`has_table_privilege('hub_app', 'notes', 'select')`)).toBe(true)
    for (const right of ['insert', 'delete'])
      expect(await value(`has_table_privilege('hub_app', 'notes', '${right}')`), right).toBe(false)
    expect(await value(`has_column_privilege('hub_app', 'notes', 'body', 'update')`)).toBe(false)
    expect(await value(`(select count(*)::int from pg_policy where polrelid = 'notes'::regclass)`)).toBe(2)
  })

  it('refuses an owner’s column that is not there, or none that is always filled', async () => {
    await expect(database.admin(`select app.protect('notes', own => '{created_by,nobody}')`)).rejects.toThrow()
    await expect(database.admin(`select app.protect('notes', own => '{given_to}')`)).rejects.toThrow()
    await database.admin('drop table notes')
  })
})
