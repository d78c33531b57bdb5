import { sql } from 'drizzle-orm'
import type { UpdateInvoice } from '../../contract/invoices.ts'
import { moveRecord } from '../../db/records.ts'
import { invoices } from '../../db/schema.ts'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import { mayChooseCurrency, ROLES, type Role } from '../../domain/permissions.ts'
import { reindexTerms } from '../search-terms.ts'
import type { Settings } from '../settings.ts'

/** Steps that make an invoice findable by what of it was written: its lines, its reference, its contact's names. */
export function indexInvoice(
  tenant: TenantDb,
  id: string,
  written: Pick<UpdateInvoice, 'line_items' | 'reference' | 'contact_id'>,
): Step[] {
  const { line_items: lines, reference, contact_id: contact } = written
  return [
    ...(lines === undefined
      ? []
      : reindexTerms(
          tenant,
          'invoice',
          id,
          lines.map((line) => line.name),
          'lines',
        )),
    ...(reference === undefined ? [] : reindexTerms(tenant, 'invoice', id, [reference], 'reference')),
    ...(contact === undefined
      ? []
      : [tenant.db.execute(sql`select app.index_contact_of(${id}::uuid, ${contact}::uuid)`)]),
  ]
}

const MAY_CHOOSE_CURRENCY: readonly Role[] = ROLES.filter(mayChooseCurrency)

/** Only owners and admins may bill in another currency than the business's (H-RBAC-16). */
export const currencyRoles = (currency: string, settings: Settings): { only?: readonly Role[] } =>
  currency === settings.business.currency ? {} : { only: MAY_CHOOSE_CURRENCY }

/** Number, date and print snapshot, taken once; behind the lock of the document. */
export const finaliseStep = (tenant: TenantDb, id: string): Step =>
  tenant.db.execute(sql`select app.finalise_invoice(${id}::uuid)`)

export const markSentStep = (tenant: TenantDb, id: string): Step =>
  moveRecord(tenant, 'invoices.send', id, {
    sentAt: sql`coalesce(${invoices.sentAt}, app.now())`,
    lastSentAt: sql`app.now()`,
    sendAt: null,
    claimedUntil: null,
  })
