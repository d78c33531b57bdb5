import type { Head } from '../../domain/audit/seals.ts'

export interface StoredHead extends Head {
  /** Names what lies there, so that it is replaced by nobody who saw another. */
  etag: string
}

/** Where the last seal of each business is known outside of the database. */
export interface HeadStore {
  read(tenantId: string): Promise<StoredHead | null>
  /** False where somebody else was faster. */
  write(tenantId: string, head: Head, replaces: StoredHead | null): Promise<boolean>
}
