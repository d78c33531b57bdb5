import type { CreateTaxRate } from '../../contract/business.ts'
import { newId } from '../../db/ids.ts'
import { taxRates } from '../../db/schema.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { inOrder } from '../in-order.ts'
import { clearDefault, parseTaxRate, type TaxRateRow, taxRateObject, touchSettings, vatColumns } from './internal.ts'
import { auditable, readTaxes } from './read.ts'

/** A tax rate for lines and charges; the new default takes the place of the old one. One trip. */
export async function createTaxRate(tenant: TenantDb, input: CreateTaxRate): Promise<TaxRateRow> {
  const id = newId()
  const name = input.name.trim()
  const taxes = await inOrder(tenant, 'tax_rates.create', async () => {
    const read = readTaxes(input)
    if (!read) throw invalid('percent', 'Required where there are no parts')
    return read
  })
  return tenant.write(
    {
      action: 'tax_rates.create',
      id,
      changes: auditable({ name, is_default: input.is_default, ...vatColumns(input) }, taxes),
    },
    [
      touchSettings(tenant),
      ...(input.is_default ? [clearDefault(tenant, id)] : []),
      tenant.insert(taxRates, [{ id, name, ...taxes, ...vatColumns(input), isDefault: input.is_default }]),
    ],
    taxRateObject(id),
    parseTaxRate,
  )
}
