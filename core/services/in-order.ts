import { sql } from 'drizzle-orm'
import { checkId, type TenantDb } from '../db/tenant-db.ts'
import type { Action } from '../domain/actions.ts'
import { AppError } from '../domain/kernel/errors.ts'
import { transitionOf } from '../domain/machines.ts'

/**
 * Verbs read what was typed before they ask the database. When they refuse it, the role (403) and the object's existence
 * (404) come first all the same (DESIGN 8); only a refusal pays for the trip that looks.
 */
export async function inOrder<T>(tenant: TenantDb, action: Action, verb: () => Promise<T>, id?: string): Promise<T> {
  try {
    return await verb()
  } catch (error) {
    // What the database refused has passed both.
    if (error instanceof AppError && error.code === 'VALIDATION_ERROR' && !error.cause)
      await lookFor(tenant, action, id)
    throw error
  }
}

async function lookFor(tenant: TenantDb, action: Action, id: string | undefined): Promise<void> {
  const table = transitionOf(action)?.machine.table
  if (!id || !table) return void (await tenant.read(action))
  const look = sql`select from ${sql.identifier(table)} where tenant_id = app.tenant() and id = ${checkId(id)}::uuid and deleted_at is null`
  const [, found] = await tenant.read(action, tenant.db.execute(look))
  if (found.rows.length === 0) throw new AppError('NOT_FOUND', 'Not found')
}
