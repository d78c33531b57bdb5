import { beforeAll, describe, expect, it } from 'vitest'
import { CreateAiDraft, UpdateAiDraft } from '../../../core/contract/ai-drafts.ts'
import { UpdateReview } from '../../../core/contract/reviews.ts'
import { Meter } from '../../../core/db/meter.ts'
import { applyAiDraft } from '../../../core/services/ai-drafts/apply.ts'
import { createAiDraft } from '../../../core/services/ai-drafts/create.ts'
import { reopenAiDraft, requestReview } from '../../../core/services/ai-drafts/decide.ts'
import { getAiDraft } from '../../../core/services/ai-drafts/list.ts'
import { updateAiDraft } from '../../../core/services/ai-drafts/update.ts'
import { listAudit } from '../../../core/services/audit/list.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { grantReviewAccess, revokeReviewAccess } from '../../../core/services/reviews/access.ts'
import { updateReview } from '../../../core/services/reviews/decide.ts'
import { presentReview } from '../../../core/services/reviews/present.ts'
import { reviewEnded, viewReview } from '../../../core/services/reviews/view.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { makeReviewer, type TestReviewer } from '../../support/reviewer.ts'

const database = useDatabase()
const cursors = new Cursors('a secret of sixteen')
const ports = { fileStore: { read: async () => null } as never, pdfLines: async () => [], draftModel: null }
const BILL = 'Please bill 3B shutoff valve $85 and two cartridges at $48, PO 7741'
const WORK = 'The tap drips, please come tomorrow'
let omar: TestReviewer
let ines: TestReviewer
let ours: TestBusiness
beforeAll(async () => {
  if (!database.kind) return
  omar = await makeReviewer(database)
  ines = await makeReviewer(database, 'Ines Marquez')
  ours = await granted()
})

async function granted(): Promise<TestBusiness> {
  const made = await makeBusiness(database)
  await grantReviewAccess(made.as('OWNER'))
  return made
}

async function sent(of: TestBusiness, text = BILL): Promise<string> {
  const contact = await of.contact()
  const input = CreateAiDraft.parse({ source_type: 'MANUAL', text, contact_id: contact.id })
  const { id } = await createAiDraft(of.as('STAFF'), ports, input)
  await requestReview(of.as('STAFF'), id)
  return id
}

const decide = async (of: TestReviewer, id: string, action: string, more: object = {}, meter?: Meter) =>
  presentReview(await updateReview(of.in(id, meter), id, UpdateReview.parse({ action, ...more })))
const view = async (of: TestReviewer, id: string) => presentReview(await viewReview(of.in(id), id))
const stateOf = async (of: TestBusiness) => {
  const count = (table: string) =>
    `(select count(*)::int from ${table} where tenant_id = $1 and deleted_at is null) as ${table}`
  const [row] = await database.admin(`select ${['invoices', 'quotes', 'work_items', 'expenses'].map(count)}`, [
    of.tenantId,
  ])
  return row
}
/** What was decided a while ago; times of one moment say nothing of which came first. */
async function aWhileAgo(id: string): Promise<void> {
  await database.admin(`update app.reviews set ended_at = ended_at - interval '1 second' where draft_id = $1`, [id])
  await database.admin(`update ai_drafts set updated_at = updated_at - interval '1 second' where id = $1`, [id])
}

describe('C-26 what a reviewer decided is taken back', () => {
  it.each([
    ['apply', BILL],
    ['apply', WORK],
    ['approve', BILL],
    ['reject', BILL],
  ])('%s: it is in review again since it first was, as if nothing had been: %s', async (action, text) => {
    const b = await granted()
    const id = await sent(b, text)
    await database.admin(`update app.reviews set asked_at = asked_at - interval '25 minutes' where draft_id = $1`, [id])
    const before = { draft: await view(omar, id), objects: await stateOf(b) }
    const done = await decide(omar, id, action)
    expect(done.allowed_actions).toEqual(['undo'])
    const meter = new Meter()
    const undone = await decide(omar, id, 'undo', { if_match_version: done.version }, meter)
    expect(meter.trips).toBe(2)
    expect(undone).toEqual({ ...before.draft, version: before.draft.version + 2 })
    expect(undone.is_late).toBe(true)
    expect(await stateOf(b)).toEqual(before.objects)
    const { applied_by, reviewed_by, reviewed_at } = await getAiDraft(b.as('OWNER'), id)
    expect([applied_by, reviewed_by, reviewed_at]).toEqual([null, null, null])
    expect((await decide(ines, id, 'apply')).status).toBe('APPLIED')
  })

  it('is told to its business in the name of who did it, one row for each thing', async () => {
    const b = await granted()
    const id = await sent(b)
    await decide(omar, id, 'apply')
    await decide(omar, id, 'undo')
    const { rows } = await listAudit(b.as('OWNER'), cursors, { limit: 100 })
    const of = rows.filter(({ actor }) => actor === `ops:${omar.userId}`).map(({ action }) => action)
    expect(of.toSorted()).toEqual(['ai_draft.apply', 'ai_draft.undo_review', 'invoice.create', 'invoice.delete'])
    const events = await database.admin(
      `select from app.outbox where tenant_id = $1 and event = 'ops.ai_draft.undone'`,
      [b.tenantId],
    )
    expect(events).toHaveLength(1)
  })

  it('by another reviewer, too, who reads nothing of it before it is in review again', async () => {
    const id = await sent(ours)
    await decide(omar, id, 'apply', { override_warnings: true })
    await expect(view(ines, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect(Object.keys((await reviewEnded(ines.in(id), id)) as object).toSorted()).toEqual([
      'ended_at',
      'ended_by',
      'id',
      'status',
    ])
    expect((await decide(ines, id, 'undo')).status).toBe('PENDING_QC')
  })

  const DEPENDING: Record<string, [string, RegExp, (made: string) => Promise<unknown>]> = {
    'was changed': [
      BILL,
      /changed since/,
      (made) => database.admin(`update invoices set version = version + 1 where id = $1`, [made]),
    ],
    'was deleted': [
      BILL,
      /deleted/,
      (made) => database.admin(`update invoices set deleted_at = now() where id = $1`, [made]),
    ],
    'has an invoice': [
      WORK,
      /An invoice was made/,
      async (made) => {
        const { id } = await ours.draft({ contact_id: (await ours.contact()).id })
        await database.admin(`update invoices set work_item_id = $1 where id = $2`, [made, id])
      },
    ],
  }
  it.each(Object.entries(DEPENDING))(
    'is refused with the reason where what was made %s',
    async (_, [text, reason, later]) => {
      const id = await sent(ours, text)
      await decide(omar, id, 'apply', { override_warnings: true })
      const [draft] = await database.admin<{ made: string }>(
        `select coalesce(invoice_id, made_work_item_id) as made from ai_drafts where id = $1`,
        [id],
      )
      await later(draft!.made)
      for (const reviewer of [omar, ines])
        await expect(decide(reviewer, id, 'undo')).rejects.toMatchObject({
          code: 'CONFLICT',
          message: reason,
          latest: null,
        })
      expect((await view(omar, id)).status).toBe('APPLIED')
    },
  )

  const NOT_THEIRS: Record<string, (id: string) => Promise<unknown>> = {
    'is still in review': async () => {},
    'its business applied': (id) => applyAiDraft(ours.as('OWNER'), id, { override_warnings: true }),
    'its business reopened and applied itself': async (id) => {
      await decide(omar, id, 'reject')
      await reopenAiDraft(ours.as('OWNER'), id)
      await applyAiDraft(ours.as('OWNER'), id, { override_warnings: true })
    },
    'its business applied of what was approved': async (id) => {
      await decide(omar, id, 'approve')
      await applyAiDraft(ours.as('OWNER'), id, { override_warnings: true })
    },
    'its business wrote on': async (id) => {
      await decide(omar, id, 'approve')
      await aWhileAgo(id)
      await updateAiDraft(ours.as('OWNER'), id, UpdateAiDraft.parse({ review_notes: 'Ours alone' }))
    },
  }
  it.each(Object.entries(NOT_THEIRS))('is refused of one that %s', async (_, bring) => {
    const id = await sent(ours)
    await bring(id)
    const before = await getAiDraft(ours.as('OWNER'), id)
    for (const reviewer of [omar, ines])
      await expect(decide(reviewer, id, 'undo')).rejects.toMatchObject({ code: 'CONFLICT', latest: null })
    expect(await getAiDraft(ours.as('OWNER'), id)).toEqual(before)
  })

  it('is refused once the owner has ended it, and of a version that was not seen', async () => {
    const b = await granted()
    const id = await sent(b)
    const { version } = await decide(omar, id, 'apply')
    await expect(decide(omar, id, 'undo', { if_match_version: version - 1 })).rejects.toMatchObject({
      code: 'CONFLICT',
    })
    await revokeReviewAccess(b.as('OWNER'))
    for (const reviewer of [omar, ines])
      await expect(decide(reviewer, id, 'undo')).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await getAiDraft(b.as('OWNER'), id)).status).toBe('APPLIED')
  })
})
