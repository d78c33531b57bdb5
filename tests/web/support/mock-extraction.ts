import { ExtractInput, Extraction } from '../../../core/contract/extraction.ts'
import { suggestedLines } from '../../../core/domain/drafts/suggested-lines.ts'
import { linesOf } from '../../../core/domain/extraction/found.ts'
import { readMessage } from '../../../core/domain/extraction/message.ts'
import { ok, type Reply } from './mock-api.ts'

const KNOWN = { currency: 'CAD', items: [], vendors: [], lessons: { lines: new Map(), vendors: [] } }

/** What a message says, by the rules themselves: they need no server. */
export function extractionAnswer(body: unknown): Reply {
  const { text = '', received_at = '2026-11-20T12:00:00' } = ExtractInput.parse(body)
  const occasion = { received: received_at.slice(0, 19), country: 'CA' }
  const { intent, fields, due, tone } = readMessage(linesOf(text), occasion)
  const lines = suggestedLines(linesOf(text), { ...KNOWN, occasion })
  const { value, confidence, span } = intent
  return ok(
    Extraction.parse({
      intent: value,
      confidence,
      span,
      alternatives: [],
      fields,
      lines,
      due: due ?? null,
      urgent: tone.urgent ?? null,
      displeased: tone.displeased ?? null,
    }),
  )
}
