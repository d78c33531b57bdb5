import type { UpdateItem } from '../../contract/items.ts'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import { parseScaled } from '../../domain/kernel/decimal.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { reference } from '../references.ts'
import { indexTerms } from '../search-terms.ts'

type ItemFields = Omit<UpdateItem, 'if_match_version'>

/** Columns of the fields that were given, refused with their field when they cannot be kept; the others are left alone. */
export function columnsOf({ name, description, unit, rate, tax_rate_id, status }: ItemFields) {
  return {
    name: name?.trim(),
    description: blankAsNull(description),
    unit: blankAsNull(unit),
    rateE4: rate === undefined ? undefined : parseRate(rate),
    taxRateId: typeof tax_rate_id === 'string' ? reference(tax_rate_id, 'tax_rate_id') : tax_rate_id,
    status,
  }
}

const blankAsNull = (text: string | null | undefined) => (typeof text === 'string' ? text.trim() || null : text)

/** Beyond it no line could be computed. */
const RATE_MAX_E4 = 10_000_000_000_000n

function parseRate(input: string | number): bigint {
  const rate = parseScaled(input, 4)
  const isPossible = rate.ok && rate.value <= RATE_MAX_E4 && rate.value >= -RATE_MAX_E4
  if (!isPossible) throw invalid('rate', 'Use a number with up to 4 decimals and a point, such as 120.00')
  return rate.value
}

/** An item is found by its name. */
export const indexItem = (tenant: TenantDb, id: string, { name }: ItemFields, index = indexTerms): Step[] =>
  name === undefined ? [] : index(tenant, 'item', id, [name], 'name')
