import { z } from 'zod'
import type { QuoteDecision } from '../../contract/quotes.ts'
import { QUOTE_OUTCOMES } from '../../domain/quotes/state.ts'
import { toInstant } from '../instants.ts'

/** `quotes.decision`: who said yes or no, and what proves it. */
export const DecisionRow = z.object({
  outcome: z.enum(QUOTE_OUTCOMES),
  via: z.enum(['PORTAL', 'STAFF']),
  name: z.string().nullable(),
  note: z.string().nullable(),
  recorded_by: z.string().nullable(),
  ip_address: z.string().nullable(),
  user_agent: z.string().nullable(),
  shown_sha256: z.string().nullable(),
})
export type DecisionRow = z.infer<typeof DecisionRow>

export const presentDecision = (decision: DecisionRow, decidedAt: string): QuoteDecision => ({
  ...decision,
  at: toInstant(decidedAt),
})
