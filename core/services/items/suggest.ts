import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import { LineSuggestion } from '../../contract/items.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { itemMachine } from '../../domain/items/machine.ts'
import { formatUnitPrice } from '../../domain/kernel/money.ts'
import { beginWords, queryTerms } from '../../domain/kernel/text.ts'
import { columnsOf } from '../columns.ts'
import { bigintJson, bigintText } from '../json.ts'
import { listStep, rowsOf } from '../pages.ts'
import { searchFor } from '../search-terms.ts'
import { visibleRows } from '../visible.ts'
import { selectItems } from './list.ts'

const ITEMS_MAX = 8
const SUGGESTED_MAX = 12
/** The newest invoices whose lines are looked at: enough to find a habit, few enough to stay quick. */
const INVOICES_MAX = 40

const Suggested = z.object({
  item_id: z.string().nullable(),
  name: z.string(),
  description: z.string().nullable(),
  unit: z.string().nullable(),
  rate_e6: z.union([bigintJson, bigintText]),
  currency: z.string(),
  tax_rate_id: z.string().nullable(),
})
const suggested = columnsOf(Suggested, {})

/** What a line that begins with `q` may become: items of the price list first, then lines written before; newest first. One trip. */
export async function suggestLines(tenant: TenantDb, q: string): Promise<LineSuggestion[]> {
  const terms = q.trim() ? queryTerms(q) : null
  const [entry, items, lines] = await tenant.read(
    'items.read',
    listStep(tenant, suggested, sql`select i.*, i.id as item_id from (${selectActive(q)}) i`),
    listStep(tenant, suggested, selectLines(terms)),
  )
  const rows = [...rowsOf(suggested, items, entry), ...rowsOf(suggested, lines, entry)]
  return (
    rows
      // An invoice is also found by words of its other lines.
      .filter((row) => beginWords(terms ?? [], row.name))
      .filter((row, at, all) => all.findIndex((other) => other.name === row.name) === at)
      .slice(0, SUGGESTED_MAX)
      .map(({ rate_e6, ...row }) => LineSuggestion.parse({ ...row, rate: formatUnitPrice(rate_e6, row.currency) }))
  )
}

const selectActive = (q: string): SQL => selectItems({ status: itemMachine.initial, q }, null, ITEMS_MAX)

/** Out of the newest invoices that whoever asks may see, and that a word of the line brings up. */
function selectLines(terms: readonly string[] | null): SQL {
  const search = searchFor('invoice', sql`i.id`, terms)
  const invoices = visibleRows({
    table: 'invoices',
    as: 'i',
    where: sql`i.tenant_id = app.tenant() and i.deleted_at is null`,
    everybody: search.candidates,
    agent: search.words,
    mine: [sql`i.created_by = app.agent()`],
    order: sql`i.created_at desc, i.id desc`,
    limit: INVOICES_MAX,
  })
  return sql`select l.item_id, l.name, l.description, l.unit, l.rate_e6::text, i.currency, r.id as tax_rate_id
    from (${invoices}) i join invoice_lines l on l.tenant_id = i.tenant_id and l.invoice_id = i.id
    left join tax_rates r on r.tenant_id = l.tenant_id and r.id = l.tax_rate_id and r.deleted_at is null
    order by i.created_at desc, i.id desc, l.position`
}
