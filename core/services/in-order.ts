import { sql } from 'drizzle-orm'
import type { Action } from '../db/actions.ts'
import type { Step, TenantDb } from '../db/tenant-db.ts'
import { AppError } from '../domain/kernel/errors.ts'

interface Aim {
  table: 'contacts' | 'invoices' | 'tax_rates'
  id: string
  /** Steps that refuse a reference to nothing. */
  references?: () => readonly Step[]
}

/**
 * Checks come in the order of DESIGN 8: role (403), existence (404), values and references (422), state (409). Verbs read
 * what was typed before they ask the database, which in turn locks the object before it looks at references; so whoever is
 * refused is told what comes first in that order. Only a refusal pays for the trip that looks.
 */
export async function inOrder<T>(tenant: TenantDb, action: Action, verb: () => Promise<T>, aim?: Aim): Promise<T> {
  try {
    return await verb()
  } catch (error) {
    if (error instanceof AppError && error.code === 'VALIDATION_ERROR') await lookFor(tenant, action, aim)
    if (error instanceof AppError && error.code === 'CONFLICT' && aim?.references)
      await tenant.read(action, ...aim.references())
    throw error
  }
}

async function lookFor(tenant: TenantDb, action: Action, aim: Aim | undefined): Promise<void> {
  if (!aim) return void (await tenant.read(action))
  const look = sql`select from ${sql.identifier(aim.table)} where tenant_id = app.tenant() and id = ${aim.id}::uuid and deleted_at is null`
  const [, found] = await tenant.read(action, tenant.db.execute(look))
  if (found.rows.length === 0) throw new AppError('NOT_FOUND', 'Not found')
}
