import { TaxRate } from '../../contract/business.ts'
import { mayTouch } from '../../domain/actions.ts'
import { allowedActions } from '../../domain/kernel/machine.ts'
import { taxRateMachine } from '../../domain/tax-rates/machine.ts'
import { percentOfRate, presentParts } from '../documents/tax-parts.ts'
import { toInstant } from '../instants.ts'
import type { TaxRateRow } from './internal.ts'

/** The wire shape of a tax rate; parsed, so that no column leaks. */
export function presentTaxRate({ role, percent_e4, parts, ...row }: TaxRateRow): TaxRate {
  return TaxRate.parse({
    ...row,
    percent: percentOfRate(percent_e4, parts),
    parts: presentParts(parts),
    created_at: toInstant(row.created_at),
    updated_at: toInstant(row.updated_at),
    allowed_actions: allowedActions(taxRateMachine, row, (action) => mayTouch(role, action, true)),
  })
}
