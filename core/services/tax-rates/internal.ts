import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { UpdateTaxRate } from '../../contract/business.ts'
import { taxRates } from '../../db/schema.ts'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import { TAX_CATEGORIES } from '../../domain/einvoice/tax-categories.ts'
import { ACTING_ROLES } from '../../domain/permissions.ts'
import { taxRateMachine } from '../../domain/tax-rates/machine.ts'
import { columnsOf } from '../columns.ts'
import { TaxPartRows } from '../documents/tax-parts.ts'
import { bigintJson } from '../json.ts'

const TaxRateRow = z.object({
  id: z.string(),
  name: z.string(),
  percent_e4: bigintJson,
  parts: TaxPartRows,
  is_default: z.boolean(),
  vat_category: z.enum(TAX_CATEGORIES).nullable(),
  exemption_reason: z.string().nullable(),
  status: z.enum(taxRateMachine.states),
  version: z.number(),
  created_at: z.string(),
  updated_at: z.string(),
  role: z.enum(ACTING_ROLES),
})
export type TaxRateRow = z.infer<typeof TaxRateRow>

export const parseTaxRate = (row: unknown): TaxRateRow => TaxRateRow.parse(row)

export const taxRateColumns = columnsOf(TaxRateRow, { role: 'role' })

export const taxRateObject = (id: string): SQL => sql`app.tax_rate_object(${id}::uuid)`

/** Makes every isolate forget the rates it cached. First of all steps: changes of one business then queue behind it. */
export const touchSettings = (tenant: TenantDb): Step => tenant.db.execute(sql`select app.touch_settings()`)

/** The columns of what an e-invoice says of a rate. */
export const vatColumns = ({
  vat_category,
  exemption_reason,
}: Pick<UpdateTaxRate, 'vat_category' | 'exemption_reason'>) => ({
  ...(vat_category === undefined ? {} : { vatCategory: vat_category }),
  ...(exemption_reason === undefined ? {} : { exemptionReason: exemption_reason?.trim() || null }),
})

/** There is one default at most. */
export const clearDefault = (tenant: TenantDb, exceptId: string): Step =>
  tenant.db
    .update(taxRates)
    .set({ isDefault: false, version: sql`${taxRates.version} + 1`, updatedAt: sql`app.now()` })
    .where(tenant.mine(taxRates, sql`${taxRates.isDefault} and ${taxRates.id} <> ${exceptId}::uuid`))
