import { File } from '../../contract/files.ts'
import { mayTouch } from '../../domain/actions.ts'
import { fileMachine, hasArrived } from '../../domain/files/machine.ts'
import { allowedActions } from '../../domain/kernel/machine.ts'
import { toInstant } from '../instants.ts'
import type { FileAddresses } from '../ports.ts'
import type { FileRow } from './internal.ts'

/** The wire shape of a file; parsed, so that no column leaks. */
export const presentFile =
  (addresses: FileAddresses) =>
  (row: FileRow): File =>
    File.parse({
      id: row.id,
      file_name: row.file_name,
      mime_type: row.mime_type,
      size_bytes: row.size_bytes,
      sha256: row.sha256,
      status: row.status,
      linked_entity_type: linkedType(row),
      linked_entity_id: row.linked_entity_id,
      download_url: hasArrived(row) ? addresses.download(contentOf(row)) : null,
      version: row.version,
      created_at: toInstant(row.created_at),
      updated_at: toInstant(row.updated_at),
      uploaded_by: row.created_by,
      allowed_actions: allowedActions(fileMachine, row, (action) => mayTouch(row.role, action, true)),
    })

function linkedType({
  contact_id,
  quote_id,
  invoice_id,
  work_item_id,
  expense_id,
}: FileRow): File['linked_entity_type'] {
  if (contact_id) return 'CONTACT'
  if (quote_id) return 'QUOTE'
  if (invoice_id) return 'INVOICE'
  if (expense_id) return 'EXPENSE'
  return work_item_id ? 'WORK_ITEM' : null
}

const contentOf = ({ object_key, file_name, mime_type }: FileRow) => ({
  objectKey: object_key,
  fileName: file_name,
  mimeType: mime_type,
})

type Announced = Pick<
  FileRow,
  'tenant_id' | 'id' | 'object_key' | 'mime_type' | 'size_bytes' | 'sha256' | 'upload_until'
>

/** Where the bytes are to be sent: an address of this file, size and type alone. */
export function presentUpload(addresses: FileAddresses, row: Announced) {
  const expiresAt = new Date(row.upload_until)
  const upload_url = addresses.upload({
    tenantId: row.tenant_id,
    fileId: row.id,
    objectKey: row.object_key,
    mimeType: row.mime_type,
    sizeBytes: row.size_bytes,
    sha256: row.sha256,
    expiresAt,
  })
  return { file_id: row.id, upload_url, object_key: row.object_key, expires_at: expiresAt.toISOString() }
}
