import type { AiDraftSummary } from '../../core/contract/ai-drafts.ts'
import { ApiError, get, post } from '../api.ts'
import type { Data } from '../routes.ts'
import { capitalised } from './format.ts'
import { labels } from './labels.ts'
import { may } from './permissions.ts'
import type { Kind } from './queries.ts'
import { Resource } from './resource.ts'

export type { AiDraftSummary }
/** As it comes over the wire. */
export type AiDraft = Data<'get', '/v1/ai-drafts/:id'>
export type Target = NonNullable<AiDraft['applied']>['type']

/** What a machine proposes to make, until a person has made it or set it aside. */
export const aiDrafts = new Resource('ai_draft', '/v1/ai-drafts', { shows: ['contact'] })

/** What each intent becomes, the right to make such a one, and where it is then. */
export const MAKES = {
  CREATE_WORK_ITEM: { type: 'WORK_ITEM', needs: 'work_items.create' },
  DRAFT_QUOTE: { type: 'QUOTE', needs: 'quotes.create' },
  DRAFT_INVOICE: { type: 'INVOICE', needs: 'invoices.create' },
  DRAFT_EXPENSE: { type: 'EXPENSE', needs: 'expenses.create' },
  DRAFT_AR_MESSAGE: { type: 'WORK_ITEM', needs: 'work_items.create' },
} as const
export type Making = keyof typeof MAKES
/** Those that a person may choose though nothing speaks for them. */
export const MAKINGS: readonly Making[] = ['CREATE_WORK_ITEM', 'DRAFT_QUOTE', 'DRAFT_INVOICE', 'DRAFT_EXPENSE']
export const isMaking = (intent: string): intent is Making => intent in MAKES
export const mayMake = (intent: Making) => may(MAKES[intent].needs)

const PATHS: Record<Target, string> = {
  WORK_ITEM: '/work',
  QUOTE: '/quotes',
  INVOICE: '/invoices',
  EXPENSE: '/expenses',
}
const KINDS: Record<Target, Kind> = { WORK_ITEM: 'work_item', QUOTE: 'quote', INVOICE: 'invoice', EXPENSE: 'expense' }
const WORDS: Record<Target, string> = { WORK_ITEM: '', QUOTE: 'quote', INVOICE: 'invoice', EXPENSE: 'expense' }

/** Within a sentence; work has the word of the business. */
export const targetWord = (type: Target) => WORDS[type] || labels.value.work_item.toLocaleLowerCase()
/** On a chip. */
export const makingName = (intent: Making) =>
  intent === 'DRAFT_AR_MESSAGE' ? 'Follow-up' : capitalised(targetWord(MAKES[intent].type))
export const placeOf = ({ type, id }: { type: Target; id: string }) => `${PATHS[type]}/${id}`
export const kindOf = (type: Target) => KINDS[type]

/** What was made: `Invoice drafted`, `Request created`. */
export const madeWords = (type: Target) =>
  `${capitalised(targetWord(type))} ${type === 'WORK_ITEM' ? 'created' : 'drafted'}`

/** The draft that a message has, or one that is made of it now; answers its id. */
export const suggestionOf = (messageId: string, intent: Making | undefined) => ({
  queryKey: ['/v1/ai-drafts', 'of', messageId, intent ?? ''],
  meta: { shows: [] as readonly Kind[] },
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: 0,
  retry: false,
  refetchOnWindowFocus: false,
  refetchOnReconnect: false,
  queryFn: async () => (await draftOfMessage(messageId, intent)).id,
})

/** Neither set aside nor failed. */
export const isStanding = ({ status }: Pick<AiDraftSummary, 'status'>) => status !== 'REJECTED' && status !== 'FAILED'

async function draftOfMessage(messageId: string, intent: Making | undefined): Promise<{ id: string }> {
  const { data } = await get('/v1/ai-drafts', { query: { source_id: messageId } })
  const standing = data.filter(isStanding)
  const known = intent ? standing.find((one) => one.intent === intent) : standing[0]
  return known ?? parseMessage(messageId, intent)
}

/** Another one of the same words: they may ask for several things. */
export async function parseMessage(messageId: string, intent: Making | undefined): Promise<AiDraft> {
  const { data } = await post('/v1/messages/:id/ai/parse', intent ? { intent } : {}, { id: messageId })
  aiDrafts.keep(data)
  return data
}

/** Somebody changed it meanwhile: what it is now is shown; null where that was not why. */
export async function takeLatest(error: unknown, id: string): Promise<AiDraft | null> {
  if (!(error instanceof ApiError) || error.status !== 409) return null
  const latest = (error.latest as AiDraft | undefined) ?? (await get('/v1/ai-drafts/:id', { params: { id } })).data
  aiDrafts.keep(latest)
  return latest
}

export const hasSimilar = (error: unknown) =>
  error instanceof ApiError && error.details.some(({ field }) => field === 'similar')
