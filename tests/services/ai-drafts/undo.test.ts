import { expect, it } from 'vitest'
import { CreateAiDraft } from '../../../core/contract/ai-drafts.ts'
import { applyAiDraft } from '../../../core/services/ai-drafts/apply.ts'
import { createAiDraft } from '../../../core/services/ai-drafts/create.ts'
import { undoAiDraft } from '../../../core/services/ai-drafts/undo.ts'
import { updateAiDraft } from '../../../core/services/ai-drafts/update.ts'
import { makeBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { seeded } from '../../support/reminder-years.ts'

const database = useDatabase()
const ports = { fileStore: {} as never, pdfLines: async () => [], draftModel: null }
const TEXTS: [string, CreateAiDraft['intent']][] = [
  ['Please bill $85 for the valve and two taps at $48', 'DRAFT_INVOICE'],
  ['Could you quote for 3 radiators at $120 each?', 'DRAFT_QUOTE'],
  ['The tap drips, please come tomorrow to 14 Elm Street', 'CREATE_WORK_ITEM'],
  ['Home Depot\n2026-11-18\nPipe 12.00\nTotal $12.00', 'DRAFT_EXPENSE'],
  ['Remind Okafor to pay INV-1042 by Friday', 'DRAFT_AR_MESSAGE'],
]
/** What a business has that drafts can become, with what it is found by. */
const TABLES = ['invoices', 'invoice_lines', 'quotes', 'quote_lines', 'work_items', 'expenses', 'files', 'contacts']

it('any sequence of drafts that are applied and undone leaves the business as it was', async () => {
  const ours = await makeBusiness(database)
  const contact = (await ours.contact()).id
  await ours.draft({ contact_id: contact })
  const state = async () => {
    const of = TABLES.map(async (table) => [table, await liveRows(ours.tenantId, table)])
    const found = await database.admin(
      'select kind, id, field, term from search_terms where tenant_id = $1 order by 1, 2, 3, 4',
      [ours.tenantId],
    )
    return { tables: Object.fromEntries(await Promise.all(of)), found }
  }
  const before = await state()
  const applied: string[] = []
  const seed = Math.floor(Math.random() * 2 ** 31)
  const random = seeded(seed)
  const pick = (count: number) => Math.floor(random() * count)
  for (let step = 0; step < 25; step++) {
    if (applied.length > 0 && pick(3) === 0) {
      const [id] = applied.splice(pick(applied.length), 1)
      await undoAiDraft(ours.as('OWNER'), id!)
      continue
    }
    const [text, intent] = TEXTS[pick(TEXTS.length)]!
    const input = CreateAiDraft.parse({ source_type: 'MANUAL', text, intent, contact_id: contact })
    const { id } = await createAiDraft(ours.as('OWNER'), ports, input)
    await applyAiDraft(ours.as('OWNER'), id, { override_warnings: true })
    applied.push(id)
  }
  for (const id of applied.toReversed()) await undoAiDraft(ours.as('OWNER'), id)
  expect(await state(), `seed ${seed}`).toEqual(before)
})

/** What is not deleted, without times and versions; lines of what is deleted go with it. */
async function liveRows(tenantId: string, table: string): Promise<unknown[]> {
  const of = { invoice_lines: ['invoices', 'invoice_id'], quote_lines: ['quotes', 'quote_id'] }[table]
  const live = of
    ? `exists (select from ${of[0]} d where d.tenant_id = t.tenant_id and d.id = t.${of[1]} and d.deleted_at is null)`
    : 't.deleted_at is null'
  return database.admin(
    `select to_jsonb(t) - '{version,updated_at,created_at}'::text[] as row from ${table} t where t.tenant_id = $1 and ${live} order by t.id`,
    [tenantId],
  )
}

it('a picture is read with the places of its lines, becomes one expense with it as its receipt, and is free again', async () => {
  const ours = await makeBusiness(database)
  const file = '00000000-0000-7000-8000-00000000f11e'
  await database.admin(
    `insert into files (tenant_id, id, file_name, mime_type, size_bytes, sha256, status, object_key, created_by) values ($1, $2::uuid, 'receipt.jpg', 'image/jpeg', 10, repeat('a', 64), 'STORED', $2::text, 'x')`,
    [ours.tenantId, file],
  )
  // Its total stands beside its words, on another line of the picture.
  const lines = [
    { text: 'Home Depot', box: [10, 0, 200, 20] },
    { text: '2026-11-18', box: [10, 40.4, 200, 60] },
    { text: 'TOTAL', box: [10, 80, 90, 100] },
    { text: '13.56\n', box: [300, 81, 380, 101] },
  ]
  const create = (more: object) =>
    createAiDraft(
      ours.as('OWNER'),
      ports,
      CreateAiDraft.parse({ source_type: 'FILE', source_id: file, lines, ...more }),
    )
  const row = await create({})
  expect(row.source_boxes).toEqual([
    [10, 0, 200, 20],
    [10, 40, 200, 60],
    [10, 80, 90, 100],
    [300, 81, 380, 101],
  ])
  expect(row.draft_payload).toMatchObject({ amount: '13.56', expense_date: '2026-11-18', receipt_file_id: file })
  expect(row.fields.amount?.span?.line).toBe(3)
  // Drafted anew as something else and back it stands where it stood.
  await updateAiDraft(ours.as('OWNER'), row.id, { intent: 'CREATE_WORK_ITEM' })
  const again = await updateAiDraft(ours.as('OWNER'), row.id, { intent: 'DRAFT_EXPENSE' })
  expect(again.fields.amount?.span).toEqual(row.fields.amount?.span)

  const receiptOf = async () =>
    (await database.admin<{ expense_id: string | null }>('select expense_id from files where id = $1', [file]))[0]
  const first = await applyAiDraft(ours.as('OWNER'), row.id, {})
  expect((await applyAiDraft(ours.as('OWNER'), row.id, {})).expense_id).toBe(first.expense_id)
  expect(await receiptOf()).toEqual({ expense_id: first.expense_id })
  expect((await liveRows(ours.tenantId, 'expenses')).length).toBe(1)
  await undoAiDraft(ours.as('OWNER'), row.id)
  expect(await receiptOf()).toEqual({ expense_id: null })
  expect(await liveRows(ours.tenantId, 'expenses')).toEqual([])

  // What the words of a photo ask for, as those of a message; a person says otherwise.
  const note = [{ text: 'call Mrs Li' }, { text: 'tuesday about boiler' }]
  const asked = await create({ lines: note })
  expect(asked).toMatchObject({
    intent: 'CREATE_WORK_ITEM',
    draft_payload: { title: 'Call Mrs Li tuesday about boiler' },
  })
  expect(asked.draft_payload).not.toHaveProperty('receipt_file_id')
  expect(await create({ lines: note, intent: 'DRAFT_EXPENSE' })).toMatchObject({
    draft_payload: { receipt_file_id: file },
  })

  const refused = [{ text: 'Home Depot' }, { source_type: 'MANUAL', source_id: undefined }]
  for (const more of refused)
    await expect(create(more)).rejects.toMatchObject({ details: [expect.objectContaining({ field: 'lines' })] })
})
