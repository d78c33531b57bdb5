import { eq, sql } from 'drizzle-orm'
import { invoices } from '../../db/schema.ts'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import { mayChooseCurrency, ROLES, type Role } from '../../domain/permissions.ts'
import { indexTerms } from '../search-terms.ts'
import type { Settings } from '../settings.ts'

export const indexInvoice = (tenant: TenantDb, id: string, texts: (string | null | undefined)[]) =>
  indexTerms(tenant, 'invoice', id, texts)

const MAY_CHOOSE_CURRENCY: readonly Role[] = ROLES.filter(mayChooseCurrency)

/** Only owners and admins may bill in another currency than the business's (H-RBAC-16). */
export const currencyRoles = (currency: string, settings: Settings): { only?: readonly Role[] } =>
  currency === settings.business.currency ? {} : { only: MAY_CHOOSE_CURRENCY }

/** Number, date and print snapshot, taken once; behind the lock of the document. */
export const finaliseStep = (tenant: TenantDb, id: string): Step =>
  tenant.db.execute(sql`select app.finalise_invoice(${id}::uuid)`)

export const markSentStep = (tenant: TenantDb, id: string): Step =>
  tenant.db
    .update(invoices)
    .set({
      status: 'SENT',
      sentAt: sql`coalesce(${invoices.sentAt}, app.now())`,
      lastSentAt: sql`app.now()`,
      sendAt: null,
      claimedUntil: null,
      version: sql`${invoices.version} + 1`,
      updatedAt: sql`app.now()`,
    })
    .where(tenant.mine(invoices, eq(invoices.id, id)))
