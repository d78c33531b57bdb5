import { sql } from 'drizzle-orm'
import { z } from 'zod'
import type { ExtractInput, Extraction } from '../../contract/extraction.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import { type Line, linesOf, type Occasion } from '../../domain/extraction/found.ts'
import { readMessage } from '../../domain/extraction/message.ts'
import { type KnownVendor, readReceipt } from '../../domain/extraction/receipt/receipt.ts'
import { wallClock } from '../../domain/kernel/dates.ts'
import { invalid } from '../../domain/kernel/errors.ts'

const Facts = z.object({
  country: z.string().nullable(),
  timezone: z.string(),
  now: z.string(),
  vendors: z.array(z.object({ name: z.string(), category: z.string().nullable() })),
})
const EXPENSES_MAX = 500

/**
 * What stands in a message or a receipt, each value with the words that it was read from, by rules and by what the business has
 * taught (H-AI-1 to 5, 13). Nothing is kept or counted. One trip. Neither text nor lines, or both: VALIDATION_ERROR.
 */
export async function extract(tenant: TenantDb, input: ExtractInput): Promise<Extraction> {
  const asked = sql`select app.extraction_facts(${EXPENSES_MAX}::int) as facts`
  const [, found] = await tenant.read('drafts.extract', tenant.db.execute<{ facts: unknown }>(asked))
  const facts = Facts.parse(found.rows[0]?.facts)
  const lines = linesIn(input)
  const at = input.received_at ?? new Date(facts.now).toISOString()
  const occasion: Occasion = {
    received: /(?:Z|[+-]\d\d:?\d\d)$/u.test(at) ? wallClock(facts.timezone, new Date(at)) : at,
    country: input.country ?? facts.country ?? undefined,
  }
  return input.kind === 'receipt' ? ofReceipt(lines, occasion, facts.vendors) : ofMessage(lines, occasion)
}

function linesIn({ text, lines }: ExtractInput): Line[] {
  if (text !== undefined && lines !== undefined) throw invalid('lines', 'Send the text or its lines, not both')
  if (text === undefined && lines === undefined) throw invalid('text', 'Send the text, or lines')
  if (text !== undefined) return linesOf(text)
  return (lines ?? []).map(({ text: words, box }) => ({ text: words, box: box as Line['box'] }))
}

const ofReceipt = (lines: readonly Line[], occasion: Occasion, vendors: readonly KnownVendor[]): Extraction => ({
  intent: 'DRAFT_EXPENSE',
  confidence: 1,
  span: null,
  alternatives: [],
  fields: readReceipt(lines, occasion, vendors),
  urgent: null,
  displeased: null,
})

function ofMessage(lines: readonly Line[], occasion: Occasion): Extraction {
  const { intent, fields, tone } = readMessage(lines, occasion)
  return {
    intent: intent.value,
    confidence: intent.confidence,
    span: intent.span,
    alternatives: intent.others.map(({ value, confidence }) => ({ intent: value, confidence })),
    fields,
    urgent: tone.urgent ?? null,
    displeased: tone.displeased ?? null,
  }
}
