import { eq, sql } from 'drizzle-orm'
import type { DocumentInput } from '../../contract/documents.ts'
import { documentLines } from '../../db/schema.ts'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import type { DocumentKind } from '../../domain/documents/kinds.ts'
import { mayChooseCurrency, ROLES, type Role } from '../../domain/permissions.ts'
import { reindexTerms } from '../search-terms.ts'
import type { Settings } from '../settings.ts'
import type { BuiltLine } from './build.ts'

/** The lines of a new document. */
export function insertLines(tenant: TenantDb, kind: DocumentKind, id: string, lines: readonly BuiltLine[]): Step[] {
  const rows = lines.map((line) => ({ ...line, documentId: id }))
  return rows.length ? [tenant.insert(documentLines[kind], rows)] : []
}

/** The lines of a changed document: those that were there go. */
export function replaceLines(tenant: TenantDb, kind: DocumentKind, id: string, lines: readonly BuiltLine[]): Step[] {
  const table = documentLines[kind]
  return [
    tenant.db.delete(table).where(tenant.mine(table, eq(table.documentId, id))),
    ...insertLines(tenant, kind, id, lines),
  ]
}

/** Steps that make a document findable by what of it was written: its lines, its reference, its contact's names. */
export function indexDocument(
  tenant: TenantDb,
  kind: DocumentKind,
  id: string,
  written: Partial<DocumentInput>,
): Step[] {
  const { line_items: lines, reference, contact_id: contact } = written
  const names = lines?.map((line) => line.name)
  return [
    ...(names === undefined ? [] : reindexTerms(tenant, kind, id, names, 'lines')),
    ...(reference === undefined ? [] : reindexTerms(tenant, kind, id, [reference], 'reference')),
    ...(contact === undefined
      ? []
      : [tenant.db.execute(sql`select app.index_contact_of(${kind}, ${id}::uuid, ${contact}::uuid)`)]),
  ]
}

/** Number, date and print snapshot, taken once; behind the lock of the document. */
export const finaliseStep = (tenant: TenantDb, kind: DocumentKind, id: string): Step =>
  tenant.db.execute(sql`select app.finalise(${kind}, ${id}::uuid)`)

const MAY_CHOOSE_CURRENCY: readonly Role[] = ROLES.filter(mayChooseCurrency)

/** Only owners and admins may bill in another currency than the business's (H-RBAC-16). */
export const currencyRoles = (currency: string, settings: Settings): { only?: readonly Role[] } =>
  currency === settings.business.currency ? {} : { only: MAY_CHOOSE_CURRENCY }
