import { beforeAll, expect, it } from 'vitest'
import { CreateAiDraft } from '../../../core/contract/ai-drafts.ts'
import { UpdateWorkItem } from '../../../core/contract/work-items.ts'
import { createAiDraft } from '../../../core/services/ai-drafts/create.ts'
import { rejectAiDraft, requestReview } from '../../../core/services/ai-drafts/decide.ts'
import { grantReviewAccess, revokeReviewAccess } from '../../../core/services/reviews/access.ts'
import { updateReview } from '../../../core/services/reviews/decide.ts'
import { updateWorkItem } from '../../../core/services/work-items/update.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { makeReviewer, type TestReviewer } from '../../support/reviewer.ts'

const ROUNDS = 6
const database = useDatabase()
const ports = { fileStore: { read: async () => null } as never, pdfLines: async () => [], draftModel: null }
let ours: TestBusiness
let reviewers: TestReviewer[]
beforeAll(async () => {
  if (!database.kind) return
  ours = await makeBusiness(database)
  reviewers = await Promise.all(['Omar Reid', 'Ines Marquez', 'Uma Lind'].map((name) => makeReviewer(database, name)))
})

async function inReview(): Promise<{ id: string; version: number }> {
  const input = CreateAiDraft.parse({ source_type: 'MANUAL', text: 'The tap drips, please come tomorrow' })
  const { id } = await createAiDraft(ours.as('STAFF'), ports, input)
  return requestReview(ours.as('STAFF'), id)
}

const codeOf = (asked: Promise<unknown>): Promise<string> =>
  asked.then(
    () => 'done',
    (error: { code?: string }) => error.code ?? String(error),
  )
const made = (id: string) =>
  database.admin(
    `select from work_items w join ai_drafts d on d.tenant_id = w.tenant_id and d.made_work_item_id = w.id where d.id = $1`,
    [id],
  )

it('three reviewers and a member decide on one draft at once: one does, the others are told', async () => {
  await grantReviewAccess(ours.as('OWNER'))
  for (let round = 0; round < ROUNDS; round++) {
    const { id, version } = await inReview()
    const codes = await Promise.all([
      ...reviewers.map((one, n) =>
        codeOf(updateReview(one.in(id), id, { action: n === 0 ? 'reject' : 'apply', if_match_version: version })),
      ),
      codeOf(rejectAiDraft(ours.as('STAFF'), id, { if_match_version: version })),
    ])
    expect(codes.toSorted(), `round ${round}`).toEqual(['CONFLICT', 'CONFLICT', 'CONFLICT', 'done'])
    const [draft] = await database.admin<{ status: string; ended_as: string }>(
      `select d.status, r.ended_as from ai_drafts d join app.reviews r on r.draft_id = d.id where d.id = $1`,
      [id],
    )
    expect(draft?.ended_as).toBe(draft?.status)
    expect(await made(id)).toHaveLength(draft?.status === 'APPLIED' ? 1 : 0)
  }
})

it('two reviewers take one decision back at once while its business changes what was made: one of the three does', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const { id } = await inReview()
    const { version } = await updateReview(reviewers[0]!.in(id), id, { action: 'apply', override_warnings: true })
    const [work] = await database.admin<{ id: string }>(`select made_work_item_id as id from ai_drafts where id = $1`, [
      id,
    ])
    const changed = codeOf(updateWorkItem(ours.as('OWNER'), work!.id, UpdateWorkItem.parse({ title: 'Ours' })))
    const undone = [reviewers[0]!, reviewers[1]!].map((one) =>
      codeOf(updateReview(one.in(id), id, { action: 'undo', if_match_version: version })),
    )
    const codes = await Promise.all([changed, ...undone])
    expect(
      codes.filter((code) => code === 'done'),
      `round ${round}: ${codes}`,
    ).toHaveLength(1)
    expect(codes.slice(1).every((code) => code === 'done' || code === 'CONFLICT')).toBe(true)
    const [left] = await database.admin<{ title: string; is_gone: boolean }>(
      `select title, deleted_at is not null as is_gone from work_items where id = $1`,
      [work!.id],
    )
    expect(left?.is_gone).toBe(codes[0] !== 'done')
    expect(await made(id)).toHaveLength(codes[0] === 'done' ? 1 : 0)
  }
})

it('one takes it in hand while another decides: it is never decided by the one while the other has it', async () => {
  for (let round = 0; round < 2 * ROUNDS; round++) {
    const { id } = await inReview()
    const [taken, decided] = await Promise.all([
      codeOf(updateReview(reviewers[0]!.in(id), id, { action: 'take' })),
      codeOf(
        updateReview(reviewers[1]!.in(id), id, {
          action: round % 2 ? 'reject' : 'apply',
          override_warnings: round % 2 ? undefined : true,
        }),
      ),
    ])
    expect([taken, decided].toSorted(), `round ${round}`).toEqual(['CONFLICT', 'done'])
  }
})

it('two take one at once, as the lease of a third ends: one has it', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    const { id } = await inReview()
    await updateReview(reviewers[2]!.in(id), id, { action: 'take' })
    await database.admin(`update app.reviews set taken_at = taken_at - app.review_lease() where draft_id = $1`, [id])
    const codes = await Promise.all(
      reviewers.slice(0, 2).map((one) => codeOf(updateReview(one.in(id), id, { action: 'take' }))),
    )
    expect(codes.toSorted(), `round ${round}`).toEqual(['CONFLICT', 'done'])
    const loser = reviewers[codes.indexOf('CONFLICT')]!
    expect(await codeOf(updateReview(loser.in(id), id, { action: 'reject' }))).toBe('CONFLICT')
  }
})

it('who applies while the owner ends it has done it before, or not at all', async () => {
  for (let round = 0; round < ROUNDS; round++) {
    await grantReviewAccess(ours.as('OWNER')).catch(() => {})
    const { id, version } = await inReview()
    const [code] = await Promise.all([
      codeOf(updateReview(reviewers[0]!.in(id), id, { action: 'apply', if_match_version: version })),
      revokeReviewAccess(ours.as('OWNER')),
    ])
    expect(['done', 'NOT_FOUND']).toContain(code)
    expect(await made(id)).toHaveLength(code === 'done' ? 1 : 0)
    expect(await codeOf(updateReview(reviewers[1]!.in(id), id, { action: 'reject' }))).toBe('NOT_FOUND')
  }
})
