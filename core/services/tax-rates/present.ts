import { TaxRate } from '../../contract/business.ts'
import { mayTouch } from '../../domain/actions.ts'
import { formatScaled } from '../../domain/kernel/decimal.ts'
import { allowedActions } from '../../domain/kernel/machine.ts'
import { taxRateMachine } from '../../domain/tax-rates/machine.ts'
import { toInstant } from '../instants.ts'
import type { TaxRateRow } from './internal.ts'

/** The wire shape of a tax rate; parsed, so that no column leaks. */
export function presentTaxRate({ role, percent_e4, ...row }: TaxRateRow): TaxRate {
  return TaxRate.parse({
    ...row,
    percent: formatScaled(percent_e4, 4, { trim: true }),
    created_at: toInstant(row.created_at),
    updated_at: toInstant(row.updated_at),
    allowed_actions: allowedActions(taxRateMachine, row, (action) => mayTouch(role, action, true)),
  })
}
