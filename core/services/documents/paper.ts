import { z } from 'zod'
import { printedRow } from './rows.ts'

/** What every document on paper answers beside what its kind has. */
export const paperRow = {
  ...printedRow,
  /** The customer is printed in full: an agent who does not see him sees his name alone. */
  is_whole: z.boolean(),
}
