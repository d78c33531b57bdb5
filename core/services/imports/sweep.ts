import { sql } from 'drizzle-orm'
import type { SystemDb } from '../../db/system-db.ts'

/** Each minute: an import whose job was given up is taken back, so that no business stays half filled (H-ENT-20). One trip. */
export async function sweepImports(system: SystemDb): Promise<void> {
  await system.value(sql`app.sweep_imports()`)
}
