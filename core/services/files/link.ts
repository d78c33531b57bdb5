import type { LinkFile } from '../../contract/files.ts'
import { setRecord } from '../../db/records.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { referenceTo } from '../references.ts'
import { type FileRow, fileObject, parseFile } from './internal.ts'

const OF = {
  CONTACT: { table: 'contacts', column: 'contactId' },
  INVOICE: { table: 'invoices', column: 'invoiceId' },
  QUOTE: { table: 'quotes', column: 'quoteId' },
  EXPENSE: { table: 'expenses', column: 'expenseId' },
  WORK_ITEM: { table: 'work_items', column: 'workItemId' },
} as const

/** Says what a stored file belongs to; it belongs to one thing at a time (H-API-41). One trip. */
export function linkFile(
  tenant: TenantDb,
  id: string,
  { linked_entity_type, linked_entity_id }: LinkFile,
): Promise<FileRow> {
  const { table, column } = OF[linked_entity_type]
  const references = referenceTo(table, linked_entity_id, 'linked_entity_id')
  const nothing = { contactId: null, quoteId: null, invoiceId: null, workItemId: null, expenseId: null }
  const link = setRecord(tenant, 'files', id, { ...nothing, [column]: linked_entity_id })
  return tenant.write(
    { action: 'files.link', id, references, changes: { linked_entity_type, linked_entity_id } },
    [link],
    fileObject(id),
    parseFile,
  )
}
