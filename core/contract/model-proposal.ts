import { z } from 'zod'
import { problemOf } from '../domain/drafts/plain.ts'
import type { Proposal } from '../domain/drafts/proposal.ts'
import { INTENTS } from '../domain/extraction/intent/intents.ts'

export const PROPOSAL_LIMITS = { values: 80, field: 60, value: 2000, quote: 400 } as const

/** A number is taken where the schema asks for its digits: small models write both. */
const value = z
  .union([z.string().max(PROPOSAL_LIMITS.value), z.number().transform(String)])
  .meta({ type: 'string', maxLength: PROPOSAL_LIMITS.value })

/** What a model answers, and nothing else: no ids, no tools, no markup (PI1, PI2). */
export const ModelProposal = z
  .strictObject({
    intent: z.enum(INTENTS),
    values: z
      .array(
        z.strictObject({
          field: z.string().max(PROPOSAL_LIMITS.field),
          value,
          quote: z.string().max(PROPOSAL_LIMITS.quote),
        }),
      )
      .max(PROPOSAL_LIMITS.values),
  })
  .superRefine((proposal, context) => {
    const message = problemOf(proposal)
    if (message) context.addIssue({ code: 'custom', message })
  }) satisfies z.ZodType<Proposal>
