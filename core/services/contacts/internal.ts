import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Action } from '../../domain/actions.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import { ACTING_ROLES } from '../../domain/permissions.ts'

const ContactRow = z.object({
  id: z.string(),
  type: z.enum(['CUSTOMER', 'VENDOR', 'LEAD', 'OTHER']),
  display_name: z.string(),
  company_name: z.string().nullable(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  address_line1: z.string().nullable(),
  address_line2: z.string().nullable(),
  city: z.string().nullable(),
  region: z.string().nullable(),
  postal_code: z.string().nullable(),
  country: z.string().nullable(),
  tags: z.array(z.string()),
  notes: z.string().nullable(),
  assigned_to: z.string().nullable(),
  status: z.enum(['ACTIVE', 'ARCHIVED']),
  version: z.number(),
  created_at: z.string(),
  updated_at: z.string(),
  created_by: z.string(),
  role: z.enum(ACTING_ROLES),
})
export type ContactRow = z.infer<typeof ContactRow>

export const ANY_STATUS = ['ACTIVE', 'ARCHIVED'] as const

export const parseContact = (row: unknown): ContactRow => ContactRow.parse(row)

/** The columns of a contact; the caller adds where, order and limit on `c`. */
export const contactColumns: SQL = sql`c.*, app.role() as role`

export const selectContact = (id: string): SQL => sql`
  select ${contactColumns} from contacts c where c.tenant_id = app.tenant() and c.id = ${id}::uuid and c.deleted_at is null`

/** An id that cannot be ours is answered before the database is asked, like any unknown one. */
export function checkId(id: string): string {
  if (!isUuid(id)) throw new AppError('NOT_FOUND', 'Not found')
  return id
}

export async function getRowOrThrow(tenant: TenantDb, action: Action, id: string): Promise<ContactRow> {
  const [, found] = await tenant.read(
    action,
    tenant.db.execute<{ object: unknown }>(sql`select to_jsonb(o) as object from (${selectContact(checkId(id))}) o`),
  )
  const row = found.rows[0]
  if (!row) throw new AppError('NOT_FOUND', 'Not found')
  return parseContact(row.object)
}
