import { Item } from '../../contract/items.ts'
import { mayTouch } from '../../domain/actions.ts'
import { itemMachine } from '../../domain/items/machine.ts'
import { allowedActions } from '../../domain/kernel/machine.ts'
import { formatUnitPrice } from '../../domain/kernel/money.ts'
import { toInstant } from '../instants.ts'
import type { ItemRow } from './internal.ts'

/** The wire shape of an item; parsed, so that no column leaks. */
export function presentItem({ role, rate_e6, ...row }: ItemRow): Item {
  return Item.parse({
    ...row,
    rate: formatUnitPrice(rate_e6, row.currency),
    created_at: toInstant(row.created_at),
    updated_at: toInstant(row.updated_at),
    allowed_actions: allowedActions(itemMachine, row, (action) => mayTouch(role, action, true)),
  })
}
