import { z } from 'zod'
import type { Closing } from '../contract/closing.ts'
import { toInstant } from './instants.ts'

/** When a business was closed, of app.business(); of a time long ago the begin is not known. */
export const ClosedSpans = z
  .array(z.object({ from: z.coerce.date().nullable(), until: z.coerce.date() }))
  .default([])
  .transform((spans) => spans.map(({ from, until }) => ({ from: from ?? new Date(0), until })))

/** What app.closing_of answers. */
export interface ClosingRow {
  closed_at: string
  kept_until: string
  owners: string[]
}

export const presentClosing = (row: ClosingRow | null): Closing | null =>
  row && { closed_at: toInstant(row.closed_at), kept_until: toInstant(row.kept_until), owners: row.owners }
