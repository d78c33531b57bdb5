import { renamer } from '../../domain/archive/renamed.ts'
import { AppError } from '../../domain/kernel/errors.ts'
import type { FileStore } from '../ports.ts'
import type { Archive } from './archive.ts'

interface Owner {
  tenantId: string
  importId: string
}

/** Files, letters and papers into the storage of their new business; what lies there already is not sent again. */
export async function copyContents(store: FileStore, archive: Archive, owner: Owner): Promise<void> {
  for (const { name, bytes } of archive.entries.values()) {
    const key = keyOf(name, owner)
    if (!key) continue
    const { outcome } = await store.put(key, await archive.stream(name), bytes)
    if (outcome !== 'stored' && outcome !== 'exists')
      throw new AppError('PROVIDER_ERROR', 'The files cannot be stored now, it is tried again')
  }
}

/** Null for what is no file. */
function keyOf(name: string, { tenantId, importId }: Owner): string | null {
  const [, folder, id] = /^(files|papers|letters)\/([0-9a-f-]+)/.exec(name) ?? []
  if (folder === 'papers') return `tenant/${tenantId}/papers/${id}`
  if (folder === 'files') return `tenant/${tenantId}/imports/${importId}/files/${id}`
  return folder && id ? `tenant/${tenantId}/imports/${importId}/letters/${renamer(importId)(id)}.html` : null
}
