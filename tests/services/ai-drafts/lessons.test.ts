import { beforeAll, describe, expect, it } from 'vitest'
import { CreateAiDraft, UpdateAiDraft } from '../../../core/contract/ai-drafts.ts'
import { CreateItem } from '../../../core/contract/items.ts'
import type { Role } from '../../../core/domain/permissions.ts'
import { applyAiDraft } from '../../../core/services/ai-drafts/apply.ts'
import { createAiDraft } from '../../../core/services/ai-drafts/create.ts'
import { undoAiDraft } from '../../../core/services/ai-drafts/undo.ts'
import { updateAiDraft } from '../../../core/services/ai-drafts/update.ts'
import { extract } from '../../../core/services/extraction/extract.ts'
import { createItem } from '../../../core/services/items/create.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()
const ports = { fileStore: { read: async () => null } as never, pdfLines: async () => [], draftModel: null }
const WORDS = 'Please invoice: 2 big ones at $45 each'
const RECEIPT = 'CENTRL WHSE LTD\n12 King Street\n2026-11-20\nSandpaper 12.40\nTOTAL 12.40'
let ours: TestBusiness
beforeAll(async () => {
  ours = await makeBusiness(database)
})

const note = (text: string, of = ours, more: Partial<CreateAiDraft> = {}, role: Role = 'OWNER') =>
  createAiDraft(of.as(role), ports, CreateAiDraft.parse({ source_type: 'MANUAL', text, ...more }))
type Draft = Awaited<ReturnType<typeof note>>
const lineOf = ({ draft_payload }: Draft) => (draft_payload.line_items as Record<string, string>[])[0]!

async function corrected(draft: Draft, change: object, of = ours) {
  const payload = { ...draft.draft_payload, ...change }
  await updateAiDraft(of.as('OWNER'), draft.id, UpdateAiDraft.parse({ draft_payload: payload }))
  return applyAiDraft(of.as('OWNER'), draft.id, { override_warnings: true })
}

async function taught(of: TestBusiness, line: object, words = WORDS) {
  const draft = await note(words, of, { contact_id: (await of.contact()).id })
  return corrected(draft, { line_items: [{ ...lineOf(draft), ...line }] }, of)
}

describe('what a business taught by correcting a draft', () => {
  it('is what the same words are called from then on, in this business alone', async () => {
    await taught(ours, { name: 'Radiator, 120 cm' })
    const next = await note('Invoice us 3 big ones at $50 each please')
    expect(lineOf(next)).toMatchObject({ name: 'Radiator, 120 cm', qty: '3', rate: '50' })
    expect(next.fields['line_items.0.name']).toMatchObject({ origin: 'TAUGHT', span: { line: 0 } })
    const theirs = await makeBusiness(database)
    expect(lineOf(await note(WORDS, theirs)).name).toBe('Big ones')
    expect(lineOf(await note('Invoice us 3 big ones and pipes at $50 each')).name).not.toBe('Radiator, 120 cm')
  })

  it('is an item of the price list with its price, as long as it is there', async () => {
    const of = await makeBusiness(database)
    const item = await createItem(of.as('OWNER'), CreateItem.parse({ name: 'Valve 15 mm', rate: '27.50' }))
    await taught(of, { name: 'Valve 15 mm', item_id: item.id }, 'Invoice us for 2 small things at $20 each')
    expect(lineOf(await note('Invoice us for 4 small things at $22 each', of))).toMatchObject({
      name: 'Valve 15 mm',
      item_id: item.id,
      rate: '22',
    })
  })

  it('is the newest correction, and none that was undone', async () => {
    const of = await makeBusiness(database)
    await taught(of, { name: 'First' })
    await taught(of, { name: 'Second' })
    const { id } = await taught(of, { name: 'Third' })
    await undoAiDraft(of.as('OWNER'), id)
    expect(lineOf(await note(WORDS, of)).name).toBe('Second')
  })

  it('teaches nothing of a line that is gone', async () => {
    const of = await makeBusiness(database)
    const draft = await note('Invoice: 2 valves at $4 each and 3 pipes at $5 each', of, {
      contact_id: (await of.contact()).id,
      intent: 'DRAFT_INVOICE',
    })
    await corrected(draft, { line_items: [{ name: 'Pipe of copper', qty: '3', rate: '5' }] }, of)
    const [first] = (await note('Invoice: 2 valves at $4 each', of, { intent: 'DRAFT_INVOICE' })).draft_payload
      .line_items as { name: string }[]
    expect(first!.name).toBe('Valves')
  })

  it('is how a vendor is called whose receipts print something else', async () => {
    const of = await makeBusiness(database)
    const draft = await note(RECEIPT, of, { intent: 'DRAFT_EXPENSE' })
    const printed = String(draft.draft_payload.vendor_name)
    await corrected(draft, { vendor_name: 'Central Warehouse', category: 'Materials' }, of)
    expect(printed).not.toBe('Central Warehouse')
    const next = await note(RECEIPT.replace('12.40', '99.10'), of, { intent: 'DRAFT_EXPENSE' })
    expect(next.draft_payload).toMatchObject({ vendor_name: 'Central Warehouse', category: 'Materials' })
    const { fields } = await extract(of.as('OWNER'), { kind: 'receipt', text: RECEIPT })
    expect(fields.vendor).toMatchObject({ value: 'Central Warehouse' })
    // An agent is told of nothing that is not his.
    expect((await extract(of.as('AGENT'), { kind: 'receipt', text: RECEIPT })).fields.vendor?.value).not.toBe(
      'Central Warehouse',
    )
  })
})
