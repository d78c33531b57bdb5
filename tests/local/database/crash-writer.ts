import pg from 'pg'
import { openDatabase } from '../../../local/database/open.ts'

// A program for restart.test.ts: writes for ever and says each number that the database has acknowledged.
const database = await openDatabase({ dataDir: String(process.argv[2]) })
const client = new pg.Client({ connectionString: database.adminUrl })
await client.connect()
await client.query('create table if not exists numbers (n int primary key, padding text)')
const { rows } = await client.query<{ n: number }>('select coalesce(max(n), 0)::int as n from numbers')
for (let n = rows[0]!.n + 1; ; n++) {
  await client.query("insert into numbers values ($1, repeat('x', 3000))", [n])
  process.stdout.write(`${n}\n`)
}
