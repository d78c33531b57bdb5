import type { CreateTaxRate } from '../../contract/business.ts'
import { newId } from '../../db/ids.ts'
import { taxRates } from '../../db/schema.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { inOrder } from '../in-order.ts'
import { clearDefault, parsePercent, parseTaxRate, type TaxRateRow, taxRateObject, touchSettings } from './internal.ts'

/** A tax rate for lines and charges; the new default takes the place of the old one. One trip. */
export async function createTaxRate(tenant: TenantDb, input: CreateTaxRate): Promise<TaxRateRow> {
  const id = newId()
  const name = input.name.trim()
  const percentE4 = await inOrder(tenant, 'tax_rates.create', async () => parsePercent(input.percent))
  return tenant.write(
    { action: 'tax_rates.create', id, changes: { name, percent_e4: String(percentE4), is_default: input.is_default } },
    [
      touchSettings(tenant),
      ...(input.is_default ? [clearDefault(tenant, id)] : []),
      tenant.insert(taxRates, [{ id, name, percentE4, isDefault: input.is_default }]),
    ],
    taxRateObject(id),
    parseTaxRate,
  )
}
