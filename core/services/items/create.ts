import type { CreateItem } from '../../contract/items.ts'
import { newId } from '../../db/ids.ts'
import { items } from '../../db/schema.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { inOrder } from '../in-order.ts'
import { referenceTo } from '../references.ts'
import { columnsOf, indexItem } from './fields.ts'
import { type ItemRow, itemObject, parseItem } from './internal.ts'

/** A thing that is sold again and again, with its price in the business's currency. One trip. */
export async function createItem(tenant: TenantDb, input: CreateItem): Promise<ItemRow> {
  const id = newId()
  const {
    name = input.name,
    rateE6 = 0n,
    ...columns
  } = await inOrder(tenant, 'items.create', async () => columnsOf(input))
  return tenant.write(
    {
      action: 'items.create',
      id,
      references: referenceTo('tax_rates', input.tax_rate_id, 'tax_rate_id'),
      changes: { ...input },
    },
    [tenant.insert(items, [{ ...columns, id, name, rateE6 }]), ...indexItem(tenant, id, input)],
    itemObject(id),
    parseItem,
  )
}
