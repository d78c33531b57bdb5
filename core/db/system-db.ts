import { type SQL, sql } from 'drizzle-orm'
import { toAppError } from './errors.ts'
import type { Db } from './meter.ts'

/** Calls of the functions that work without a tenant (sign-in, webhooks, jobs). There is nothing else to reach here. */
export class SystemDb {
  declare private readonly brand: 'SystemDb'
  private readonly db: Db

  constructor(db: Db) {
    this.db = db
  }

  /** Rows of one function call: `rows(sql`app.sweep(${100}, ${60})`)`. */
  async rows<T extends Record<string, unknown>>(call: SQL): Promise<T[]> {
    try {
      return (await this.db.execute<T>(sql`select * from ${call}`)).rows
    } catch (error) {
      throw toAppError(error)
    }
  }

  /** The single value of one function call. */
  async value<T>(call: SQL): Promise<T | null> {
    const [row] = await this.rows<{ value: T }>(sql`(select ${call} as value) x`)
    return row?.value ?? null
  }
}
