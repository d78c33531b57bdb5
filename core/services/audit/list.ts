import { sql } from 'drizzle-orm'
import { z } from 'zod'
import { AuditEntry, type AuditQuery } from '../../contract/audit.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { isUuid } from '../../domain/kernel/ids.ts'
import { columnsOf } from '../columns.ts'
import type { Cursors } from '../cursor.ts'
import { toInstant } from '../instants.ts'
import { type ListPage, readPage } from '../pages.ts'

const AuditRow = AuditEntry.omit({ object: true, changes: true }).extend({
  before: z.unknown(),
  after: z.unknown(),
  object_type: z.string().nullable(),
  object_id: z.string().nullable(),
  label: z.string().nullable(),
})
type AuditRow = z.infer<typeof AuditRow>
const columns = columnsOf(AuditRow, {})

/** What everybody did, newest first, by who, what, an object or days of the business (AL1, H-RBAC-13). One trip. */
export async function listAudit(
  tenant: TenantDb,
  cursors: Cursors,
  { limit, cursor, ...filters }: AuditQuery,
): Promise<ListPage<AuditEntry>> {
  if (filters.entity_id !== undefined && !isUuid(filters.entity_id)) return { rows: [], cursor: null }
  const page = await readPage(tenant, cursors, {
    action: 'audit.read',
    of: ['audit', filters],
    limit,
    cursor,
    columns,
    rows: (place, rows) =>
      columns.of(
        sql`select a.* from app.listed_audit(${JSON.stringify(filters)}::jsonb, ${place?.[0] ?? null}::timestamptz, ${place?.[1] ?? null}::bigint, ${rows}::int) a`,
      ),
    placeOf: ({ at, id }) => [at, id],
  })
  return { ...page, rows: page.rows.map(present) }
}

const present = ({ object_type: type, object_id: id, label, at, before, after, ...row }: AuditRow): AuditEntry => ({
  ...row,
  at: toInstant(at),
  changes: changesOf(before, after),
  object: type !== null && id !== null && label !== null ? { type, id, label } : null,
})

function changesOf(before: unknown, after: unknown): AuditEntry['changes'] {
  const was = fieldsOf(before)
  return Object.entries(fieldsOf(after)).map(([field, value]) => ({
    field,
    before: field in was ? written(was[field]) : null,
    after: written(value),
  }))
}

const fieldsOf = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}

const written = (value: unknown): string | null =>
  value === null || typeof value === 'string' ? value : JSON.stringify(value)
