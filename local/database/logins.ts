import pg from 'pg'
import type { OpenDatabase } from './open.ts'

/** Lets hub_app log in over TCP, and makes hub_local, which moves product time and exists on one machine only. */
export async function prepareLogins(database: OpenDatabase): Promise<void> {
  const client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
  try {
    await client.query(HUB_LOCAL)
    if (database.kind === 'pglite') return
    for (const url of [database.appUrl, database.localUrl]) {
      if (!(await canLogIn(url))) await setPassword(client, new URL(url))
    }
  } finally {
    await client.end()
  }
}

/** Gives a role the password that its connection string names. */
export async function setPasswordOf(adminUrl: string, loginUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    await setPassword(client, new URL(loginUrl))
  } finally {
    await client.end()
  }
}

const HUB_LOCAL = `
  do $$ begin
    if not exists (select from pg_roles where rolname = 'hub_local') then create role hub_local login; end if;
  end $$;
  grant usage on schema app to hub_local;
  grant select, insert, update on app.clock to hub_local;`

async function canLogIn(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString })
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}

async function setPassword(client: pg.Client, url: URL): Promise<void> {
  const role = client.escapeIdentifier(decodeURIComponent(url.username))
  await client.query(`alter role ${role} password ${client.escapeLiteral(decodeURIComponent(url.password))}`)
}
