import type { CreateTemplate } from '../../contract/templates.ts'
import { newId } from '../../db/ids.ts'
import { templates } from '../../db/schema.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { inOrder } from '../in-order.ts'
import { columnsOf } from './fields.ts'
import { parseTemplate, type TemplateRow, templateObject } from './internal.ts'

/** A text to use again: a canned reply is one of type MESSAGE (H-ENT-12). One trip. */
export async function createTemplate(tenant: TenantDb, input: CreateTemplate): Promise<TemplateRow> {
  const id = newId()
  const columns = await inOrder(tenant, 'templates.create', async () => columnsOf(input, input.type))
  const row = { ...columns, id, type: input.type, name: input.name.trim(), content: input.content }
  return tenant.write(
    { action: 'templates.create', id, changes: { type: input.type, name: row.name } },
    [tenant.insert(templates, [row])],
    templateObject(id),
    parseTemplate,
  )
}
