import { cp, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { migrate } from '../../local/database/migrate.ts'
import { useDatabase } from '../support/database.ts'
import { MIGRATIONS } from '../support/database-source.ts'

const database = useDatabase()
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hub-migrations-'))
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(() => cp(MIGRATIONS, folder, { recursive: true }))

const run = () => migrate({ adminUrl: database.adminUrl, folder })
const ledger = () => database.admin<{ file: string }>('select file from schema_migrations order by file')

describe('migrations', () => {
  it('run once: again, on a full database, they change nothing', async () => {
    const before = await ledger()
    const numbered = (await readdir(MIGRATIONS)).filter((file) => /^\d{4}_/.test(file)).sort()
    expect(before.map((row) => row.file)).toEqual(numbered)
    await database.admin('insert into app.clock (id) values (true) on conflict do nothing')
    expect(await run()).toEqual([])
    expect(await ledger()).toEqual(before)
  })

  it('apply a new file, whose objects belong to app_owner', async () => {
    await writeFile(join(folder, '9001_extra.sql'), 'set role app_owner;\ncreate table extra (id int);')
    expect(await run()).toEqual(['9001_extra.sql'])
    const owner = "select tableowner as owner from pg_tables where tablename = 'extra'"
    expect(await database.admin(owner)).toEqual([{ owner: 'app_owner' }])
    expect(await run()).toEqual([])
  })

  it('refuse a file that was changed after it ran', async () => {
    await writeFile(join(folder, '9001_extra.sql'), 'set role app_owner;\ncreate table extra (id bigint);')
    await expect(run()).rejects.toThrow('9001_extra.sql was changed')
    await rm(join(folder, '9001_extra.sql'))
  })

  it('leave nothing of a file that fails', async () => {
    await writeFile(join(folder, '9002_broken.sql'), 'set role app_owner;\ncreate table half (id int);\nselect 1/0;')
    await expect(run()).rejects.toThrow('9002_broken.sql: division by zero')
    await rm(join(folder, '9002_broken.sql'))
    expect(await database.admin("select 1 from pg_tables where tablename = 'half'")).toEqual([])
  })
})

describe('the roles', () => {
  it('that the Worker and the owner of the tables use can do nothing special', async () => {
    const rows = await database.admin(`select rolname, rolsuper or rolbypassrls or rolcreaterole or rolcreatedb
      or rolreplication as special, rolcanlogin as logs_in from pg_roles
      where rolname in ('app_owner', 'hub_app', 'hub_local') order by rolname`)
    expect(rows).toEqual([
      { rolname: 'app_owner', special: false, logs_in: false },
      { rolname: 'hub_app', special: false, logs_in: true },
      { rolname: 'hub_local', special: false, logs_in: true },
    ])
  })

  it('leave product time to hub_local', async () => {
    const rows = await database.admin(`select r.name, has_table_privilege(r.name, 'app.clock', 'update') as moves
      from (values ('hub_app'), ('hub_local')) r (name) order by 1`)
    expect(rows).toEqual([
      { name: 'hub_app', moves: false },
      { name: 'hub_local', moves: true },
    ])
  })
})
