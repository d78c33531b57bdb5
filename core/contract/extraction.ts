import { z } from 'zod'
import { INTENTS } from '../domain/extraction/intent/intents.ts'
import { text } from './common.ts'

const MESSAGE_MAX = 60_000
const LINES_MAX = 2_000
const LINE_MAX = 2_000
/** Of all lines together. */
const LETTERS_MAX = 120_000
const offset = z.number().min(-1_000_000).max(1_000_000)

/** A picture's line as it was read, and where it stands: left, top, right, bottom. */
const ReadLine = z.strictObject({
  text: text(LINE_MAX),
  box: z.array(offset).length(4).optional().meta({ description: 'Left, top, right, bottom on the picture' }),
})
/** The lines of a picture, as they were read of it. */
export const ReadLines = z
  .array(ReadLine)
  .max(LINES_MAX)
  .refine(
    (lines) => lines.reduce((sum, { text }) => sum + text.length, 0) <= LETTERS_MAX,
    `At most ${LETTERS_MAX} characters in all lines`,
  )
const LOCAL = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?$/
const received = z
  .string()
  .max(40)
  .refine(
    (at) => (LOCAL.test(at) ? z.iso.datetime({ local: true }) : z.iso.datetime({ offset: true })).safeParse(at).success,
    'Use a date and time such as 2026-11-27T09:30:00Z',
  )
  .refine((at) => at >= '1900' && at < '2900', 'No such date')

export const ExtractInput = z
  .strictObject({
    kind: z.enum(['message', 'receipt']),
    text: text(MESSAGE_MAX).optional().meta({ description: 'The words; or send lines' }),
    lines: ReadLines.optional().meta({ description: 'The lines of a picture; or send text' }),
    received_at: received.optional().meta({
      description:
        'When it was written, which "tomorrow" counts from; without a zone where the business is. Default: now',
    }),
    country: z
      .string()
      .regex(/^[A-Z]{2}$/, 'Use two letters such as DE')
      .optional()
      .meta({ description: 'Where it was written: reads numbers, days and currencies. Default: that of the business' }),
  })
  .meta({ id: 'Extract' })

const Span = z.strictObject({
  line: z.number().int().meta({ description: 'From 0' }),
  start: z.number().int(),
  end: z.number().int().meta({ description: 'Not included' }),
})
const Field = z
  .strictObject({
    value: z
      .string()
      .meta({ description: 'A date as 2026-11-27, a decimal, a number in E.164 where it is valid, or text' }),
    confidence: z.number().min(0).max(1),
    span: Span.meta({ description: 'The words that it was read from' }),
    currency: z.string().optional().meta({ description: 'ISO 4217, of an amount' }),
  })
  .meta({ id: 'ExtractedField' })

/** What the receipt of an expense says, by its own text. */
export const ReadReceipt = z
  .strictObject({
    fields: z.record(z.string(), Field).meta({ description: 'vendor, date, total, tax, currency, category' }),
    lines: z.array(z.string()).meta({ description: 'The words that the spans are of' }),
  })
  .meta({ id: 'ReadReceipt' })

const SuggestedLine = z
  .strictObject({
    name: z.string(),
    qty: z.string(),
    rate: z.string().nullable().meta({ description: 'Null while nobody said what it costs' }),
    currency: z.string().meta({ description: 'ISO 4217, of the rate' }),
    item_id: z.string().nullable().meta({ description: 'Of the price list' }),
    confidence: z.number().min(0).max(1).meta({ description: 'Of its least certain field' }),
    span: Span.nullable(),
  })
  .meta({ id: 'SuggestedLine' })

export const Extraction = z
  .strictObject({
    intent: z.enum(INTENTS),
    confidence: z.number().min(0).max(1).meta({ description: 'Of the intent' }),
    span: Span.nullable().meta({ description: 'The words that tell the intent' }),
    alternatives: z.array(z.strictObject({ intent: z.enum(INTENTS), confidence: z.number().min(0).max(1) })),
    fields: z.record(z.string(), Field).meta({
      description:
        'Of a receipt vendor, date, total, tax, currency, category; of a message email, phone, amount, date, address, name, quantity, rate, further ones as email_2',
    }),
    lines: z
      .array(SuggestedLine)
      .meta({ description: 'Of a message: what it would be billed for, as lines of a document; none of a receipt' }),
    due: Field.nullable().meta({
      description:
        'Of a message: the day that is asked for, which is not always its first: `It broke Monday, come Friday`',
    }),
    urgent: Field.nullable().meta({ description: 'The words that say that it cannot wait' }),
    displeased: Field.nullable().meta({ description: 'The words that say that its sender is not pleased' }),
  })
  .meta({ id: 'Extraction' })

export type ReadReceipt = z.infer<typeof ReadReceipt>
export type ExtractInput = z.infer<typeof ExtractInput>
export type Extraction = z.infer<typeof Extraction>
