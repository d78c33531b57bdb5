import { eq } from 'drizzle-orm'
import { searchTerms as table } from '../db/schema.ts'
import type { Step, TenantDb } from '../db/tenant-db.ts'
import { searchTerms } from '../domain/kernel/text.ts'

type Kind = 'contact' | 'invoice'
type Texts = readonly (string | null | undefined)[]

/** Steps that make an object findable by these texts; the same batch that writes the object writes its terms. */
export function indexTerms(tenant: TenantDb, kind: Kind, id: string, texts: Texts, field = ''): Step[] {
  const terms = searchTerms(...texts)
  const rows = terms.map((term) => ({ kind, id, term, field }))
  return rows.length ? [tenant.insert(table, rows)] : []
}

/** Replaces the terms of one field, whatever they were. */
export function reindexTerms(tenant: TenantDb, kind: Kind, id: string, texts: Texts, field = ''): Step[] {
  return [unindexTerms(tenant, kind, id, field), ...indexTerms(tenant, kind, id, texts, field)]
}

/** Makes an object unfindable by one field, or by any. */
export function unindexTerms(tenant: TenantDb, kind: Kind, id: string, field?: string): Step {
  const ofField = field === undefined ? undefined : eq(table.field, field)
  return tenant.db.delete(table).where(tenant.mine(table, eq(table.kind, kind), eq(table.id, id), ofField))
}
