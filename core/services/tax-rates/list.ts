import { sql } from 'drizzle-orm'
import type { TaxRateQuery } from '../../contract/business.ts'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Cursors } from '../cursor.ts'
import { afterNewest, type ListPage, newestFirst, readPage } from '../pages.ts'
import { parseTaxRate, type TaxRateRow, taxRateColumns, taxRateObject } from './internal.ts'

/** One page of the rates, archived ones too, newest first. One trip. */
export const listTaxRates = (tenant: TenantDb, cursors: Cursors, query: TaxRateQuery): Promise<ListPage<TaxRateRow>> =>
  readPage(tenant, cursors, {
    ...query,
    action: 'tax_rates.read',
    of: ['tax_rates'],
    columns: taxRateColumns,
    rows: (place, limit) =>
      taxRateColumns.of(sql`select r.* from tax_rates r
        where r.tenant_id = app.tenant() and r.deleted_at is null${afterNewest('r', place)}
        order by r.created_at desc, r.id desc limit ${limit}`),
    placeOf: newestFirst,
  })

export const getTaxRate = (tenant: TenantDb, id: string): Promise<TaxRateRow> =>
  getRecord(tenant, 'tax_rates.read', id, taxRateObject(id), parseTaxRate)
