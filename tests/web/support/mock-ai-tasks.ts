import type { AiTask } from '../../../core/contract/ai-tasks.ts'
import { summaryOf } from './mock-ai-drafts.ts'
import { ok, type Reply, type World } from './mock-api.ts'

const AT = '2026-11-20T16:40:00.000Z'

/** What machines did with the drafts of the canned API: each read by rules, the first two asked about, one of them in vain. */
function tasksOf(world: World): AiTask[] {
  const drafts = [...world.aiDrafts.values()].map(summaryOf)
  const told = drafts.flatMap((draft, index) => {
    const { id, status, intent, contact, title, proposal } = draft
    const shared = {
      progress: 100,
      summary: title,
      draft: { id, status, intent, contact },
      message: null,
      created_at: AT,
      started_at: AT,
      completed_at: AT,
      outcome: null,
      model: null,
      calls: 0,
      lost_calls: 0,
      cost_usd: null,
      tokens: null,
      error: draft.failed_reason,
      allowed_actions: [],
    }
    const read: AiTask = {
      ...shared,
      id: `${id}.READ`,
      type: 'READ',
      status: draft.failed_reason ? 'FAILED' : 'COMPLETED',
    }
    const asked: AiTask = {
      ...shared,
      id: `${id}.ASK_MODEL`,
      type: 'ASK_MODEL',
      status: 'COMPLETED',
      outcome: 'proposed',
      model: 'local-reader',
      calls: 2,
      cost_usd: '0.012500',
      completed_at: '2026-11-20T16:40:01.400Z',
    }
    if (index === 0) return [asked, read]
    if (index > 1) return [read]
    const isWaiting = proposal.state === 'WAITING'
    const failed: AiTask = {
      ...asked,
      status: 'FAILED',
      outcome: 'failed',
      model: null,
      error: 'It did not answer',
      allowed_actions: ['retry'],
    }
    const waiting: AiTask = {
      ...asked,
      status: 'PENDING',
      outcome: null,
      model: null,
      calls: 0,
      cost_usd: null,
      progress: 0,
      completed_at: null,
    }
    // Of what is ready a rule of the owner was to make one, and was given up.
    const unmade: AiTask[] =
      index === 1 && status === 'READY'
        ? [{ ...shared, id: `${id}.APPLY`, type: 'APPLY', status: 'FAILED', error: UNMADE, allowed_actions: ['apply'] }]
        : []
    return [...unmade, isWaiting ? waiting : failed, read]
  })
  const [conversation] = world.conversations.values()
  if (!told[0] || !conversation) return told
  const message = {
    id: 'given-up',
    conversation_id: conversation.id,
    contact: { id: 'c', display_name: 'Jane Okafor' },
  }
  const unread: AiTask = {
    ...told[0],
    id: 'given-up.READ',
    type: 'READ',
    status: 'FAILED',
    draft: null,
    message,
    outcome: null,
  }
  return [
    ...told,
    {
      ...unread,
      model: null,
      calls: 0,
      cost_usd: null,
      summary: 'The tap in the hall',
      error: UNREAD,
      allowed_actions: ['parse'],
    },
  ]
}

const UNMADE = 'It was not made though it was tried again: look at the draft and apply it yourself'
const UNREAD = 'No draft came of it though it was tried again: draft it yourself'

export function aiTasksAnswer(world: World, { searchParams }: URL): Reply {
  const [type, status, from] = ['type', 'status', 'from'].map((name) => searchParams.get(name))
  const fits = (task: AiTask) =>
    (!type || task.type === type) && (!status || task.status === status) && (!from || from <= task.created_at)
  return ok(world.isEmpty ? [] : tasksOf(world).filter(fits))
}
