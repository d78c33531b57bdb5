import type { UpdateTemplate } from '../../contract/templates.ts'
import { setRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { inOrder } from '../in-order.ts'
import { columnsOf } from './fields.ts'
import { parseTemplate, type TemplateRow, templateObject } from './internal.ts'

/** Changes the fields that were sent, for what is written from now on. One trip. */
export async function updateTemplate(tenant: TenantDb, id: string, input: UpdateTemplate): Promise<TemplateRow> {
  const { if_match_version: version, ...sent } = input
  const columns = await inOrder(tenant, 'templates.update', async () => columnsOf(sent), id)
  return tenant.write(
    { action: 'templates.update', id, version, changes: { ...sent } },
    [setRecord(tenant, 'templates', id, columns)],
    templateObject(id),
    parseTemplate,
  )
}
