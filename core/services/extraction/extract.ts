import type { ExtractInput, Extraction } from '../../contract/extraction.ts'
import type { TenantDb } from '../../db/tenant-db.ts'
import type { Known } from '../../domain/drafts/known.ts'
import { suggestedLines } from '../../domain/drafts/suggested-lines.ts'
import { type Line, linesOf, type Occasion } from '../../domain/extraction/found.ts'
import { readMessage } from '../../domain/extraction/message.ts'
import { type KnownVendor, readReceipt } from '../../domain/extraction/receipt/receipt.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { loadKnown } from './facts.ts'

/**
 * What stands in a message or a receipt, each value with the words that it was read from, by rules and by what the business has
 * taught (H-AI-1 to 5, 13). Nothing is kept or counted. One trip. Neither text nor lines, or both: VALIDATION_ERROR.
 */
export async function extract(tenant: TenantDb, input: ExtractInput): Promise<Extraction> {
  const known = await loadKnown(tenant, input)
  const lines = linesIn(input)
  return input.kind === 'receipt' ? ofReceipt(lines, known.occasion, known.vendors) : ofMessage(lines, known)
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
  lines: [],
  due: null,
  urgent: null,
  displeased: null,
})

function ofMessage(lines: readonly Line[], known: Known): Extraction {
  const { intent, fields, due, tone } = readMessage(lines, known.occasion)
  return {
    intent: intent.value,
    confidence: intent.confidence,
    span: intent.span,
    alternatives: intent.others.map(({ value, confidence }) => ({ intent: value, confidence })),
    fields,
    lines: suggestedLines(lines, known),
    due: due ?? null,
    urgent: tone.urgent ?? null,
    displeased: tone.displeased ?? null,
  }
}
