import type { UpdateTaxRate } from '../../contract/business.ts'
import { setRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { taxRateMachine } from '../../domain/tax-rates/machine.ts'
import { inOrder } from '../in-order.ts'
import { clearDefault, parsePercent, parseTaxRate, type TaxRateRow, taxRateObject, touchSettings } from './internal.ts'

const ARCHIVED = taxRateMachine.actions.archive.to

/**
 * Changes a rate for documents to come; what is on an invoice keeps the rate it was given. An archived rate is never the
 * default: archiving takes that away, and only an active one can be made it. One trip.
 */
export async function updateTaxRate(tenant: TenantDb, id: string, input: UpdateTaxRate): Promise<TaxRateRow> {
  const { if_match_version: version, name, status } = input
  const read = async () => readPercent(input)
  const percentE4 = await inOrder(tenant, 'tax_rates.update', read, id)
  const is_default = status === ARCHIVED ? false : input.is_default
  const columns = { name: name?.trim(), percentE4, status, isDefault: is_default }
  return tenant.write(
    {
      action: is_default && status === undefined ? 'tax_rates.make_default' : 'tax_rates.update',
      id,
      version,
      changes: { name: columns.name, percent_e4: percentE4?.toString(), status, is_default },
    },
    [
      touchSettings(tenant),
      ...(is_default ? [clearDefault(tenant, id)] : []),
      setRecord(tenant, 'tax_rates', id, columns),
    ],
    taxRateObject(id),
    parseTaxRate,
  )
}

function readPercent({ percent, status, is_default }: UpdateTaxRate): bigint | undefined {
  if (status === ARCHIVED && is_default) throw invalid('is_default', 'An archived rate cannot be the default')
  return percent === undefined ? undefined : parsePercent(percent)
}
