import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { LineInput } from '../../contract/documents.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Action } from '../../domain/actions.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { bigintJson } from '../json.ts'
import { reference } from '../references.ts'
import type { Settings } from '../settings.ts'
import type { MoneyPart } from './build.ts'
import { factorOf } from './decimals.ts'
import type { Whole, WholeLine } from './lines.ts'

const ItemFacts = z.object({
  id: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  unit: z.string().nullable(),
  rate_e6: bigintJson,
  tax_rate_id: z.string().nullable(),
})
type ItemFacts = z.infer<typeof ItemFacts>

/** What an item gives to a line that does not say it. */
const COPIED = ['name', 'description', 'unit', 'rate', 'tax_rate_id'] as const
const isWhole = (line: LineInput): line is WholeLine =>
  (line.item_id ?? null) === null || COPIED.every((field) => line[field] !== undefined)

/**
 * Lines that leave something to their item get it, once: what is written wins, and a later change of the item changes no
 * document. One trip, only when something is left to an item.
 */
export async function fillFromItems<M extends MoneyPart>(
  tenant: TenantDb,
  action: Action,
  money: M,
  settings: Settings,
): Promise<Whole<M>> {
  if (money.line_items.every(isWhole)) return { ...money, line_items: money.line_items }
  const items = await loadItems(tenant, action, money.line_items)
  const home = settings.business.currency
  const isForeign = (money.currency ?? home) !== home
  const line_items = money.line_items.map((line, index) => {
    const path = `line_items.${index}`
    if (isWhole(line)) return line
    const item = items.get(line.item_id ?? '')
    if (!item) throw invalid(`${path}.item_id`, 'No such record')
    if (isForeign && line.rate === undefined)
      throw invalid(`${path}.rate`, `The price list is in ${home}: give a price`)
    return filled(line, item)
  })
  return { ...money, line_items }
}

const filled = (line: LineInput, item: ItemFacts): WholeLine => ({
  ...line,
  name: line.name ?? item.name,
  description: line.description === undefined ? item.description : line.description,
  unit: line.unit === undefined ? item.unit : line.unit,
  rate: line.rate ?? factorOf(item.rate_e6),
  tax_rate_id: line.tax_rate_id === undefined ? item.tax_rate_id : line.tax_rate_id,
})

async function loadItems(tenant: TenantDb, action: Action, lines: readonly LineInput[]) {
  const named = lines.flatMap((line, index) =>
    isWhole(line) ? [] : [reference(line.item_id ?? '', `line_items.${index}.item_id`)],
  )
  const [, found] = await tenant.read(
    action,
    tenant.db.execute<{ object: unknown }>(sql`select to_jsonb(i) as object from items i
      where i.tenant_id = app.tenant() and i.id = any(${sql.param([...new Set(named)])}::uuid[]) and i.deleted_at is null`),
  )
  const items = found.rows.map(({ object }) => ItemFacts.parse(object))
  return new Map(items.map((item) => [item.id, item]))
}
