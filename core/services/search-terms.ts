import { eq } from 'drizzle-orm'
import { searchTerms as table } from '../db/schema.ts'
import type { Step, TenantDb } from '../db/tenant-db.ts'
import { searchTerms } from '../domain/kernel/text.ts'

/** Steps that make an object findable by these texts; the same batch that writes the object writes its terms. */
export function indexTerms(tenant: TenantDb, kind: 'contact' | 'invoice', id: string, texts: (string | null | undefined)[]): Step[] {
  const terms = searchTerms(...texts.filter((text) => text != null))
  return terms.length ? [tenant.insert(table, terms.map((term) => ({ kind, id, term })))] : []
}

export function reindexTerms(tenant: TenantDb, kind: 'contact' | 'invoice', id: string, texts: (string | null | undefined)[]): Step[] {
  const clear = tenant.db.delete(table).where(tenant.mine(table, eq(table.kind, kind), eq(table.id, id)))
  return [clear, ...indexTerms(tenant, kind, id, texts)]
}
