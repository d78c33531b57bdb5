import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { itemMachine } from '../../domain/items/machine.ts'
import { ACTING_ROLES } from '../../domain/permissions.ts'
import { columnsOf } from '../columns.ts'
import { bigintJson } from '../json.ts'

const ItemRow = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  unit: z.string().nullable(),
  rate_e6: bigintJson,
  currency: z.string(),
  tax_rate_id: z.string().nullable(),
  tax_name: z.string().nullable(),
  status: z.enum(itemMachine.states),
  version: z.number(),
  created_at: z.string(),
  updated_at: z.string(),
  created_by: z.string(),
  role: z.enum(ACTING_ROLES),
})
export type ItemRow = z.infer<typeof ItemRow>

export const parseItem = (row: unknown): ItemRow => ItemRow.parse(row)
export const itemObject = (id: string): SQL => sql`app.item_object(${id}::uuid)`

export const itemColumns = columnsOf(ItemRow, { role: 'role' })

/** A row as it is listed; the caller adds where, order and limit on `i`. The currency is a sub-select, to be asked once. */
export const selectItem: SQL = sql`select i.*, (select app.business()->>'currency') as currency,
  (select t.name from tax_rates t where t.tenant_id = i.tenant_id and t.id = i.tax_rate_id) as tax_name from items i`
