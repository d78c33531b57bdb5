import pg from 'pg'

/** Runs one statement as the administrator, past row security, on a connection of its own. */
export async function query<T extends object>(adminUrl: string, sql: string, values: unknown[] = []): Promise<T[]> {
  const client = new pg.Client({ connectionString: adminUrl })
  await client.connect()
  try {
    return (await client.query<T>(sql, values)).rows
  } finally {
    await client.end()
  }
}
