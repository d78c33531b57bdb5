import { expect, it } from 'vitest'
import { CreateAiDraft } from '../../../core/contract/ai-drafts.ts'
import { applyAiDraft } from '../../../core/services/ai-drafts/apply.ts'
import { createAiDraft } from '../../../core/services/ai-drafts/create.ts'
import { undoAiDraft } from '../../../core/services/ai-drafts/undo.ts'
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
