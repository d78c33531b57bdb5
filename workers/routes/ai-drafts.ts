import { z } from '@hono/zod-openapi'
import {
  AiDraft,
  AiDraftQuery,
  AiDraftSummary,
  ApplyAiDraft,
  CreateAiDraft,
  ParseMessage,
  RejectAiDraft,
  UpdateAiDraft,
} from '../../core/contract/ai-drafts.ts'
import { Expecting } from '../../core/contract/invoices.ts'
import { applyAiDraft } from '../../core/services/ai-drafts/apply.ts'
import { createAiDraft, parseMessage } from '../../core/services/ai-drafts/create.ts'
import { approveAiDraft, rejectAiDraft, reopenAiDraft, requestReview } from '../../core/services/ai-drafts/decide.ts'
import { getAiDraft, listAiDrafts } from '../../core/services/ai-drafts/list.ts'
import { presentAiDraft, presentSummary } from '../../core/services/ai-drafts/present.ts'
import { retryAiDraft } from '../../core/services/ai-drafts/retry.ts'
import { undoAiDraft } from '../../core/services/ai-drafts/undo.ts'
import { updateAiDraft } from '../../core/services/ai-drafts/update.ts'
import { type HubContext, tenantDb } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router } from './declare.ts'
import { objectOf, page } from './object.ts'

const tags = ['Drafts']
const ofDraft = { data: AiDraft, tags }

const parse = route('post', '/messages/{id}/ai/parse', {
  summary: 'What a message becomes, as a draft to be checked; nothing is made of it',
  body: ParseMessage,
  status: 201,
  ...ofDraft,
})
const list = route('get', '/ai-drafts', {
  summary: 'List drafts, newest first',
  query: AiDraftQuery,
  data: z.array(AiDraftSummary),
  tags,
})
const create = route('post', '/ai-drafts', {
  summary: 'What a note, a file or the notes of work become, as a draft to be checked',
  body: CreateAiDraft,
  status: 201,
  ...ofDraft,
})
const get = route('get', '/ai-drafts/{id}', { summary: 'Get a draft with the words that it was read from', ...ofDraft })
const update = route('patch', '/ai-drafts/{id}', {
  summary: 'Correct a draft, or draft it anew as something else',
  body: UpdateAiDraft,
  ...ofDraft,
})
const retry = route('post', '/ai-drafts/{id}/retry', {
  summary: 'Ask a model again that was asked in vain; once for any number of calls',
  body: Expecting,
  ...ofDraft,
})
const review = route('post', '/ai-drafts/{id}/request-review', {
  summary: 'Have somebody look at it first',
  body: Expecting,
  ...ofDraft,
})
const approve = route('post', '/ai-drafts/{id}/approve', {
  summary: 'Say that it is right',
  body: Expecting,
  ...ofDraft,
})
const reject = route('post', '/ai-drafts/{id}/reject', { summary: 'Put it away', body: RejectAiDraft, ...ofDraft })
const reopen = route('post', '/ai-drafts/{id}/reopen', {
  summary: 'Take back that it was put away',
  body: Expecting,
  ...ofDraft,
})
const apply = route('post', '/ai-drafts/{id}/apply', {
  summary: 'Make what it proposes, once: a draft or work, nothing is sent',
  body: ApplyAiDraft,
  ...ofDraft,
})
const undo = route('post', '/ai-drafts/{id}/undo', {
  summary: 'Unmake what was made of it, while that is as it was',
  body: Expecting,
  ...ofDraft,
})

const draft = objectOf(getAiDraft, presentAiDraft)
const ports = ({ var: { services } }: HubContext) => {
  const { fileStore, pdfLines, draftModel } = services
  return { fileStore, pdfLines, draftModel }
}

export const aiDraftRoutes = router()
  .openapi(parse, async (c) => {
    const row = await parseMessage(tenantDb(c), ports(c), c.req.valid('param').id, c.req.valid('json'))
    return answer(c, presentAiDraft(row), { status: 201 })
  })
  .openapi(list, (c) => page(c, listAiDrafts, c.req.valid('query'), presentSummary))
  .openapi(create, async (c) => {
    const row = await createAiDraft(tenantDb(c), ports(c), c.req.valid('json'))
    return answer(c, presentAiDraft(row), { status: 201 })
  })
  .openapi(get, (c) => draft.get(c))
  .openapi(update, (c) => draft.change(c, updateAiDraft, c.req.valid('json')))
  .openapi(retry, (c) => draft.change(c, retryAiDraft, c.req.valid('json').if_match_version))
  .openapi(review, (c) => draft.change(c, requestReview, c.req.valid('json').if_match_version))
  .openapi(approve, (c) => draft.change(c, approveAiDraft, c.req.valid('json').if_match_version))
  .openapi(reject, (c) => draft.change(c, rejectAiDraft, c.req.valid('json')))
  .openapi(reopen, (c) => draft.change(c, reopenAiDraft, c.req.valid('json').if_match_version))
  .openapi(apply, (c) => draft.change(c, applyAiDraft, c.req.valid('json')))
  .openapi(undo, (c) => draft.change(c, undoAiDraft, c.req.valid('json').if_match_version))
