import pg from 'pg'

/** What changes rows and nothing else, so that no other statement notices that it ran on the same connection. */
const PLAIN = /^\s*(select|with|insert|update|delete)\b/i

const pools = new Map<string, pg.Pool>()

/** Runs one statement as the administrator, past row security; what sets up more than rows has a connection of its own. */
export async function query<T extends object>(adminUrl: string, sql: string, values: unknown[] = []): Promise<T[]> {
  if (PLAIN.test(sql)) return (await poolOf(adminUrl).query<T>(sql, values)).rows
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    return (await client.query<T>(sql, values)).rows
  } finally {
    await client.end()
  }
}

/** Connections end soon after their last statement, by themselves: databases come and go with the files of tests. */
function poolOf(adminUrl: string): pg.Pool {
  const kept = pools.get(adminUrl)
  if (kept) return kept
  const pool = new pg.Pool({ connectionString: adminUrl, max: 4, idleTimeoutMillis: 1_000, allowExitOnIdle: true })
  // A database that was dropped, or a backend that a test killed, while nothing was asked.
  pool.on('error', () => {})
  pools.set(adminUrl, pool)
  return pool
}
