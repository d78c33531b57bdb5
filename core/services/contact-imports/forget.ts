import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { TenantDb } from '../../db/tenant-db.ts'

/** Removes what was read; false while it is being worked on, or can still be undone. One trip. */
export const forgetContactImport = (tenant: TenantDb, id: string): Promise<boolean> =>
  tenant.write(
    { action: 'contact_imports.forget', id },
    [],
    sql`jsonb_build_object('gone', app.forget_import(${id}::uuid))`,
    (row) => z.object({ gone: z.boolean().nullable() }).parse(row).gone === true,
  )
