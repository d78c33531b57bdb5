import type { Composed } from '../../domain/drafts/compose.ts'
import { confidenceOf, payloadOf } from '../../domain/drafts/payload.ts'
import { beginning } from '../../domain/kernel/beginning.ts'

const TITLE_MAX = 200
const DESCRIPTION_MAX = 10_000

/** A draft as it is kept: what was read, and the payload that follows of it. */
export function composedColumns({ intent, intents, fields }: Composed, text: string, fileId: string | null) {
  const receipt = intent === 'DRAFT_EXPENSE' && fileId !== null ? { receipt_file_id: fileId } : {}
  const payload = { ...withCounts(payloadOf(fields)), ...described(intent, text), ...receipt }
  const sureness = intents[0]?.confidence ?? 0
  return {
    intent,
    intents,
    fields,
    draftPayload: payload,
    title: titleOf(payload, text),
    confidence: confidenceOf(sureness, fields),
  }
}

/** One of each, at no price while nobody said which. */
const withCounts = ({ line_items: lines, ...payload }: Record<string, unknown>): Record<string, unknown> =>
  Array.isArray(lines) ? { ...payload, line_items: lines.map((line) => ({ qty: '1', rate: '0', ...line })) } : payload

/** Work keeps the words that it is made of. */
const described = (intent: string, text: string) =>
  (intent === 'CREATE_WORK_ITEM' || intent === 'DRAFT_AR_MESSAGE') && text.trim() !== ''
    ? { description: beginning(text, DESCRIPTION_MAX) }
    : {}

/** What it is called in a list: as what it proposes is called, else as its words begin. */
export function titleOf(payload: Record<string, unknown>, text: string): string {
  const lines = payload.line_items as { name?: string }[] | undefined
  const named = payload.title ?? payload.vendor_name ?? lines?.[0]?.name
  const said = typeof named === 'string' && named.trim() !== '' ? named : text
  return beginning(said.replace(/\s+/gu, ' ').trim(), TITLE_MAX)
}
