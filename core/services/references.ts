import type { RecordName } from '../db/records.ts'
import type { Reference } from '../db/tenant-db.ts'
import { invalid } from '../domain/kernel/errors.ts'
import { isUuid } from '../domain/kernel/ids.ts'

/** An id in a body: one that cannot be ours is refused like one that is not there. */
export function reference(id: string, field: string): string {
  if (!isUuid(id)) throw invalid(field, 'No such record')
  return id
}

/** What a write shall refer to, for its beat; nothing when the field was not sent or is null. */
export const referenceTo = (table: RecordName, id: string | null | undefined, field: string): Reference[] =>
  typeof id === 'string' ? [{ table, id: reference(id, field), field }] : []
