import { type SQL, sql } from 'drizzle-orm'
import type { TemplateQuery } from '../../contract/templates.ts'
import { getRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Cursors } from '../cursor.ts'
import { afterNewest, type ListPage, newestFirst, readPage } from '../pages.ts'
import { parseTemplate, type TemplateRow, templateColumns, templateObject } from './internal.ts'

/** One page of templates, newest first. One trip. */
export function listTemplates(
  tenant: TenantDb,
  cursors: Cursors,
  { limit, cursor, type, language }: TemplateQuery,
): Promise<ListPage<TemplateRow>> {
  return readPage(tenant, cursors, {
    action: 'templates.read',
    of: ['templates', { type, language }],
    limit,
    cursor,
    columns: templateColumns,
    rows: (place, rows) => templateColumns.of(selectTemplates({ type, language }, place, rows)),
    placeOf: newestFirst,
  })
}

type Filters = Pick<TemplateQuery, 'type' | 'language'>

const selectTemplates = ({ type, language }: Filters, place: readonly string[] | null, limit: number): SQL => sql`
  select t.* from templates t where t.tenant_id = app.tenant() and t.deleted_at is null ${type ? sql`and t.type = ${type}` : sql``}
    ${language ? sql`and t.language = ${language}` : sql``}${afterNewest('t', place)}
  order by t.created_at desc, t.id desc limit ${limit}`

export const getTemplate = (tenant: TenantDb, id: string): Promise<TemplateRow> =>
  getRecord(tenant, 'templates.read', id, templateObject(id), parseTemplate)
