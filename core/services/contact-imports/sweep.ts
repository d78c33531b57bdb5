import { sql } from 'drizzle-orm'
import type { SystemDb } from '../../db/system-db.ts'

/** Each minute: imports whose job was given up end with what they came to, and say of each other row that it stayed out. */
export async function sweepContactImports(system: SystemDb): Promise<void> {
  await system.value(sql`app.sweep_contact_imports()`)
}
