import { describe, expect, it } from 'vitest'
import { migrate } from '../../local/database/migrate.ts'
import { query } from '../support/admin.ts'
import { useDatabase } from '../support/database.ts'
import { MIGRATIONS, withDatabase } from '../support/database-source.ts'

const database = useDatabase()

describe('an owner like the one Neon gives', () => {
  it('migrates an empty database without being a superuser', { timeout: 60_000 }, async () => {
    const name = `neon_${crypto.randomUUID().replaceAll('-', '')}`
    await database.admin(`create role ${name} login password 'owner' createrole createdb bypassrls`)
    // On 15 a member of CREATEROLE may grant any plain role; from 16 on it needs ADMIN, which it gets by creating it.
    await database.admin(`grant app_owner, hub_app to ${name} with admin option`)
    await database.admin(`create database ${name} owner ${name}`)
    const url = new URL(withDatabase(database.adminUrl, name))
    url.username = name
    url.password = 'owner'
    try {
      expect(await migrate({ adminUrl: url.href, folder: MIGRATIONS })).not.toEqual([])
      expect(await migrate({ adminUrl: url.href, folder: MIGRATIONS })).toEqual([])
      const owners = await query(url.href, "select distinct tableowner from pg_tables where schemaname = 'app'")
      expect(owners).toEqual([{ tableowner: 'app_owner' }])
    } finally {
      await database.admin(`drop database ${name} with (force)`)
      await database.admin(`drop owned by ${name}`)
      await database.admin(`drop role ${name}`)
    }
  })
})
