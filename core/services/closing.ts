import type { Closing } from '../contract/closing.ts'
import { toInstant } from './instants.ts'

/** What app.closing_of answers. */
export interface ClosingRow {
  closed_at: string
  kept_until: string
  owners: string[]
}

export const presentClosing = (row: ClosingRow | null): Closing | null =>
  row && { closed_at: toInstant(row.closed_at), kept_until: toInstant(row.kept_until), owners: row.owners }
