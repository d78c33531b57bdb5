import type { UpdateTaxRate } from '../../contract/business.ts'
import { setRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { taxRateMachine } from '../../domain/tax-rates/machine.ts'
import { inOrder } from '../in-order.ts'
import { clearDefault, parseTaxRate, type TaxRateRow, taxRateObject, touchSettings, vatColumns } from './internal.ts'
import { auditable, readTaxes } from './read.ts'

const ARCHIVED = taxRateMachine.actions.archive.to

/**
 * Changes a rate for documents to come; what is on an invoice keeps the rate it was given. An archived rate is never the
 * default: archiving takes that away, and only an active one can be made it. One trip.
 */
export async function updateTaxRate(tenant: TenantDb, id: string, input: UpdateTaxRate): Promise<TaxRateRow> {
  const { if_match_version: version, name, status } = input
  const read = async () => readChanges(input)
  const taxes = await inOrder(tenant, 'tax_rates.update', read, id)
  const is_default = status === ARCHIVED ? false : input.is_default
  const columns = { name: name?.trim(), ...taxes, ...vatColumns(input), status, isDefault: is_default }
  return tenant.write(
    {
      action: is_default && status === undefined ? 'tax_rates.make_default' : 'tax_rates.update',
      id,
      version,
      changes: auditable({ name: columns.name, status, is_default, ...vatColumns(input) }, taxes),
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

function readChanges(input: UpdateTaxRate): ReturnType<typeof readTaxes> {
  if (input.status === ARCHIVED && input.is_default)
    throw invalid('is_default', 'An archived rate cannot be the default')
  return readTaxes(input)
}
