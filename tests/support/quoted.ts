import type { z } from 'zod'
import { CreateQuote } from '../../core/contract/quotes.ts'
import type { Meter } from '../../core/db/meter.ts'
import type { Role } from '../../core/domain/permissions.ts'
import { createQuote } from '../../core/services/quotes/create.ts'
import type { QuoteRow } from '../../core/services/quotes/internal.ts'
import type { TestBusiness } from './business.ts'

export type QuoteWords = Partial<z.input<typeof CreateQuote>>

/** A draft of one line of 100.00, for a contact of its own unless one is named. */
export const draftQuote = async (
  business: TestBusiness,
  input: QuoteWords = {},
  role: Role = 'OWNER',
  handle: { meter?: Meter } = {},
): Promise<QuoteRow> =>
  createQuote(
    business.as(role, handle),
    CreateQuote.parse({
      contact_id: input.contact_id ?? (await business.contact({}, role)).id,
      line_items: [{ name: 'Boiler', qty: '1', rate: '100.00' }],
      ...input,
    }),
  )
