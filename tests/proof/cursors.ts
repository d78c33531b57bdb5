import pg from 'pg'
import type { TestBusiness } from '../support/business.ts'
import type { TestDatabase } from '../support/database.ts'

/** Rows of one page, of both. */
const PAGE = 1000

export interface Read {
  rows: number
  seconds: number
}

const entitiesOf = (on: TestDatabase) =>
  on.admin<{ of_table: string; keys: string[] }>(
    `select of_table, keys from app.archive_entities() where name not in ('business', 'members')`,
  )

/** The rows of a business as a program reads them that does nothing with them, straight from the database. */
export async function cursorOf(on: TestDatabase, { tenantId }: TestBusiness): Promise<Read> {
  const entities = await entitiesOf(on)
  const client = new pg.Client({ connectionString: on.adminUrl })
  await client.connect()
  let rows = 0
  const begun = performance.now()
  for (const { of_table } of entities) {
    await client.query('begin')
    await client.query(`declare c no scroll cursor for select * from ${of_table} where tenant_id = '${tenantId}'`)
    for (;;) {
      const page = await client.query(`fetch ${PAGE} from c`)
      rows += page.rows.length
      if (page.rows.length === 0) break
    }
    await client.query('commit')
  }
  const seconds = (performance.now() - begun) / 1000
  await client.end()
  return { rows, seconds }
}

/** The same rows as the JSON that an archive has, page by page over the only way that the Worker has to its database. */
export async function doorOf(on: TestDatabase, door: string, { tenantId }: TestBusiness): Promise<Read> {
  const entities = await entitiesOf(on)
  const ask = async (query: string, params: string[]) => {
    const headers = { 'neon-connection-string': on.adminUrl }
    const answer = await fetch(`${door}/sql`, { method: 'POST', headers, body: JSON.stringify({ query, params }) })
    return ((await answer.json()) as { rows: Record<string, string>[] }).rows
  }
  let rows = 0
  const begun = performance.now()
  for (const { of_table, keys } of entities) {
    const names = keys.map((key) => key.split(' '))
    const columns = names.map(([name]) => `t.${name}`).join()
    const last: string[] = []
    for (let read = PAGE; read === PAGE; rows += read) {
      const after = last.length
        ? `and (${columns}) > (${names.map(([, type], index) => `$${index + 2}::${type}`)})`
        : ''
      const page = await ask(
        `select row_to_json(t)::text as line, ${columns} from ${of_table} t where tenant_id = $1 ${after} order by ${columns} limit ${PAGE}`,
        [tenantId, ...last],
      )
      read = page.length
      const end = page.at(-1)
      last.splice(0, last.length, ...names.map(([name]) => end?.[name!] ?? ''))
    }
  }
  return { rows, seconds: (performance.now() - begun) / 1000 }
}
