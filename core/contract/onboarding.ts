import { z } from 'zod'
import { STEP_STATUSES } from '../domain/onboarding/progress.ts'
import { Instant, text, Version } from './common.ts'

const DATA_MAX = { fields: 40, name: 40, value: 1000, characters: 8000 } as const

const StepStatus = z.enum(STEP_STATUSES)
const StepData = z
  .record(
    z
      .string()
      .regex(/^[a-z][a-z0-9_]*$/, 'Use small letters, digits and _')
      .max(DATA_MAX.name),
    text(DATA_MAX.value),
  )
  .refine((data) => Object.keys(data).length <= DATA_MAX.fields, `At most ${DATA_MAX.fields} fields`)
  .refine((data) => JSON.stringify(data).length <= DATA_MAX.characters, `At most ${DATA_MAX.characters} characters`)
  .meta({ description: 'What was typed there and is nowhere else yet' })

export const OnboardingStep = z
  .strictObject({
    key: z.string(),
    title: z.string(),
    lead: z.string(),
    page: z.string().meta({ description: 'How it is asked' }),
    required: z.boolean().meta({ description: 'It can be done later, not skipped' }),
    status: StepStatus,
    derived: z.boolean().meta({ description: 'Done by what is in the business, not by saying so' }),
    data: z.record(z.string(), z.string()),
    updated_at: Instant.nullable(),
  })
  .meta({ id: 'OnboardingStep' })

export const Onboarding = z
  .strictObject({
    definition: z.string(),
    definition_version: z.number(),
    steps: z.array(OnboardingStep),
    done: z.number(),
    next: z.string().nullable().meta({ description: 'The first step that is neither done nor skipped' }),
    closed: z.boolean().meta({ description: 'The app stays closed until the required steps are done' }),
    hidden: z.boolean().meta({ description: 'Home does not show what is left' }),
    version: z.number(),
    allowed_actions: z.array(z.string()),
  })
  .meta({ id: 'Onboarding' })

export const UpdateOnboarding = z
  .strictObject({ hidden: z.boolean(), if_match_version: Version })
  .meta({ id: 'UpdateOnboarding' })

export const SaidOfStep = z.strictObject({ data: StepData.optional() }).meta({ id: 'SaidOfStep' })

/** The key of a step: a word of the definition, the same in every business. */
export const StepParam = z.object({ id: z.string() })

export type Onboarding = z.infer<typeof Onboarding>
export type OnboardingStep = z.infer<typeof OnboardingStep>
export type UpdateOnboarding = z.infer<typeof UpdateOnboarding>
export type SaidOfStep = z.infer<typeof SaidOfStep>
