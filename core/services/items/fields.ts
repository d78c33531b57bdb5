import type { UpdateItem } from '../../contract/items.ts'
import { callStep } from '../../db/records.ts'
import type { Step, TenantDb } from '../../db/tenant-db.ts'
import { decimalMessage, parseScaled } from '../../domain/kernel/decimal.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { FACTOR_DECIMALS } from '../../domain/kernel/scales.ts'
import { reference } from '../references.ts'
import { indexTerms } from '../search-terms.ts'

type ItemFields = Omit<UpdateItem, 'if_match_version'>

/** Columns of the fields that were given, refused with their field when they cannot be kept; the others are left alone. */
export function columnsOf({ name, description, unit, rate, tax_rate_id, status }: ItemFields) {
  return {
    name: name?.trim(),
    description: blankAsNull(description),
    unit: blankAsNull(unit),
    rateE6: rate === undefined ? undefined : parseRate(rate),
    taxRateId: typeof tax_rate_id === 'string' ? reference(tax_rate_id, 'tax_rate_id') : tax_rate_id,
    status,
  }
}

const blankAsNull = (text: string | null | undefined) => (typeof text === 'string' ? text.trim() || null : text)

/** A thousand million, well within 2^53. */
const RATE_MAX_E6 = 1_000_000_000_000_000n

function parseRate(input: string | number): bigint {
  const rate = parseScaled(input, FACTOR_DECIMALS, RATE_MAX_E6)
  if (!rate.ok) throw invalid('rate', decimalMessage(rate.error, FACTOR_DECIMALS))
  return rate.value
}

/** An item is found by its name. */
export const indexItem = (tenant: TenantDb, id: string, { name }: ItemFields): Step[] =>
  callStep(tenant, indexTerms('item', id, name === undefined ? {} : { name: [name] }))
