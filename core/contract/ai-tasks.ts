import { z } from 'zod'
import { aiDraftMachine, MODEL_RESULTS } from '../domain/drafts/machine.ts'
import { TASK_STATUSES, TASK_TYPES } from '../domain/drafts/tasks.ts'
import { INTENTS } from '../domain/extraction/intent/intents.ts'
import { DateInput, Instant, Page } from './common.ts'

const contact = z.strictObject({ id: z.string(), display_name: z.string() }).nullable()

export const AiTask = z
  .strictObject({
    id: z.string().meta({ description: 'Of the draft or message, its type and when it was begun' }),
    type: z.enum(TASK_TYPES).meta({
      description:
        'READ: rules read some words. ASK_MODEL: a model was asked about them. APPLY: a rule of the owner made what was sure',
    }),
    status: z.enum(TASK_STATUSES).meta({ description: 'As it is now: one whose worker died waits again' }),
    progress: z.number().int().meta({ description: '0 to 100' }),
    summary: z.string().meta({ description: 'What it is about' }),
    error: z.string().nullable(),
    outcome: z.enum(MODEL_RESULTS).nullable().meta({ description: 'Of ASK_MODEL' }),
    draft: z
      .strictObject({ id: z.string(), status: z.enum(aiDraftMachine.states), intent: z.enum(INTENTS), contact })
      .nullable()
      .meta({ description: 'Null where none came of a message' }),
    message: z
      .strictObject({ id: z.string(), conversation_id: z.string(), contact })
      .nullable()
      .meta({ description: 'Of READ that was given up: what it was to be read from' }),
    model: z.string().nullable(),
    calls: z.number().int().meta({ description: 'Of a model' }),
    lost_calls: z.number().int().meta({ description: 'Of which nobody heard again' }),
    cost_usd: z.string().nullable().meta({ description: 'Null where no price is known', example: '0.012500' }),
    tokens: z.number().int().nullable(),
    created_at: Instant,
    started_at: Instant.nullable(),
    completed_at: Instant.nullable(),
    allowed_actions: z.array(z.string()).meta({
      description:
        'How a person goes on: `retry` and `apply` of its draft, `parse` of its message (POST /v1/messages/{id}/ai/parse)',
    }),
  })
  .meta({ id: 'AiTask' })

export const AiTaskQuery = z.strictObject({
  ...Page.shape,
  type: z.enum(TASK_TYPES).optional(),
  status: z.enum(TASK_STATUSES).optional(),
  from: DateInput.optional().meta({ description: 'The first day, where the business is' }),
  to: DateInput.optional().meta({ description: 'The last day' }),
})

export type AiTask = z.infer<typeof AiTask>
export type AiTaskQuery = z.infer<typeof AiTaskQuery>
