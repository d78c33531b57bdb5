import pg from 'pg'
import { beforeAll, describe, expect, it } from 'vitest'
import { CreateAiDraft, UpdateAiDraft } from '../../../core/contract/ai-drafts.ts'
import { ReviewQuery, ReviewQueueQuery, UpdateReview, WorkQueueQuery } from '../../../core/contract/reviews.ts'
import { newId } from '../../../core/db/ids.ts'
import { Meter } from '../../../core/db/meter.ts'
import { applyAiDraft } from '../../../core/services/ai-drafts/apply.ts'
import { createAiDraft } from '../../../core/services/ai-drafts/create.ts'
import { approveAiDraft, rejectAiDraft, reopenAiDraft, requestReview } from '../../../core/services/ai-drafts/decide.ts'
import { getAiDraft } from '../../../core/services/ai-drafts/list.ts'
import { undoAiDraft } from '../../../core/services/ai-drafts/undo.ts'
import { updateAiDraft } from '../../../core/services/ai-drafts/update.ts'
import { listAudit } from '../../../core/services/audit/list.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { grantReviewAccess, revokeReviewAccess } from '../../../core/services/reviews/access.ts'
import { updateReview } from '../../../core/services/reviews/decide.ts'
import { headOfReviews, listReviews } from '../../../core/services/reviews/list.ts'
import { presentQueue, presentQueued, presentReview } from '../../../core/services/reviews/present.ts'
import { reviewEnded, viewReview } from '../../../core/services/reviews/view.ts'
import { listWorkQueue } from '../../../core/services/reviews/work-queue.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { makeReviewer, type TestReviewer } from '../../support/reviewer.ts'

const database = useDatabase()
const cursors = new Cursors('a secret of sixteen')
const ports = { fileStore: { read: async () => null } as never, pdfLines: async () => [], draftModel: null }
const BILL = 'Please bill 3B shutoff valve $85 and two cartridges at $48, PO 7741'
let omar: TestReviewer
let ines: TestReviewer
beforeAll(async () => {
  if (!database.kind) return
  omar = await makeReviewer(database)
  ines = await makeReviewer(database, 'Ines Marquez')
})

interface Wanted {
  granted?: boolean
  name?: string
}

async function business({ granted = true, name = 'Leslieville Cycles' }: Wanted = {}): Promise<TestBusiness> {
  const made = await makeBusiness(database, { name })
  if (granted) await grantReviewAccess(made.as('OWNER'))
  return made
}

/** A draft of a bill that its business has sent to review. */
async function sent(of: TestBusiness, text = BILL) {
  const contact = await of.contact()
  const draft = await createAiDraft(
    of.as('STAFF'),
    ports,
    CreateAiDraft.parse({ source_type: 'MANUAL', text, contact_id: contact.id }),
  )
  await requestReview(of.as('STAFF'), draft.id)
  return draft.id
}

const queue = async (of: TestReviewer, filters: object = {}, meter?: Meter) =>
  (await listReviews(of.all(meter), ReviewQuery.parse({ limit: 100, ...filters }))).rows.map(presentQueued)
const view = async (of: TestReviewer, id: string) => presentReview(await viewReview(of.in(id), id))
const decide = async (of: TestReviewer, id: string, input: object, meter?: Meter) =>
  presentReview(await updateReview(of.in(id, meter), id, UpdateReview.parse(input)))
const audited = async (of: TestBusiness) =>
  (await listAudit(of.as('OWNER'), cursors, { limit: 100 })).rows.map(({ action, actor, actor_name }) => [
    action,
    actor,
    actor_name,
  ])
const auditedOf = async (of: TestBusiness, who: TestReviewer) =>
  (await audited(of)).filter(([, actor]) => actor === `ops:${who.userId}`).map(([action]) => action)

/** What the role of reviewers sees by itself, whatever is asked. */
async function seenByTheRole(table: string, tenantId: string, who: TestReviewer): Promise<number> {
  const client = new pg.Client({ connectionString: database.adminUrl })
  await client.connect()
  try {
    await client.query('set role hub_ops')
    await client.query(`select set_config('app.actor', $1, false)`, [`ops:${who.userId}`])
    const { rows } = await client.query(`select count(*)::int as count from ${table} where tenant_id = $1`, [tenantId])
    return rows[0].count
  } finally {
    await client.end()
  }
}

describe('C-22 what reviewers of the platform see', () => {
  it('is what is in review where the owner lets them, the longest waiting first, with its source; and each look is told to the business', async () => {
    const ours = await business()
    const first = await sent(ours)
    const second = await sent(ours, 'The tap drips, please come tomorrow')
    const ready = await createAiDraft(
      ours.as('STAFF'),
      ports,
      CreateAiDraft.parse({ source_type: 'MANUAL', text: BILL }),
    )
    const listed = await queue(omar, { tenant_id: ours.tenantId })
    expect(listed.map(({ id }) => id)).toEqual([first, second])
    expect(listed[0]).toMatchObject({
      business: { id: ours.tenantId, name: 'Leslieville Cycles' },
      intent: 'DRAFT_INVOICE',
      contact_name: 'Maria Silva',
      is_late: false,
      assigned_to: null,
      allowed_actions: ['update', 'approve', 'apply', 'reject', 'take'],
    })
    const seen = await view(omar, first)
    expect(seen.source_lines).toEqual([BILL])
    expect(seen.draft_payload).toMatchObject({ po_number: '7741' })
    await expect(view(omar, ready.id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await queue(omar, { tenant_id: ours.tenantId })
    expect(await auditedOf(ours, omar)).toEqual(['ai_draft.view', 'ai_draft.list'])
    expect((await audited(ours)).find(([action]) => action === 'ai_draft.view')?.[2]).toBe('Omar Reid (SMB Hub)')
  })

  const KINDS: Record<string, (of: TestBusiness) => Promise<unknown>> = {
    'that granted nothing': async () => {},
    'that took it back': async (of) => {
      await grantReviewAccess(of.as('OWNER'))
      await revokeReviewAccess(of.as('ADMIN'))
    },
    'that is closed': async (of) => {
      await grantReviewAccess(of.as('OWNER'))
      await database.admin(
        `update app.tenants set closing_id = gen_random_uuid(), closed_at = now(), closed_by = 'x', kept_until = now() + interval '20 days' where id = $1`,
        [of.tenantId],
      )
    },
  }
  it.each(Object.entries(KINDS))('is nothing of a business %s, also by the role itself', async (_, bring) => {
    const theirs = await business({ granted: false })
    const id = await sent(theirs)
    await bring(theirs)
    expect(await queue(omar, { tenant_id: theirs.tenantId })).toEqual([])
    expect(await seenByTheRole('ai_drafts', theirs.tenantId, omar)).toBe(0)
    expect(await seenByTheRole('contacts', theirs.tenantId, omar)).toBe(0)
    await expect(view(omar, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    for (const action of ['approve', 'apply', 'reject', 'take'])
      await expect(decide(omar, id, { action }), action).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const [row] = await database.admin<{ status: string }>(`select status from ai_drafts where id = $1`, [id])
    expect(row?.status).toBe('PENDING_QC')
  })

  it('by the role itself: drafts in review and the names of their contacts, nothing else of the business', async () => {
    const ours = await business()
    const id = await sent(ours)
    await sent(ours)
    await createAiDraft(ours.as('STAFF'), ports, CreateAiDraft.parse({ source_type: 'MANUAL', text: BILL }))
    await ours.contact({ display_name: 'Not of a draft' })
    expect(await seenByTheRole('ai_drafts', ours.tenantId, omar)).toBe(2)
    expect(await seenByTheRole('contacts', ours.tenantId, omar)).toBe(2)
    for (const table of [
      'invoices',
      'messages',
      'conversations',
      'payments',
      'files',
      'work_items',
      'quotes',
      'expenses',
    ])
      await expect(seenByTheRole(table, ours.tenantId, omar), table).rejects.toThrow('permission denied')
    // Settled it is seen by who settled it only.
    await decide(omar, id, { action: 'reject' })
    expect([
      await seenByTheRole('ai_drafts', ours.tenantId, omar),
      await seenByTheRole('ai_drafts', ours.tenantId, ines),
    ]).toEqual([2, 1])
  })

  const LATER: Record<string, [string, (of: TestBusiness, id: string) => Promise<unknown>]> = {
    'reopened it': ['reject', (of, id) => reopenAiDraft(of.as('OWNER'), id)],
    'wrote on what was approved': [
      'approve',
      (of, id) => updateAiDraft(of.as('OWNER'), id, UpdateAiDraft.parse({ review_notes: 'Ours alone' })),
    ],
    'undid it and made it anew': [
      'apply',
      async (of, id) => {
        await undoAiDraft(of.as('OWNER'), id)
        await applyAiDraft(of.as('OWNER'), id, { override_warnings: true })
      },
    ],
  }
  it.each(Object.entries(LATER))('is what he settled as he left it: nothing once its business %s', async (_, later) => {
    const [action, change] = later
    const ours = await business()
    const id = await sent(ours)
    await decide(omar, id, { action })
    expect((await view(omar, id)).id).toBe(id)
    await database.admin(`update app.reviews set ended_at = ended_at - interval '1 second' where draft_id = $1`, [id])
    await database.admin(`update ai_drafts set updated_at = updated_at - interval '1 second' where id = $1`, [id])
    expect(await seenByTheRole('ai_drafts', ours.tenantId, omar)).toBe(1)
    await change(ours, id)
    expect(await seenByTheRole('ai_drafts', ours.tenantId, omar)).toBe(0)
    await expect(view(omar, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is refused at once when the owner takes it back, in the middle of their work', async () => {
    const ours = await business()
    const id = await sent(ours)
    await view(omar, id)
    await decide(omar, id, { action: 'take' })
    await revokeReviewAccess(ours.as('OWNER'))
    await expect(decide(omar, id, { action: 'apply' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(view(omar, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('is for members of the platform, signed in, alone', async () => {
    const ours = await business()
    const id = await sent(ours)
    const nobody = await makeReviewer(database, 'Nobody', false)
    await expect(queue(nobody)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(view(nobody, id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(decide(nobody, id, { action: 'apply' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const past = await makeReviewer(database)
    await database.admin(`update app.platform_members set ended_at = now() where user_id = $1`, [past.userId])
    await expect(queue(past)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    const out = await makeReviewer(database)
    await database.admin(`update app.sessions set revoked_at = now() where user_id = $1`, [out.userId])
    await expect(queue(out)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await expect(view(out, id)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })

  it('takes one trip, however many businesses there are', async () => {
    for (let n = 0; n < 3; n++) await sent(await business())
    const meter = new Meter()
    await queue(omar, {}, meter)
    expect(meter.trips).toBe(1)
  })
})

describe('what a reviewer decides', () => {
  it('is made once, in the name of the reviewer, and told to the business', async () => {
    const ours = await business()
    const id = await sent(ours)
    const meter = new Meter()
    const { version } = await view(omar, id)
    expect(await decide(omar, id, { action: 'apply', if_match_version: version }, meter)).toMatchObject({
      status: 'APPLIED',
      applied: 'INVOICE',
    })
    expect(meter.trips).toBeLessThanOrEqual(3)
    expect(await decide(omar, id, { action: 'apply' })).toMatchObject({ status: 'APPLIED' })
    const draft = await getAiDraft(ours.as('OWNER'), id)
    expect(draft).toMatchObject({ applied_by: `ops:${omar.userId}`, reviewed_by: `ops:${omar.userId}` })
    const invoices = await database.admin<{ status: string; created_by: string }>(
      `select status, created_by from invoices where tenant_id = $1`,
      [ours.tenantId],
    )
    expect(invoices).toEqual([{ status: 'DRAFT', created_by: `ops:${omar.userId}` }])
    expect(await auditedOf(ours, omar)).toEqual(['invoice.create', 'ai_draft.apply', 'ai_draft.view'])
    const events = await database.admin<{ event: string }>(
      `select event from app.outbox where tenant_id = $1 order by 1`,
      [ours.tenantId],
    )
    expect(events.map(({ event }) => event)).toEqual(
      expect.arrayContaining(['ops.ai_draft.view', 'ops.ai_draft.applied']),
    )
    expect(events.map(({ event }) => event)).not.toContain('ai.draft.applied')
  })

  it.each([
    ['approve', 'APPROVED', 'ops.ai_draft.approved'],
    ['reject', 'REJECTED', 'ops.ai_draft.rejected'],
  ])('%s brings it to %s', async (action, status, event) => {
    const ours = await business()
    const id = await sent(ours)
    expect(await decide(omar, id, { action })).toMatchObject({ status, allowed_actions: ['undo'] })
    const events = await database.admin(`select from app.outbox where tenant_id = $1 and event = $2`, [
      ours.tenantId,
      event,
    ])
    expect(events).toHaveLength(1)
    expect(await queue(omar, { tenant_id: ours.tenantId })).toEqual([])
  })

  it('is corrected first where it is wrong', async () => {
    const ours = await business()
    const id = await sent(ours, 'The tap drips, please come tomorrow')
    const corrected = await decide(omar, id, { draft_payload: { title: 'Mend the tap' }, review_notes: 'Call first' })
    expect(corrected).toMatchObject({ title: 'Mend the tap', review_notes: 'Call first', status: 'PENDING_QC' })
    expect(await decide(omar, id, { action: 'apply' })).toMatchObject({ applied: 'WORK_ITEM' })
    await expect(decide(omar, id, { action: 'reject', draft_payload: {} })).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
    })
  })

  it('is for whom its business chose: a reviewer neither chooses nor is kept from it', async () => {
    const ours = await business()
    const id = await sent(ours, 'The tap drips, please come tomorrow')
    const { draft_payload } = await view(omar, id)
    const assigned_to = ours.userIds.STAFF
    await expect(decide(omar, id, { draft_payload: { ...draft_payload, assigned_to } })).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [{ field: 'draft_payload.assigned_to' }],
    })
    await updateAiDraft(ours.as('OWNER'), id, UpdateAiDraft.parse({ draft_payload: { ...draft_payload, assigned_to } }))
    await decide(omar, id, { draft_payload: { ...draft_payload, assigned_to, title: 'Mend the tap' } })
    expect(await decide(omar, id, { action: 'apply' })).toMatchObject({ applied: 'WORK_ITEM' })
    const made = await database.admin(`select assigned_to from work_items where tenant_id = $1`, [ours.tenantId])
    expect(made).toEqual([{ assigned_to }])
  })

  it('is shown also of a draft as its business taught by correcting one', async () => {
    const ours = await business()
    const words = 'Please invoice: 2 big ones at $45 each'
    const first = await sent(ours, words)
    const line = { name: 'Radiator, 120 cm', qty: '2', rate: '45' }
    await decide(ines, first, { draft_payload: { ...(await view(ines, first)).draft_payload, line_items: [line] } })
    await decide(ines, first, { action: 'apply' })
    const id = await sent(ours, words)
    const seen = await view(omar, id)
    expect(seen.fields['line_items.0.name']).toMatchObject({ origin: 'TAUGHT', value: 'Radiator, 120 cm' })
    expect(await decide(omar, id, { action: 'apply', override_warnings: true })).toMatchObject({ status: 'APPLIED' })
  })

  it('of one that somebody settled meanwhile is refused, and who comes late is told how it ended', async () => {
    const ours = await business()
    const id = await sent(ours)
    await decide(ines, id, { action: 'approve' })
    for (const action of ['apply', 'approve', 'reject', 'take'])
      await expect(decide(omar, id, { action }), action).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(decide(omar, id, { review_notes: 'Late' })).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(view(omar, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(await reviewEnded(omar.in(id), id)).toMatchObject({ status: 'APPROVED', ended_by: 'Ines Marquez (SMB Hub)' })
    for (const apply of [
      (made: string) => applyAiDraft(ours.as('OWNER'), made, { override_warnings: true }),
      (made: string) => decide(ines, made, { action: 'apply', override_warnings: true }),
    ]) {
      const made = await sent(ours)
      await apply(made)
      await expect(decide(omar, made, { action: 'apply' })).rejects.toMatchObject({ code: 'CONFLICT', latest: null })
    }
    const by = await sent(ours)
    await rejectAiDraft(ours.as('STAFF'), by, {})
    await expect(decide(omar, by, { action: 'apply' })).rejects.toMatchObject({ code: 'CONFLICT' })
    const approved = await sent(ours)
    await approveAiDraft(ours.as('OWNER'), approved)
    await expect(decide(omar, approved, { action: 'apply' })).rejects.toMatchObject({ code: 'CONFLICT' })
  })

  it('is never on a draft of which nothing was given to review', async () => {
    const ours = await business()
    const ready = await createAiDraft(
      ours.as('STAFF'),
      ports,
      CreateAiDraft.parse({ source_type: 'MANUAL', text: BILL }),
    )
    for (const id of [ready.id, newId()])
      await expect(decide(omar, id, { action: 'reject' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

it('is told what he may make: of money that is not the business’s that it is right, of work that somebody gives out all', async () => {
  const ours = await business()
  const [foreign, work] = [await sent(ours), await sent(ours, 'The tap drips, please come tomorrow')]
  const typed = (await getAiDraft(ours.as('OWNER'), foreign)).draft_payload
  await updateAiDraft(ours.as('OWNER'), foreign, UpdateAiDraft.parse({ draft_payload: { ...typed, currency: 'CHF' } }))
  const title = { title: 'The tap', assigned_to: ours.userIds.STAFF }
  await updateAiDraft(ours.as('OWNER'), work, UpdateAiDraft.parse({ draft_payload: title }))
  const rows = await queue(omar, { tenant_id: ours.tenantId })
  const told = [foreign, work].map((id) => rows.find((row) => row.id === id)!.allowed_actions)
  expect([(await view(omar, foreign)).allowed_actions, (await view(omar, work)).allowed_actions]).toEqual(told)
  expect(told.map((actions) => actions.includes('apply'))).toEqual([false, true])
  await expect(decide(omar, foreign, { action: 'apply' })).rejects.toMatchObject({ code: 'FORBIDDEN' })
  expect(await decide(omar, work, { action: 'apply' })).toMatchObject({ status: 'APPLIED' })
  expect(await decide(omar, foreign, { action: 'approve' })).toMatchObject({ status: 'APPROVED' })
})

describe('who has it in hand', () => {
  const MINE = ['update', 'approve', 'apply', 'reject', 'release']
  /** So long ago that nobody has it for himself any more. */
  const leaseEnds = (id: string) =>
    database.admin(`update app.reviews set taken_at = taken_at - app.review_lease() where draft_id = $1`, [id])

  it('is seen by the others with until when, who can neither correct nor decide it', async () => {
    const ours = await business()
    const id = await sent(ours)
    const taken = await decide(omar, id, { action: 'take' })
    expect(taken).toMatchObject({
      assigned_to: { id: omar.userId, name: 'Omar Reid (SMB Hub)' },
      allowed_actions: MINE,
    })
    const [seen] = await queue(ines, { tenant_id: ours.tenantId })
    expect(seen).toMatchObject({
      assigned_to: taken.assigned_to,
      assigned_until: taken.assigned_until,
      allowed_actions: [],
    })
    expect(await view(ines, id)).toMatchObject({ assigned_to: taken.assigned_to, allowed_actions: [] })
    for (const action of ['take', 'release', 'approve', 'apply', 'reject'])
      await expect(decide(ines, id, { action }), action).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(decide(ines, id, { review_notes: 'Mine' })).rejects.toMatchObject({ code: 'CONFLICT' })
    const [row] = await database.admin<{ status: string; version: number }>(
      `select status, version from ai_drafts where id = $1`,
      [id],
    )
    expect(row).toEqual({ status: 'PENDING_QC', version: taken.version })
    expect(await decide(omar, id, { review_notes: 'Call first' })).toMatchObject({ allowed_actions: MINE })
    expect((await decide(omar, id, { action: 'apply' })).status).toBe('APPLIED')
  })

  it('is so until it is released, or the minutes have passed; taken again they begin anew', async () => {
    const ours = await business()
    const id = await sent(ours)
    const first = await decide(omar, id, { action: 'take' })
    await database.admin(`update app.reviews set taken_at = taken_at - interval '9 minutes' where draft_id = $1`, [id])
    await expect(decide(ines, id, { action: 'take' })).rejects.toMatchObject({ code: 'CONFLICT' })
    const again = await decide(omar, id, { action: 'take' })
    expect(Date.parse(again.assigned_until!)).toBeGreaterThanOrEqual(Date.parse(first.assigned_until!))
    await leaseEnds(id)
    expect((await queue(ines, { tenant_id: ours.tenantId }))[0]).toMatchObject({
      assigned_to: null,
      assigned_until: null,
      allowed_actions: ['update', 'approve', 'apply', 'reject', 'take'],
    })
    expect((await decide(ines, id, { action: 'take' })).assigned_to?.id).toBe(ines.userId)
    await expect(decide(omar, id, { action: 'apply' })).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(decide(ines, id, { action: 'release', if_match_version: 1 })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    expect((await decide(ines, id, { action: 'release' })).assigned_to).toBeNull()
    await expect(decide(ines, id, { action: 'release' })).rejects.toMatchObject({ code: 'CONFLICT' })
    await decide(ines, id, { action: 'take' })
    await leaseEnds(id)
    expect((await decide(omar, id, { action: 'approve' })).status).toBe('APPROVED')
  })

  it('keeps the business from nothing', async () => {
    const ours = await business()
    const id = await sent(ours)
    await decide(omar, id, { action: 'take' })
    expect((await applyAiDraft(ours.as('STAFF'), id, {})).status).toBe('APPLIED')
  })
})

describe('H-API-43 the work of reviewers', () => {
  const work = async (of: TestReviewer, filters: object = {}) =>
    (await listWorkQueue(of.all(), WorkQueueQuery.parse({ limit: 100, ...filters }))).rows

  it('says what waits, who has what in hand and who did what; of what others settled not what it was about', async () => {
    const mine = await makeReviewer(database, 'Uma Lind')
    const ours = await business()
    const [waits, taken, done] = [await sent(ours), await sent(ours), await sent(ours)]
    await decide(mine, taken, { action: 'take' })
    await decide(mine, done, { action: 'reject' })
    const of = async (filters: object) =>
      (await work(mine, filters))
        .filter(({ business: { id } }) => id === ours.tenantId)
        .map(({ id, status }) => [id, status])
    expect(await of({})).toEqual([
      [waits, 'WAITING'],
      [taken, 'TAKEN'],
    ])
    expect(await of({ status: 'WAITING' })).toEqual([[waits, 'WAITING']])
    expect(await of({ assigned_to: 'nobody' })).toEqual([[waits, 'WAITING']])
    expect(await of({ status: 'TAKEN', assigned_to: 'me' })).toEqual([[taken, 'TAKEN']])
    expect(await of({ assigned_to: omar.userId })).toEqual([])
    expect(await of({ status: 'DONE', assigned_to: 'me' })).toEqual([[done, 'DONE']])
    const [own] = await work(mine, { status: 'DONE', assigned_to: 'me' })
    expect(own).toMatchObject({
      title: '3B shutoff valve',
      done: { as: 'REJECTED', by: { name: 'Uma Lind (SMB Hub)' } },
    })
    const [seen] = await work(omar, { status: 'DONE', assigned_to: mine.userId })
    expect(seen).toMatchObject({ id: done, title: null, intent: null, done: { as: 'REJECTED' } })
    await revokeReviewAccess(ours.as('OWNER'))
    expect([await of({}), await of({ status: 'DONE' })]).toEqual([[], []])
  })
})

describe('filters of the queue', () => {
  it('by business, confidence, kind and how long it waits; page by page', async () => {
    const ours = await business()
    const ids = [await sent(ours), await sent(ours, 'The tap drips, please come tomorrow'), await sent(ours)]
    const of = { tenant_id: ours.tenantId }
    const kinds = await queue(omar, { ...of, intent: 'CREATE_WORK_ITEM' })
    expect(kinds.map(({ id }) => id)).toEqual([ids[1]])
    const all = await queue(omar, of)
    for (const level of ['HIGH', 'MEDIUM', 'LOW'] as const) {
      const found = await queue(omar, { ...of, confidence: level })
      expect(found.map(({ id }) => id)).toEqual(all.filter((one) => one.level === level).map(({ id }) => id))
    }
    await database.admin(`update app.reviews set asked_at = asked_at - interval '25 minutes' where draft_id = $1`, [
      ids[2],
    ])
    const old = await queue(omar, { ...of, waiting_minutes: 25 })
    expect(old.map(({ id, is_late }) => [id, is_late])).toEqual([[ids[2], true]])
    const page = await listReviews(omar.all(), ReviewQuery.parse({ ...of, limit: 2 }))
    const next = await listReviews(omar.all(), ReviewQuery.parse({ ...of, limit: 2, cursor: page.cursor }))
    expect([...page.rows, ...next.rows].map(({ id }) => id)).toEqual([ids[2], ids[0], ids[1]])
    expect(next.cursor).toBeNull()
    expect(await queue(omar, { tenant_id: 'no id' })).toEqual([])
  })
})

describe('the head of the queue', () => {
  it('says how much waits, how much is late and since when the longest, of what the filters leave, in one trip', async () => {
    const ours = await business()
    const ids = [await sent(ours), await sent(ours, 'The tap drips, please come tomorrow'), await sent(ours)]
    await database.admin(`update app.reviews set asked_at = asked_at - interval '25 minutes' where draft_id = $1`, [
      ids[2],
    ])
    const head = async (filters: object, meter?: Meter) => {
      const query = ReviewQueueQuery.parse({ tenant_id: ours.tenantId, ...filters })
      return presentQueue(await headOfReviews(omar.all(meter), query))
    }
    const meter = new Meter()
    const whole = await head({}, meter)
    expect(meter.trips).toBe(1)
    expect(whole).toMatchObject({ waiting: 3, late: 1, is_more: false, oldest_at: whole.reviews[0]?.asked_at })
    expect(whole.reviews.map(({ id }) => id)).toEqual([ids[2], ids[0], ids[1]])
    expect(await head({ intent: 'CREATE_WORK_ITEM' })).toMatchObject({ waiting: 1, late: 0 })
    expect(await head({ limit: 1 })).toMatchObject({ waiting: 3, late: 1, reviews: [{ id: ids[2] }] })
    const none = { waiting: 0, late: 0, is_more: false, oldest_at: null, reviews: [] }
    expect(await head({ confidence: 'HIGH', intent: 'NONE' })).toEqual(none)
    const nobody = await makeReviewer(database, 'Nobody', false)
    await expect(headOfReviews(nobody.all(), ReviewQueueQuery.parse({}))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await revokeReviewAccess(ours.as('OWNER'))
    expect(await head({})).toEqual(none)
  })
})

describe('the owner’s leave', () => {
  it('is the owner’s to give, and whoever leads may end it; twice is CONFLICT', async () => {
    const ours = await business({ granted: false })
    await expect(grantReviewAccess(ours.as('ADMIN'))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await grantReviewAccess(ours.as('OWNER'))
    await expect(grantReviewAccess(ours.as('OWNER'))).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(revokeReviewAccess(ours.as('STAFF'))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await revokeReviewAccess(ours.as('ADMIN'))
    await expect(revokeReviewAccess(ours.as('OWNER'))).rejects.toMatchObject({ code: 'CONFLICT' })
    expect((await audited(ours)).map(([action]) => action)).toEqual([
      'business.revoke_review_access',
      'business.grant_review_access',
    ])
  })
})
