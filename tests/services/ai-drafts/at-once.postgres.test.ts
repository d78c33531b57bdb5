import { expect, it } from 'vitest'
import { CreateAiDraft } from '../../../core/contract/ai-drafts.ts'
import { applyAiDraft } from '../../../core/services/ai-drafts/apply.ts'
import { createAiDraft } from '../../../core/services/ai-drafts/create.ts'
import { undoAiDraft } from '../../../core/services/ai-drafts/undo.ts'
import { updateInvoice } from '../../../core/services/invoices/update.ts'
import { makeBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()
const ports = { fileStore: {} as never, pdfLines: async () => [], draftModel: null }

async function billed() {
  const ours = await makeBusiness(database)
  const input = { source_type: 'MANUAL', text: 'Please bill $85 for the valve', contact_id: (await ours.contact()).id }
  const { id } = await createAiDraft(ours.as('OWNER'), ports, CreateAiDraft.parse(input))
  return { ours, id }
}
const outcome = (call: Promise<unknown>) =>
  call.then(
    () => 'done',
    (error: { code: string }) => error.code,
  )

it('MO14 fifty that apply one draft at once make one invoice, and all are told of it', async () => {
  const { ours, id } = await billed()
  const all = await Promise.all(
    Array.from({ length: 50 }, () => applyAiDraft(ours.as('OWNER'), id, {}).catch((error) => error)),
  )
  const made = new Set(all.map(({ invoice_id, code }) => invoice_id ?? code))
  expect([...made]).toEqual([expect.any(String)])
  expect(made.has('CONFLICT')).toBe(false)
  const rows = await database.admin('select from invoices where tenant_id = $1', [ours.tenantId])
  expect(rows).toHaveLength(1)
  const audited = await database.admin(`select from app.audit where tenant_id = $1 and action = 'ai_draft.apply'`, [
    ours.tenantId,
  ])
  expect(audited).toHaveLength(1)
})

it('undone while somebody changes what was made: one of the two, never half', async () => {
  for (let round = 0; round < 10; round++) {
    const { ours, id } = await billed()
    const { invoice_id } = await applyAiDraft(ours.as('OWNER'), id, {})
    const [undone, changed] = await Promise.all([
      outcome(undoAiDraft(ours.as('OWNER'), id)),
      outcome(updateInvoice(ours.as('ADMIN'), invoice_id!, { notes: 'Mine' })),
    ])
    const [invoice] = await database.admin<{ gone: boolean; notes: string | null }>(
      'select deleted_at is not null as gone, notes from invoices where id = $1',
      [invoice_id],
    )
    expect([undone, changed, invoice!.gone]).toEqual(
      undone === 'done' ? ['done', 'NOT_FOUND', true] : ['CONFLICT', 'done', false],
    )
  }
})
