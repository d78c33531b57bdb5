import { randomBytes } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import pg from 'pg'
import { connect, type Db, Meter } from '../../core/db/meter.ts'
import { credentialsOf, isAllowed } from '../gateway/credentials.ts'
import { parseSqlRequest, presentDatabaseError, runSqlRequest } from '../gateway/neon-http.ts'
import type { BoundedPool } from '../gateway/pool.ts'

export interface Transaction {
  /** What verbs send goes here; each batch is undone by itself when it fails. */
  db: Db
  query<T extends pg.QueryResultRow>(text: string, values?: unknown[]): Promise<T[]>
  commit(): Promise<void>
  /** Takes everything back unless it was committed. */
  close(): Promise<void>
}

const IDLE_MS = 60_000

/**
 * One transaction of the administrator that the verbs of the product write into, so that a demo business is there as a
 * whole or not at all. It speaks Neon's protocol to this process alone.
 */
export async function beginTransaction(adminUrl: string): Promise<Transaction> {
  const client = new pg.Client({
    connectionString: adminUrl,
    idle_in_transaction_session_timeout: IDLE_MS,
    pipeline: true,
  })
  client.on('error', () => {})
  await client.connect()
  await client.query('begin')
  const pool = oneAfterAnother(client)
  const url = `postgres://demo:${randomBytes(24).toString('hex')}@demo.local/hub`
  const server = createServer((request, response) => void answer(request, response, pool, url))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const gateway = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    // Made when asked for: the last handle made says where all of a process go.
    get db() {
      return connect({ url, gateway }, new Meter())
    },
    query: async <T extends pg.QueryResultRow>(text: string, values?: unknown[]) =>
      (await client.query<T>(text, values)).rows,
    commit: async () => void (await client.query('commit')),
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await client.end()
    },
  }
}

/** A batch is a transaction to whoever sends it, and a savepoint in ours. */
function oneAfterAnother(client: pg.Client): BoundedPool {
  const inner = {
    query: (query: unknown) => (isBoundary(query) ? Promise.resolve() : client.query(query as string)),
  } as unknown as pg.PoolClient
  let last: Promise<unknown> = Promise.resolve()
  return {
    use(work) {
      const turn = last.then(async () => {
        // What comes behind it in the pipe fails with it, so nothing is waited for here.
        client.query(BEGIN_BATCH).catch(() => {})
        try {
          const result = await work(inner)
          client.query('release savepoint batch').catch(() => {})
          return result
        } catch (error) {
          await client.query('rollback to savepoint batch')
          throw error
        }
      })
      last = turn.catch(() => {})
      return turn
    },
    end: async () => {},
  }
}

/** Who acted in the batch before is forgotten, as at the end of a transaction. */
const BEGIN_BATCH = `savepoint batch;
  select set_config('app.' || name, '', true) from unnest(array['tenant', 'actor', 'role', 'agent', 'today', 'idem']) name`

const isBoundary = (query: unknown): boolean => typeof query === 'string' && /^(begin|commit)\b/.test(query)

async function answer(request: IncomingMessage, response: ServerResponse, pool: BoundedPool, url: string) {
  const reply = (status: number, body: unknown) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  const { user, password } = credentialsOf(String(request.headers['neon-connection-string']))
  if (!isAllowed(credentialsOf(url), user, password)) return reply(400, { message: 'not yours' })
  try {
    const parts: Buffer[] = []
    for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
    const asked = parseSqlRequest(request.headers, Buffer.concat(parts).toString('utf8'))
    reply(200, await runSqlRequest(pool, asked))
  } catch (error) {
    reply(400, error instanceof pg.DatabaseError ? presentDatabaseError(error) : { message: String(error) })
  }
}
