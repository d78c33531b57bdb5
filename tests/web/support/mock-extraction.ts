import { ExtractInput, Extraction } from '../../../core/contract/extraction.ts'
import { linesOf } from '../../../core/domain/extraction/found.ts'
import { readMessage } from '../../../core/domain/extraction/message.ts'
import { ok, type Reply } from './mock-api.ts'

/** What a message says, by the rules themselves: they need no server. */
export function extractionAnswer(body: unknown): Reply {
  const { text = '', received_at = '2026-11-20T12:00:00' } = ExtractInput.parse(body)
  const { intent, fields, tone } = readMessage(linesOf(text), { received: received_at.slice(0, 19), country: 'CA' })
  const { value, confidence, span } = intent
  return ok(
    Extraction.parse({
      intent: value,
      confidence,
      span,
      alternatives: [],
      fields,
      urgent: tone.urgent ?? null,
      displeased: tone.displeased ?? null,
    }),
  )
}
