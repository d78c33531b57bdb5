import { beforeAll, expect, it } from 'vitest'
import { CreateAiDraft } from '../../../core/contract/ai-drafts.ts'
import { newId } from '../../../core/db/ids.ts'
import { applyAiDraft } from '../../../core/services/ai-drafts/apply.ts'
import { createAiDraft } from '../../../core/services/ai-drafts/create.ts'
import { rejectAiDraft, reopenAiDraft } from '../../../core/services/ai-drafts/decide.ts'
import { undoAiDraft } from '../../../core/services/ai-drafts/undo.ts'
import { makeBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { stripeWorld } from '../../support/stripe-world.ts'

// What becomes of the picture that a draft was read from.
const database = useDatabase()
const ports = { fileStore: {} as never, pdfLines: async () => [], draftModel: null }
let ours: Awaited<ReturnType<typeof makeBusiness>>
beforeAll(async () => {
  if (database.kind) ours = await makeBusiness(database)
})

async function drafted(texts: string[]) {
  const file = newId()
  await database.admin(
    `insert into files (tenant_id, id, file_name, mime_type, size_bytes, sha256, status, object_key, created_by) values ($1, $2::uuid, 'photo.jpg', 'image/jpeg', 10, repeat('a', 64), 'STORED', $2::text, 'x')`,
    [ours.tenantId, file],
  )
  const lines = texts.map((text) => ({ text }))
  const input = CreateAiDraft.parse({ source_type: 'FILE', source_id: file, lines })
  return { file, draft: await createAiDraft(ours.as('OWNER'), ports, input) }
}
const NOTE = ['call Mrs Li', 'tuesday about boiler']
const RECEIPT = ['Home Depot', '2026-11-18', 'Pipe 12.00', 'Total $12.00']
/** The job of the day after. */
async function forget(file: string) {
  const key = `file.forget:${file}:${newId()}`
  await database.admin(
    `insert into app.jobs (tenant_id, type, key, payload, run_at) values ($1, 'FILE_FORGET', $2, $3, app.now() - interval '1 second')`,
    [ours.tenantId, key, { file_id: file }],
  )
  await stripeWorld(database).work([{ tenant_id: ours.tenantId, key }])
  const [job] = await database.admin<{ done: boolean }>(
    'select done_at is not null as done from app.jobs where key = $1',
    [key],
  )
  expect(job).toEqual({ done: true })
}
const fileOf = async (id: string) =>
  (
    await database.admin<{ work_item_id: string | null; is_gone: boolean }>(
      'select work_item_id, deleted_at is not null as is_gone from files where id = $1',
      [id],
    )
  )[0]
const letGo = (draft: string) =>
  database.admin<{ day: boolean }>(
    `select run_at between app.now() + interval '23 hours' and app.now() + interval '25 hours' as day from app.jobs where tenant_id = $1 and key like $2`,
    [ours.tenantId, `file.draft:${draft}:%`],
  )

it('it stays while the draft waits, however long, and is the receipt then', async () => {
  const { file, draft } = await drafted(RECEIPT)
  await forget(file)
  expect(await fileOf(file)).toMatchObject({ is_gone: false })
  await applyAiDraft(ours.as('OWNER'), draft.id, {})
  await forget(file)
  expect(await fileOf(file)).toMatchObject({ is_gone: false })
})

it('it goes a day after the draft was put away, unless that was taken up again', async () => {
  const { file, draft } = await drafted(NOTE)
  await rejectAiDraft(ours.as('OWNER'), draft.id, {})
  expect(await letGo(draft.id)).toEqual([{ day: true }])
  await reopenAiDraft(ours.as('OWNER'), draft.id)
  await forget(file)
  expect(await fileOf(file)).toMatchObject({ is_gone: false })
  await rejectAiDraft(ours.as('OWNER'), draft.id, {})
  expect(await letGo(draft.id)).toHaveLength(2)
  await forget(file)
  expect(await fileOf(file)).toMatchObject({ is_gone: true })
})

it('that of a note belongs to the work that is made of it, and to nothing again when that is undone', async () => {
  const { file, draft } = await drafted(NOTE)
  const { made_work_item_id: work } = await applyAiDraft(ours.as('OWNER'), draft.id, {})
  expect(await fileOf(file)).toEqual({ work_item_id: work, is_gone: false })
  await forget(file)
  expect(await fileOf(file)).toMatchObject({ is_gone: false })
  await undoAiDraft(ours.as('OWNER'), draft.id)
  expect(await fileOf(file)).toEqual({ work_item_id: null, is_gone: false })
})

it('another file that was added to the work keeps it from being undone', async () => {
  const { file, draft } = await drafted(NOTE)
  const { made_work_item_id: work } = await applyAiDraft(ours.as('OWNER'), draft.id, { override_warnings: true })
  const { file: other } = await drafted(NOTE)
  await database.admin('update files set work_item_id = $1 where id = $2', [work, other])
  await expect(undoAiDraft(ours.as('OWNER'), draft.id)).rejects.toMatchObject({ code: 'CONFLICT' })
  expect(await fileOf(file)).toMatchObject({ work_item_id: work })
})
