import type { UpdateItem } from '../../contract/items.ts'
import { setRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { inOrder } from '../in-order.ts'
import { referenceTo } from '../references.ts'
import { columnsOf, indexItem } from './fields.ts'
import { type ItemRow, itemObject, parseItem } from './internal.ts'

/** Changes the fields that were sent, archives or restores, for lines to come: a document keeps what it copied. One trip. */
export async function updateItem(tenant: TenantDb, id: string, input: UpdateItem): Promise<ItemRow> {
  const { if_match_version: version, ...sent } = input
  const columns = await inOrder(tenant, 'items.update', async () => columnsOf(sent), id)
  return tenant.write(
    {
      action: 'items.update',
      id,
      version,
      references: referenceTo('tax_rates', sent.tax_rate_id, 'tax_rate_id'),
      changes: { ...sent },
    },
    [setRecord(tenant, 'items', id, columns), ...indexItem(tenant, id, sent)],
    itemObject(id),
    parseItem,
  )
}
