import pg from 'pg'

export interface PoolOptions {
  connectionString: string
  poolSize: number
  queueMax: number
  statementTimeoutMs: number
  idleInTransactionMs: number
}

/** More callers are waiting than the gateway is willing to hold. */
export class Overfull extends Error {
  override name = 'Overfull'
}

export interface BoundedPool {
  use<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T>
  end(): Promise<void>
}

export function createPool(options: PoolOptions): BoundedPool {
  const pool = new pg.Pool({
    connectionString: options.connectionString,
    max: options.poolSize,
    pipeline: true,
    statement_timeout: options.statementTimeoutMs,
    idle_in_transaction_session_timeout: options.idleInTransactionMs,
    idleTimeoutMillis: 60_000,
    connectionTimeoutMillis: 30_000,
  })
  // Without these a backend that dies would end the whole process.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))

  return {
    async use(work) {
      if (pool.waitingCount >= options.queueMax) throw new Overfull('too many requests are waiting for the database')
      const client = await pool.connect()
      let unfit: boolean = true
      try {
        const result = await work(client)
        unfit = client.getTransactionStatus() !== 'I'
        return result
      } catch (error) {
        unfit = !(error instanceof pg.DatabaseError) || client.getTransactionStatus() !== 'I'
        throw error
      } finally {
        client.release(unfit)
      }
    },
    end: () => pool.end(),
  }
}
