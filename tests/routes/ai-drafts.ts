import { newId } from '../../core/db/ids.ts'
import { dataOf, type MakeId, maker, on, type Resource } from '../support/route-row.ts'
import type { TeamBusiness } from '../support/team.ts'
import { makeContact } from './contacts.ts'
import { conversation, message } from './conversations.ts'
import { storedFile } from './files.ts'
import { makeWorkItem } from './work-items.ts'

const TEXT = 'The tap drips, can someone come tomorrow? 14 Elm Street'

export const readDraft: MakeId = async (b, role) => {
  const by = maker(role ?? 'OWNER')
  const { id } = await dataOf(b.as[by].post('/v1/ai-drafts', { source_type: 'MANUAL', text: TEXT }))
  return untilAsked(b, id)
}
const ready = readDraft

/** The model has said what it has to say: it changes the draft no more. */
async function untilAsked(b: TeamBusiness, id: string): Promise<string> {
  // Less and less often: a business may ask six hundred times a minute.
  for (let waitMs = 50, until = Date.now() + 20_000; Date.now() < until; waitMs = Math.min(waitMs * 1.5, 500)) {
    const { proposal } = await dataOf<{ proposal: { state: string } }>(b.owner.get(`/v1/ai-drafts/${id}`))
    if (proposal.state !== 'WAITING') return id
    await new Promise((resolve) => setTimeout(resolve, waitMs))
  }
  throw new Error('The model was not asked')
}

/** Of a message. */
const read = async (b: TeamBusiness) =>
  dataOf(b.owner.post(`/v1/messages/${await message(b, await conversation(b))}/ai/parse`, {}))

const failed: MakeId = async (b, role) => {
  const by = maker(role ?? 'OWNER')
  const body = { source_type: 'FILE', source_id: await storedFile(b, by), text: ' ' }
  return (await dataOf(b.as[by].post('/v1/ai-drafts', body))).id
}

const after =
  (...verbs: string[]): MakeId =>
  async (b, role) => {
    const id = await ready(b, role)
    for (const verb of verbs) await dataOf(b.owner.post(`/v1/ai-drafts/${id}/${verb}`, {}))
    return id
  }
const waiting = after('request-review')
const approved = after('request-review', 'approve')
const rejected = after('reject')
const applied = after('apply')

let askedInVain = 0

/** A model was asked of it in vain. Other files bring it up again meanwhile; of several at once the last one does. */
const unanswered: MakeId = async (b, role) => {
  askedInVain++
  try {
    for (let tries = 0; tries < 20; tries++) {
      await b.owner.post('/local/model', { mode: 'down' })
      const id = await ready(b, role)
      const { proposal } = await dataOf<{ proposal: { outcome: string } }>(b.owner.get(`/v1/ai-drafts/${id}`))
      if (proposal.outcome === 'failed') return id
    }
    throw new Error('The model answered each time')
  } finally {
    if (--askedInVain === 0) await b.owner.post('/local/model', { mode: 'right' })
  }
}

/** Made by an agent, and given to somebody else. */
const handedOn: MakeId = async (b, role) => {
  const id = await ready(b, role)
  await dataOf(b.owner.patch(`/v1/ai-drafts/${id}`, { assigned_to: b.userIds.STAFF }))
  return id
}

export default {
  rows: {
    'POST /v1/messages/{id}/ai/parse': {
      creates: true,
      isNeverLate: true,
      trips: 2,
      call: async (b, role) => ({ params: { id: await message(b, await conversation(b, maker(role))) }, body: {} }),
    },
    'GET /v1/ai-drafts': {
      list: { add: (b) => read(b), filters: { status: 'REJECTED', assigned_to: 'nobody' } },
    },
    'POST /v1/ai-drafts': {
      isNeverLate: true,
      trips: 2,
      call: async (b, role) => ({
        body: {
          source_type: 'FILE',
          source_id: await storedFile(b, maker(role)),
          contact_id: (await makeContact(b, maker(role))).id,
          text: TEXT,
        },
      }),
      texts: { text: 'elsewhere', 'lines.0.text': 'checked' },
      wrong: [{ source_type: 'MANUAL' }, { source_type: 'MANUAL', text: TEXT, source_id: newId() }],
    },
    'GET /v1/ai-drafts/{id}': { call: on(ready) },
    'PATCH /v1/ai-drafts/{id}': {
      trips: 2,
      call: async (b, role) => ({
        params: { id: await ready(b, maker(role)) },
        body: { draft_payload: { title: 'Mend the tap' }, review_notes: 'Call first' },
      }),
      texts: { review_notes: 'trimmed' },
      wrong: [{ draft_payload: { title: 'x' } }, { draft_payload: { total: '12' } }],
      late: on(applied, { review_notes: 'Late' }),
    },
    'POST /v1/ai-drafts/{id}/retry': { trips: 2, call: on(unanswered, {}), late: on(applied, {}) },
    'POST /v1/ai-drafts/{id}/request-review': { call: on(ready, {}), late: on(rejected, {}) },
    'POST /v1/ai-drafts/{id}/approve': { call: on(waiting, {}), late: on(ready, {}) },
    'POST /v1/ai-drafts/{id}/reject': {
      call: on(ready, { reason: 'Not ours' }),
      texts: { reason: { kept: 'trimmed', as: 'review_notes' } },
      late: on(applied, {}),
    },
    'POST /v1/ai-drafts/{id}/reopen': { call: on(rejected, {}), late: on(ready, {}) },
    'POST /v1/ai-drafts/{id}/apply': {
      trips: 2,
      call: on(ready, {}),
      texts: { merge_into: 'checked' },
      late: on(rejected, {}),
    },
    'POST /v1/ai-drafts/{id}/undo': { trips: 2, call: on(applied, {}), late: on(ready, {}) },
  },
  references: {
    source_id: {
      make: async (b, role) => (await makeWorkItem(b, maker(role ?? 'OWNER'))).id,
    },
  },
  objects: {
    'AI draft': {
      path: '/v1/ai-drafts/{id}',
      states: { ready, unanswered, waiting, approved, rejected, applied, failed, 'handed on': handedOn },
      actions: {
        update: { route: 'PATCH /v1/ai-drafts/{id}', body: { review_notes: 'Seen' } },
        assign: { route: 'PATCH /v1/ai-drafts/{id}', body: { assigned_to: null } },
        retry: { route: 'POST /v1/ai-drafts/{id}/retry', body: {} },
        request_review: { route: 'POST /v1/ai-drafts/{id}/request-review', body: {} },
        approve: { route: 'POST /v1/ai-drafts/{id}/approve', body: {} },
        apply: { route: 'POST /v1/ai-drafts/{id}/apply', body: {} },
        undo: { route: 'POST /v1/ai-drafts/{id}/undo', body: {} },
        reject: { route: 'POST /v1/ai-drafts/{id}/reject', body: {} },
        reopen: { route: 'POST /v1/ai-drafts/{id}/reopen', body: {} },
      },
      // Applied again it is the same object (H-SM-9).
      takenThoughNotOffered: (state, role) => (state === 'applied' && role !== 'VIEWER' ? ['apply'] : []),
    },
  },
} satisfies Resource
