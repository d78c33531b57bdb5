import { z } from 'zod'
import { isUuid } from '../domain/kernel/ids.ts'

export const LIMITS = {
  page: 20,
  pageMax: 100,
  lines: 200,
  charges: 20,
  tags: 20,
  taxParts: 5,
  bodyBytes: 256 * 1024,
} as const

/** Text of one line or many, kept as typed; NUL and half surrogates cannot be stored anywhere. */
export const text = (max: number) =>
  z
    .string()
    .max(max, `At most ${max} characters`)
    .refine((value) => !value.includes('\u0000'), 'Remove the NUL character')
    .refine((value) => value.isWellFormed(), 'Some characters are broken: type them again')

export const requiredText = (max: number) => text(max).refine((value) => value.trim().length > 0, 'Required')

export const LanguageTag = z.string().regex(/^[a-z]{2}(-[A-Z]{2})?$/, 'Use a language such as de or de-AT')

export const Instant = z.string()
/** An instant of which a Date can be made and that the database can hold. */
export const InstantInput = z.iso.datetime({ offset: true }).refine((at) => at >= '1900' && at < '3000', 'No such date')
const isoDate = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'Use YYYY-MM-DD')
const example = '2026-12-20'
/** As it is answered: what a date column held. */
export const PlainDate = isoDate.meta({ example })
export const DateInput = isoDate
  .refine((value) => {
    const date = new Date(`${value}T00:00:00Z`)
    return (
      !Number.isNaN(date.getTime()) &&
      date.toISOString().slice(0, 10) === value &&
      value >= '1900-01-01' &&
      value <= '2999-12-31'
    )
  }, 'No such date')
  .meta({ example })

/** An amount, quantity or percentage: a decimal string, or a JSON number that is exact. */
export const DecimalInput = z.union([z.string().max(40), z.number()]).meta({ example: '200.00' })
export const Amount = z
  .string()
  .meta({ description: 'Decimal string with the decimals of its currency', example: '200.00' })

export const NO_ONE = '00000000-0000-0000-0000-000000000000'

/** Any string: an id that is not ours is answered 404, whatever its shape, after role and membership were looked at. */
export const IdParam = z.object({
  id: z
    .string()
    .transform((id) => (isUuid(id) ? id : NO_ONE))
    .meta({ type: 'string', format: 'uuid' }),
})
export const Reference = text(100)
/** Up to what the database's int holds. */
export const Version = z.number().int().positive().max(2_147_483_647).optional()

export const Page = z.object({
  limit: z.coerce.number().int().min(1).max(LIMITS.pageMax).default(LIMITS.page),
  cursor: z.string().max(2000).optional(),
})

export const Meta = z.object({ request_id: z.string(), cursor: z.string().nullable() })
export const envelope = <T extends z.ZodType>(data: T) => z.object({ data, meta: Meta })

export const Failure = z
  .object({
    error: z.object({
      code: z.string(),
      message: z.string(),
      details: z.array(z.object({ field: z.string(), message: z.string(), code: z.string().optional() })),
      latest: z.unknown().optional(),
    }),
    meta: z.object({ request_id: z.string() }),
  })
  .meta({ id: 'Failure' })
