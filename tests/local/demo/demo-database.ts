import { openTestDatabase, type TestDatabase } from '../../support/database.ts'
import { preparePGlite, preparePostgres } from '../../support/database-source.ts'

/** A migrated, empty database of a file's own, outside of the projects that share one; null where there is none. */
export async function openEmpty(kind: 'pglite' | 'postgres'): Promise<TestDatabase | null> {
  const { source, stop } = await (kind === 'pglite' ? preparePGlite() : preparePostgres())
  if (source.kind === 'absent') return null
  const database = await openTestDatabase(source)
  const close = async () => {
    await database.close()
    await stop()
  }
  return { ...database, close }
}

/** How many rows there are of what a demo has. */
export async function countRows(database: TestDatabase): Promise<Record<string, number>> {
  const tables = [
    'app.tenants',
    'app.users',
    'contacts',
    'invoices',
    'quotes',
    'payments',
    'app.audit',
    'app.jobs',
    'app.clock',
  ]
  const counts = tables.map((table) => `(select count(*)::int from ${table}) as "${table}"`)
  const [row] = await database.admin<Record<string, number>>(`select ${counts.join()}`)
  return row!
}
