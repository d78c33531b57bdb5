import { sql } from 'drizzle-orm'
import type { TaxRateQuery } from '../../contract/business.ts'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Cursors } from '../cursor.ts'
import { type ListPage, toPage } from '../pages.ts'
import { parseTaxRate, type TaxRateRow, taxRateColumns, taxRateObject } from './internal.ts'

/** One page of the rates, archived ones too, newest first. One trip. */
export async function listTaxRates(
  tenant: TenantDb,
  cursors: Cursors,
  query: TaxRateQuery,
): Promise<ListPage<TaxRateRow>> {
  const { limit, cursor } = query
  const scope = ['tax_rates', tenant.scope]
  const place = await cursors.decode(cursor, scope, 2)
  const [, found] = await tenant.read(
    'tax_rates.read',
    tenant.db.execute<{ object: unknown }>(sql`select to_jsonb(o) as object from (
      select ${taxRateColumns} from tax_rates r where r.tenant_id = app.tenant() and r.deleted_at is null
        ${place ? sql`and (r.created_at, r.id) < (${place[0]}::timestamptz, ${place[1]}::uuid)` : sql``}
      order by r.created_at desc, r.id desc limit ${limit + 1}) o`),
  )
  const rows = found.rows.map((row) => parseTaxRate(row.object))
  return toPage(cursors, rows, limit, scope)
}

export const getTaxRate = (tenant: TenantDb, id: string): Promise<TaxRateRow> =>
  getRecord(tenant, 'tax_rates.read', id, taxRateObject(id), parseTaxRate)
