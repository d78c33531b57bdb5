import {
  type AiDraft,
  AiDraftSummary,
  type ApplyAiDraft,
  type CreateAiDraft,
} from '../../../core/contract/ai-drafts.ts'
import { can } from '../../../core/domain/actions.ts'
import { levelOf, type Origin } from '../../../core/domain/drafts/fields.ts'
import { aiDraftMachine } from '../../../core/domain/drafts/machine.ts'
import * as maple from './maple.ts'
import { harriet, UNITS, unitsMessage } from './maple-inbox.ts'
import { notFound, ok, type Reply, refusal, type World } from './mock-api.ts'

const AT = '2026-11-20T16:50:00.000Z'
const HARRIET = maple.contacts[2]!

type Read = [path: string, value: string, confidence: number, words?: string, origin?: Origin]
const WORK: Read[] = [
  ['title', 'Bill units 3B and 4A', 0.9, 'both units are done'],
  ['due_at', '2026-12-20', 0.8, 'December 20'],
]
const BILLED: Read[] = [
  ['contact_id', HARRIET.id, 0.95, undefined, 'TAUGHT'],
  ['po_number', '7741', 0.9, 'PO 7741'],
  ['line_items.0.name', 'Shutoff valve, unit 3B', 0.9, '3B shutoff valve $85'],
  ['line_items.0.qty', '1', 0.9, '3B shutoff valve $85'],
  ['line_items.0.rate', '85.00', 0.92, '$85'],
  ['line_items.1.name', 'Tap cartridge, unit 4A', 0.88, 'two cartridges'],
  ['line_items.1.qty', '2', 0.9, 'two'],
  ['line_items.1.rate', '48.00', 0.9, '$48'],
  ['line_items.2.name', 'Labour', 0.7, '1.5 hours'],
  ['line_items.2.qty', '1.5', 0.9, '1.5 hours'],
  ['line_items.2.rate', '110.00', 0.65, undefined, 'TAUGHT'],
]
const READ: Record<AiDraft['intent'], Read[]> = {
  DRAFT_INVOICE: [['due_date', '2026-12-20', 0.7, 'December 20'], ...BILLED],
  DRAFT_QUOTE: BILLED,
  CREATE_WORK_ITEM: WORK,
  DRAFT_AR_MESSAGE: WORK,
  DRAFT_EXPENSE: [['amount', '85.00', 0.5, '$85']],
  NONE: [],
}

export const readAs = (intent: AiDraft['intent'], lines: readonly string[], more: Read[] = []) => {
  const fields: AiDraft['fields'] = {}
  const payload: Record<string, unknown> = {}
  for (const [path, value, confidence, words, origin = 'WORDS'] of [...READ[intent], ...more]) {
    const line = words ? lines.findIndex((text) => text.includes(words)) : -1
    if (words && line < 0) continue
    const start = words ? lines[line]!.indexOf(words) : 0
    const span = words ? { line, start, end: start + words.length } : null
    fields[path] = { value, confidence, level: levelOf(confidence), span, origin }
    put(payload, path, value)
  }
  return { fields, draft_payload: payload }
}

function put(payload: Record<string, unknown>, path: string, value: string): void {
  const [name = '', at, cell = ''] = path.split('.')
  if (at === undefined) payload[name] = value
  else {
    payload[name] ??= []
    const lines = payload[name] as Record<string, unknown>[]
    lines[Number(at)] = { ...lines[Number(at)], [cell]: value }
  }
}

const INTENTS = (['DRAFT_INVOICE', 'CREATE_WORK_ITEM'] as const).map((intent, at) => ({
  intent,
  confidence: 0.9 - at / 2,
  level: levelOf(0.9 - at / 2),
}))

const draftOf = (n: number, intent: AiDraft['intent'], more: Partial<AiDraft> = {}): AiDraft => {
  const source_lines = [...(more.source_lines ?? UNITS)]
  return {
    id: maple.id(990 + n),
    status: 'READY',
    intent,
    source_type: 'MANUAL',
    source_id: null,
    conversation_id: null,
    contact: { id: HARRIET.id, display_name: HARRIET.display_name },
    title: 'Shutoff valve, unit 3B',
    confidence: 0.65,
    level: 'MEDIUM',
    applied: null,
    assigned_to: null,
    reviewed_by: null,
    reviewed_at: null,
    review_notes: null,
    failed_reason: null,
    proposal: { state: 'NONE', model: null, reason: null, outcome: null },
    version: 1,
    created_at: AT,
    updated_at: AT,
    created_by: 'user_dana',
    allowed_actions: [],
    intents: INTENTS,
    source_boxes: null,
    edited: [],
    similar: [],
    ...readAs(intent, source_lines),
    ...more,
    source_lines,
  }
}

export const newDrafts = (): AiDraft[] => [
  draftOf(0, 'DRAFT_INVOICE', { title: 'Two units of November' }),
  draftOf(1, 'CREATE_WORK_ITEM', {
    status: 'PENDING_QC',
    title: 'Leaking tap at the bakery',
    contact: null,
    confidence: 0.4,
    level: 'LOW',
    source_type: 'WORK_ITEM',
    source_id: maple.id(900),
  }),
  draftOf(2, 'DRAFT_INVOICE', {
    status: 'APPLIED',
    applied: { type: 'INVOICE', id: maple.id(201), at: AT, by: 'user_dana' },
  }),
  draftOf(3, 'NONE', {
    status: 'FAILED',
    failed_reason: 'There are no words in it that can be read',
    source_lines: ['?'],
  }),
]

const keep = (world: World, draft: AiDraft): AiDraft => {
  world.aiDrafts.set(draft.id, draft)
  return draft
}

export function parsedMessage(world: World, messageId: string, body: unknown): Reply {
  const { intent = 'DRAFT_INVOICE' } = body as { intent?: AiDraft['intent'] }
  const message = world.messages.find(({ id }) => id === messageId)
  if (!message) return notFound
  const made = draftOf(4 + world.aiDrafts.size, intent, {
    source_type: 'MESSAGE',
    source_id: messageId,
    conversation_id: messageId === unitsMessage.id ? harriet.id : message.conversation_id,
    source_lines: message.new_text.split('\n'),
  })
  return ok(shown(world, keep(world, made)), 201)
}

/** What machines propose, of the canned API. */
export function aiDraftsAnswer(world: World, method: string, url: URL, body: unknown): Reply {
  const [, , , id = '', verb = ''] = url.pathname.split('/')
  if (!id && method === 'POST') {
    const { text, source_type, source_id = null, intent = 'DRAFT_INVOICE' } = body as CreateAiDraft
    const source_lines = (text ?? UNITS.join('\n')).split('\n')
    const made = draftOf(4 + world.aiDrafts.size, intent, { source_type, source_id, source_lines, contact: null })
    delete made.fields.contact_id
    delete made.draft_payload.contact_id
    return ok(shown(world, keep(world, made)), 201)
  }
  if (!id) return ok(world.isEmpty ? [] : listed(world, url).map((each) => summaryOf(shown(world, each))))
  const found = world.aiDrafts.get(id)
  if (!found) return notFound
  const { if_match_version: version = found.version } = (body ?? {}) as { if_match_version?: number }
  if (version !== found.version)
    return { status: 409, body: refusal('CONFLICT', 'It has changed since you loaded it', [], shown(world, found)) }
  if (verb === 'apply') return applied(world, found, body as ApplyAiDraft)
  if (method === 'PATCH') keep(world, { ...patched(found, body as Partial<AiDraft>), version: found.version + 1 })
  if (verb === 'retry') {
    const proposal = { state: 'WAITING', model: null, reason: null, outcome: null } as const
    return ok(shown(world, keep(world, { ...found, proposal, version: found.version + 1 })))
  }
  const status = { 'request-review': 'PENDING_QC', approve: 'APPROVED', reject: 'REJECTED' }[verb] ?? 'READY'
  if (verb) keep(world, { ...found, status: status as AiDraft['status'], applied: null, version: found.version + 1 })
  return ok(shown(world, world.aiDrafts.get(id)!))
}

function patched(found: AiDraft, { intent, draft_payload }: Partial<AiDraft>): AiDraft {
  if (intent) return { ...found, intent, edited: [], ...readAs(intent, found.source_lines) }
  const payload = draft_payload ?? found.draft_payload
  const edited = Object.keys(found.fields).filter((path) => at(payload, path) !== at(found.draft_payload, path))
  const contact = maple.contacts.find((one) => one.id === payload.contact_id)
  return {
    ...found,
    draft_payload: payload,
    edited: [...new Set([...found.edited, ...edited])],
    contact: contact ? { id: contact.id, display_name: contact.display_name } : null,
  }
}
const at = (payload: Record<string, unknown>, path: string) =>
  path.split('.').reduce<unknown>((part, name) => (part as Record<string, unknown> | undefined)?.[name], payload)

const TYPES = {
  DRAFT_INVOICE: ['INVOICE', 201],
  DRAFT_QUOTE: ['QUOTE', 800],
  DRAFT_EXPENSE: ['EXPENSE', 901],
  CREATE_WORK_ITEM: ['WORK_ITEM', 900],
  DRAFT_AR_MESSAGE: ['WORK_ITEM', 900],
  NONE: ['WORK_ITEM', 900],
} as const

function applied(world: World, found: AiDraft, { merge_into, override_warnings }: ApplyAiDraft): Reply {
  if (found.similar.length > 0 && !merge_into && !override_warnings) {
    const details = [{ field: 'similar', message: 'There is one like it from today', code: 'SIMILAR_EXISTS' }]
    return { status: 422, body: refusal('VALIDATION_ERROR', 'There is one like it already', details) }
  }
  if (/INVOICE|QUOTE/.test(found.intent) && !found.draft_payload.contact_id) {
    const details = [{ field: 'draft_payload.contact_id', message: 'Choose who it is for' }]
    return { status: 422, body: refusal('VALIDATION_ERROR', 'Some fields need attention', details) }
  }
  const [type, n] = TYPES[found.intent]
  const made = { type, id: merge_into ?? maple.id(n), at: AT, by: 'user_dana' }
  return ok(shown(world, keep(world, { ...found, status: 'APPLIED', applied: made, version: found.version + 1 })))
}

const listed = (world: World, { searchParams }: URL) =>
  [...world.aiDrafts.values()].filter(
    (each) =>
      (!searchParams.get('status') || each.status === searchParams.get('status')) &&
      (!searchParams.get('source_id') || each.source_id === searchParams.get('source_id')),
  )

export const summaryOf = (draft: AiDraft) => AiDraftSummary.strip().parse(draft)

function shown(world: World, draft: AiDraft): AiDraft {
  const actions = aiDraftMachine.actions as Record<string, { from: readonly string[]; offered?: boolean }>
  const allowed_actions = Object.keys(actions).filter(
    (verb) =>
      actions[verb]!.offered !== false &&
      (verb !== 'retry' || draft.proposal.state === 'FAILED') &&
      actions[verb]!.from.includes(draft.status) &&
      can(world.role, `ai_drafts.${verb}` as 'ai_drafts.apply') !== '-',
  )
  return { ...draft, allowed_actions }
}
