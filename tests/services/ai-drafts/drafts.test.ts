import { beforeAll, describe, expect, it } from 'vitest'
import { CreateAiDraft, DraftPayload, UpdateAiDraft } from '../../../core/contract/ai-drafts.ts'
import { newId } from '../../../core/db/ids.ts'
import type { Role } from '../../../core/domain/permissions.ts'
import { applyAiDraft } from '../../../core/services/ai-drafts/apply.ts'
import { createAiDraft, parseMessage } from '../../../core/services/ai-drafts/create.ts'
import { approveAiDraft, rejectAiDraft, reopenAiDraft, requestReview } from '../../../core/services/ai-drafts/decide.ts'
import { getAiDraft, listAiDrafts } from '../../../core/services/ai-drafts/list.ts'
import { presentAiDraft } from '../../../core/services/ai-drafts/present.ts'
import { undoAiDraft } from '../../../core/services/ai-drafts/undo.ts'
import { updateAiDraft } from '../../../core/services/ai-drafts/update.ts'
import { deleteContact } from '../../../core/services/contacts/delete.ts'
import { mergeContact } from '../../../core/services/contacts/merge.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { deleteInvoice } from '../../../core/services/invoices/delete.ts'
import { getInvoice } from '../../../core/services/invoices/get.ts'
import { updateInvoice } from '../../../core/services/invoices/update.ts'
import { createTaxRate } from '../../../core/services/tax-rates/create.ts'
import { addNote } from '../../../core/services/work-items/add-note.ts'
import { getWorkItem } from '../../../core/services/work-items/get.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()
const cursors = new Cursors('a secret of sixteen')
const ports = { fileStore: { read: async () => null } as never, pdfLines: async () => [], draftModel: null }
const BILL = 'Please bill 3B shutoff valve $85 and two cartridges at $48, PO 7741'
let ours: TestBusiness
let theirs: TestBusiness
beforeAll(async () => {
  ours = await makeBusiness(database)
  theirs = await makeBusiness(database)
})

const note = async (text: string, more: Partial<CreateAiDraft> = {}, role: Role = 'OWNER', of = ours) =>
  createAiDraft(of.as(role), ports, CreateAiDraft.parse({ source_type: 'MANUAL', text, ...more }))
const bill = async (more: Partial<CreateAiDraft> = {}) => note(BILL, { contact_id: (await ours.contact()).id, ...more })
const apply = (id: string, input = {}, role: Role = 'OWNER') => applyAiDraft(ours.as(role), id, input)

async function message(kind: string, contact: string) {
  const [conversation, id] = [newId(), newId()]
  await database.admin(
    `with c as (insert into conversations (tenant_id, id, from_name, from_address, subject, last_message_at, last_direction, contact_id, created_by)
       values ($1, $2, 'Maria', 'maria@silva.example', 'Tap', app.now(), 'INBOUND', $4, 'job:MAIL_READ') returning id)
     insert into messages (tenant_id, id, conversation_id, direction, kind, subject, new_text, proven, raw_key, received_at, created_by)
       select $1, $3, id, 'INBOUND', $5, 'Tap', 'The tap drips, please come tomorrow', 'UNVERIFIED', 'tenant/none', app.now(), 'job:MAIL_READ' from c`,
    [ours.tenantId, conversation, id, contact, kind],
  )
  return { id, conversation }
}

describe('what words become', () => {
  it('an invoice with its lines, each figure with the words that it was read from', async () => {
    const draft = presentAiDraft(await bill())
    expect(draft).toMatchObject({ status: 'READY', intent: 'DRAFT_INVOICE', applied: null, edited: [] })
    expect(draft.draft_payload).toMatchObject({
      po_number: '7741',
      line_items: [
        { name: '3B shutoff valve', qty: '1', rate: '85' },
        { name: 'Cartridges', qty: '2', rate: '48' },
      ],
    })
    const { span } = draft.fields['line_items.1.rate']!
    expect(draft.source_lines[span!.line]!.slice(span!.start, span!.end)).toBe('$48')
  })

  it('of a message: its contact, its conversation; what a machine answered asks for nothing (EM7)', async () => {
    const contact = await ours.contact()
    const written = await message('MESSAGE', contact.id)
    const draft = await parseMessage(ours.as('OWNER'), ports, written.id, {})
    expect(draft).toMatchObject({ intent: 'CREATE_WORK_ITEM', conversation_id: written.conversation })
    expect(draft.draft_payload.contact_id).toBe(contact.id)
    const automatic = await message('AUTO_REPLY', contact.id)
    expect(await parseMessage(ours.as('OWNER'), ports, automatic.id, {})).toMatchObject({ intent: 'NONE' })
    await expect(parseMessage(theirs.as('OWNER'), ports, written.id, {})).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('without words it failed, and says what to do; unsure it waits to be looked at', async () => {
    const failed = await note(' \n ', { intent: 'DRAFT_INVOICE' }).catch((error) => error)
    expect(failed).toMatchObject({ code: 'VALIDATION_ERROR', details: [{ field: 'text' }] })
    expect(await note('Quanto costa riparare la caldaia?')).toMatchObject({ status: 'PENDING_QC' })
    expect(await note('Thanks!!')).toMatchObject({ status: 'PENDING_QC', intent: 'NONE' })
  })

  it('is drafted anew for nobody once its contact was deleted', async () => {
    const { id: contact_id } = await ours.contact()
    const { id } = await note(BILL, { contact_id })
    await deleteContact(ours.as('OWNER'), contact_id)
    const work = await updateAiDraft(ours.as('OWNER'), id, { intent: 'CREATE_WORK_ITEM' })
    expect(work).toMatchObject({ intent: 'CREATE_WORK_ITEM', contact: null })
    expect(work.draft_payload).not.toHaveProperty('contact_id')
  })

  it('is drafted anew as something else, from the same words', async () => {
    const { id } = await bill()
    const work = await updateAiDraft(ours.as('OWNER'), id, { intent: 'CREATE_WORK_ITEM' })
    expect(work).toMatchObject({ intent: 'CREATE_WORK_ITEM', draft_payload: { description: BILL } })
    expect(work.intents.map(({ value }) => value)).toContain('DRAFT_INVOICE')
  })

  it('keeps what a person changed, and names it', async () => {
    const { id, draft_payload } = await bill()
    const payload = DraftPayload.parse(draft_payload)
    payload.line_items![0]!.rate = '90'
    const input = UpdateAiDraft.parse({ draft_payload: payload })
    expect(await updateAiDraft(ours.as('STAFF'), id, input)).toMatchObject({
      edited: ['line_items.0.rate'],
      draft_payload: { line_items: [{ rate: '90' }, { rate: '48' }] },
    })
  })

  it('an agent drafts for the customer of his conversation, whose contact is not his', async () => {
    const contact = await ours.contact()
    const { id, conversation } = await message('MESSAGE', contact.id)
    await database.admin('update conversations set assigned_to = $1 where id = $2', [ours.userIds.AGENT, conversation])
    const draft = await parseMessage(ours.as('AGENT'), ports, id, {})
    expect(presentAiDraft(draft).contact).toEqual({ id: contact.id, display_name: contact.display_name })
    const { made_work_item_id: made } = await apply(draft.id, {}, 'AGENT')
    expect(await getWorkItem(ours.as('OWNER'), made!)).toMatchObject({ contact: { id: contact.id } })
    const stranger = await ours.contact()
    await expect(note('The tap drips', { contact_id: stranger.id }, 'AGENT')).rejects.toMatchObject({
      details: [{ field: 'contact_id' }],
    })
  })

  it('of whom it is stands, whatever it becomes in between', async () => {
    const [customer, vendor, other] = [await ours.contact(), await ours.contact(), await ours.contact()]
    const { id } = await bill({ contact_id: customer.id })
    const change = (input: object) => updateAiDraft(ours.as('OWNER'), id, UpdateAiDraft.parse(input))
    await change({ intent: 'DRAFT_EXPENSE' })
    expect((await change({ draft_payload: { vendor_name: 'Foo' } })).contact_id).toBe(customer.id)
    expect((await change({ draft_payload: { vendor_contact_id: vendor.id } })).contact_id).toBe(customer.id)
    const back = await change({ intent: 'DRAFT_INVOICE' })
    expect([back.contact_id, back.draft_payload.contact_id]).toEqual([customer.id, customer.id])
    await change({ draft_payload: { ...back.draft_payload, contact_id: other.id } })
    const quote = await change({ intent: 'DRAFT_QUOTE' })
    expect([quote.contact_id, quote.draft_payload.contact_id]).toEqual([other.id, other.id])
    expect(quote.fields.contact_id?.value).toBe(customer.id)
    expect((await change({ intent: 'DRAFT_EXPENSE' })).contact_id).toBe(customer.id)
  })

  it('whom a person chose for it is who it is for, through an expense, a merge and an agent’s hands', async () => {
    const [customer, chosen, kept] = [await ours.contact(), await ours.contact(), await ours.contact()]
    const { id, draft_payload } = await bill({ contact_id: customer.id })
    const change = (input: object, role: Role = 'OWNER') => updateAiDraft(ours.as(role), id, UpdateAiDraft.parse(input))
    await change({ draft_payload: { ...draft_payload, contact_id: chosen.id } })
    expect((await change({ intent: 'DRAFT_EXPENSE' })).contact_id).toBe(customer.id)
    await mergeContact(ours.as('OWNER'), kept.id, { other_id: chosen.id, take: [] })
    await change({ assigned_to: ours.userIds.AGENT })
    const work = presentAiDraft(await change({ intent: 'CREATE_WORK_ITEM' }, 'AGENT'))
    expect([work.contact?.id, work.draft_payload.contact_id, work.edited]).toEqual([kept.id, kept.id, ['contact_id']])
    await change({ intent: 'DRAFT_EXPENSE' })
    await deleteContact(ours.as('OWNER'), kept.id)
    const invoice = await change({ intent: 'DRAFT_INVOICE' })
    expect([invoice.draft_payload.contact_id, invoice.contact_id]).toEqual([undefined, customer.id])
  })

  it('an agent does not take its contact away by drafting it anew', async () => {
    const contact = await ours.contact()
    const { id } = await bill({ contact_id: contact.id })
    await updateAiDraft(ours.as('OWNER'), id, { assigned_to: ours.userIds.AGENT })
    const work = presentAiDraft(await updateAiDraft(ours.as('AGENT'), id, { intent: 'CREATE_WORK_ITEM' }))
    expect([work.contact, work.draft_payload.contact_id]).toEqual([
      { id: contact.id, display_name: contact.display_name },
      contact.id,
    ])
    const titled = { draft_payload: { ...work.draft_payload, title: 'Three valves' } }
    await updateAiDraft(ours.as('AGENT'), id, UpdateAiDraft.parse(titled))
    expect(await apply(id, {}, 'AGENT')).toMatchObject({ status: 'APPLIED' })
  })

  it('what was written while it was something else comes back with it', async () => {
    const { id, draft_payload } = await bill()
    const change = (input: object) => updateAiDraft(ours.as('OWNER'), id, UpdateAiDraft.parse(input))
    const typed = DraftPayload.parse(draft_payload)
    typed.line_items![0]!.rate = '91.50'
    typed.due_date = '2099-01-02'
    await change({ draft_payload: typed })
    const expense = await change({ intent: 'DRAFT_EXPENSE' })
    expect(expense.draft_payload).not.toHaveProperty('due_date')
    await change({ draft_payload: { ...expense.draft_payload, vendor_name: 'Bolt & Co', notes: 'Paid in cash' } })
    const quote = await change({ intent: 'DRAFT_QUOTE' })
    expect(quote.draft_payload).toMatchObject({ line_items: [{ rate: '91.50' }, { rate: '48' }] })
    expect(quote.draft_payload).not.toHaveProperty('notes')
    expect(quote.edited).toEqual(['line_items.0.rate'])
    expect((await change({ intent: 'DRAFT_EXPENSE' })).draft_payload).toMatchObject({
      vendor_name: 'Bolt & Co',
      notes: 'Paid in cash',
    })
    expect((await change({ intent: 'DRAFT_INVOICE' })).draft_payload).toMatchObject({
      ...typed,
      line_items: [{ rate: '91.50' }, {}],
    })
  })

  it('a vendor who was chosen is no customer of it', async () => {
    const vendor = await ours.contact()
    const { id } = await note('Acme\nTotal $12.00', { intent: 'DRAFT_EXPENSE' })
    const chosen = await updateAiDraft(ours.as('OWNER'), id, { draft_payload: { vendor_contact_id: vendor.id } })
    expect(chosen.contact_id).toBe(vendor.id)
    expect((await updateAiDraft(ours.as('OWNER'), id, { intent: 'DRAFT_INVOICE' })).contact_id).toBeNull()
  })

  it('a vendor who was chosen comes back with it as he stands then: himself, into whom he was merged, or nobody', async () => {
    const [customer, vendor, kept] = [await ours.contact(), await ours.contact(), await ours.contact()]
    const { id } = await bill({ contact_id: customer.id })
    const change = (input: object) => updateAiDraft(ours.as('OWNER'), id, UpdateAiDraft.parse(input))
    const spent = { vendor_contact_id: vendor.id, vendor_name: 'V', amount: '10', expense_date: '2026-01-01' }
    await change({ intent: 'DRAFT_EXPENSE' })
    await change({ draft_payload: spent })
    const through = async () => {
      const { contact_id } = await change({ intent: 'DRAFT_INVOICE' })
      return [contact_id, (await change({ intent: 'DRAFT_EXPENSE' })).draft_payload.vendor_contact_id]
    }
    expect(await through()).toEqual([customer.id, vendor.id])
    await mergeContact(ours.as('OWNER'), kept.id, { other_id: vendor.id, take: [] })
    expect(await through()).toEqual([customer.id, kept.id])
    await deleteContact(ours.as('OWNER'), kept.id)
    expect(await through()).toEqual([customer.id, undefined])
    expect(await apply(id, { override_warnings: true })).toMatchObject({ status: 'APPLIED' })
  })

  it('a vendor who was chosen is no customer of it once he was merged into another', async () => {
    const [vendor, kept] = [await ours.contact(), await ours.contact()]
    const { id } = await note('Acme\nTotal $12.00', { intent: 'DRAFT_EXPENSE' })
    await updateAiDraft(ours.as('OWNER'), id, { draft_payload: { vendor_contact_id: vendor.id } })
    await mergeContact(ours.as('OWNER'), kept.id, { other_id: vendor.id, take: [] })
    expect((await updateAiDraft(ours.as('OWNER'), id, { intent: 'DRAFT_INVOICE' })).contact_id).toBeNull()
  })

  it.each(['deleted', 'merged'])('of whom its source is counts as he stands, also once he was %s', async (end) => {
    const [customer, other, kept] = [await ours.contact(), await ours.contact(), await ours.contact()]
    const { id, draft_payload } = await bill({ contact_id: customer.id })
    const change = (input: object) => updateAiDraft(ours.as('OWNER'), id, UpdateAiDraft.parse(input))
    await change({ draft_payload: { ...draft_payload, contact_id: other.id } })
    if (end === 'deleted') await deleteContact(ours.as('OWNER'), customer.id)
    else await mergeContact(ours.as('OWNER'), kept.id, { other_id: customer.id, take: [] })
    const expense = await change({ intent: 'DRAFT_EXPENSE' })
    expect(expense.contact_id).toBe(end === 'deleted' ? null : kept.id)
  })

  it('takes no amount that is none', async () => {
    const { id } = await note('Acme\nTotal $12.00', { intent: 'DRAFT_EXPENSE' })
    for (const amount of ['1e3', 1e-7])
      await expect(updateAiDraft(ours.as('OWNER'), id, { draft_payload: { amount } })).rejects.toMatchObject({
        details: [{ field: 'draft_payload.amount' }],
      })
  })

  it.each([
    [{ line_items: [{ name: '', rate: '1' }] }, 'draft_payload.line_items.0.name'],
    [{ total: '100' }, 'draft_payload'],
    [{ contact_id: 'none' }, 'draft_payload.contact_id'],
    [{ line_items: [{ name: 'x', qty: 1e-7, rate: '1' }] }, 'draft_payload.line_items.0.qty'],
    [{ line_items: [{ name: 'x', qty: '1', rate: 1e21 }] }, 'draft_payload.line_items.0.rate'],
    [
      {
        line_items: [
          { name: 'x', qty: '1' },
          { name: 'y', qty: '1e3' },
        ],
      },
      'draft_payload.line_items.1.qty',
    ],
    [{ currency: 'XXZ' }, 'draft_payload.currency'],
  ])('a payload that cannot be is refused under its path: %j', async (draft_payload, field) => {
    const { id } = await bill()
    const refused = updateAiDraft(ours.as('OWNER'), id, { draft_payload })
    await expect(refused).rejects.toMatchObject({
      code: 'VALIDATION_ERROR',
      details: [{ field: expect.stringContaining(field) }],
    })
  })
})

describe('of signs of two halves', () => {
  it('none is cut through, wherever a text is too long', async () => {
    const long = await note(`Please fix the sink. ${'a'.repeat(10_000 - 22)}😀 end`, { intent: 'CREATE_WORK_ITEM' })
    expect(long.draft_payload.description).toMatch(/a$/u)
    const named = await note(`Please invoice me for ${'b'.repeat(199)}😀 cleaning at $80 each`)
    expect(named.title).toMatch(/^Bb+$/u)
    const padded = await note(`Fix it.${' '.repeat(1_992)}😀`, { intent: 'DRAFT_QUOTE' })
    expect(JSON.stringify(padded).isWellFormed()).toBe(true)
  })
})

describe('applied', () => {
  it('it is one object, however often (MO14)', async () => {
    const { id } = await bill()
    const first = await apply(id)
    const again = await Promise.all([apply(id), apply(id, {}, 'ADMIN')])
    expect(first.status).toBe('APPLIED')
    expect(new Set([first, ...again].map(({ invoice_id }) => invoice_id)).size).toBe(1)
    const invoice = await getInvoice(ours.as('OWNER'), first.invoice_id!)
    expect(invoice).toMatchObject({ status: 'DRAFT', invoice_number: null, subtotal: 18_100n, po_number: '7741' })
  })

  it('a line of which nothing is said is taxed as the business taxes', async () => {
    const taxed = await makeBusiness(database)
    await createTaxRate(taxed.as('OWNER'), { name: 'HST', percent: '13', is_default: true })
    const contact = await taxed.contact()
    const draft = await note('Please invoice $100 for the repair', { contact_id: contact.id }, 'OWNER', taxed)
    const { invoice_id } = await applyAiDraft(taxed.as('OWNER'), draft.id, {})
    expect(await getInvoice(taxed.as('OWNER'), invoice_id!)).toMatchObject({ total: 11_300n })
  })

  it('work is of who asked, an expense says how sure it was', async () => {
    const work = await apply((await note('The tap drips, can someone come tomorrow? 14 Elm Street')).id)
    const made = await getWorkItem(ours.as('OWNER'), work.made_work_item_id!)
    expect(made).toMatchObject({ source: 'AI', labels_json: { service_address: '14 Elm Street' } })
    const receipt = 'Home Depot\n2026-11-18\nPipe 12.00\nHST 1.56\nTotal $13.56'
    const expense = await apply((await note(receipt, { intent: 'DRAFT_EXPENSE' })).id, { override_warnings: true })
    const [row] = await database.admin<{ amount: string; ai_confidence: number; source: string }>(
      'select amount::text, ai_confidence::float, source from expenses where id = $1',
      [expense.expense_id],
    )
    expect(row).toMatchObject({ amount: '1356', source: 'AI', ai_confidence: expense.confidence })
  })

  it('without a customer it asks for one, under its path', async () => {
    const { id } = await note(BILL)
    await expect(apply(id)).rejects.toMatchObject({ details: [{ field: 'draft_payload.contact_id' }] })
  })

  it('something alike of the same customer and day is asked about: that one, or one more', async () => {
    const contact = await ours.contact()
    const first = await apply((await bill({ contact_id: contact.id })).id)
    const { id } = await bill({ contact_id: contact.id })
    await expect(apply(id)).rejects.toMatchObject({ details: [{ field: 'similar', code: 'SIMILAR_EXISTS' }] })
    const stranger = await ours.draft()
    await expect(apply(id, { merge_into: stranger.id })).rejects.toMatchObject({ details: [{ field: 'merge_into' }] })
    const merged = await apply(id, { merge_into: first.invoice_id! })
    expect(merged).toMatchObject({ status: 'APPLIED', invoice_id: first.invoice_id, applied_version: null })
    expect(await undoAiDraft(ours.as('OWNER'), id)).toMatchObject({ status: 'READY' })
    expect(await getInvoice(ours.as('OWNER'), first.invoice_id!)).toMatchObject({ status: 'DRAFT' })
    const other = await apply(id, { override_warnings: true })
    expect(other.invoice_id).not.toBe(first.invoice_id)
  })

  it.each(['DRAFT_INVOICE', 'DRAFT_QUOTE', 'CREATE_WORK_ITEM', 'DRAFT_EXPENSE'] as const)(
    'as %s it is not made for whom somebody deletes meanwhile, whoever asks',
    async (intent) => {
      for (const role of ['OWNER', 'AGENT'] as const) {
        const contact = await ours.contact()
        const { id } = await note(`${BILL}\nTotal $181.00`, { intent, contact_id: contact.id })
        const vendor = { vendor_contact_id: contact.id, amount: '181', expense_date: '2026-11-01' }
        const input = intent === 'DRAFT_EXPENSE' ? { draft_payload: vendor } : {}
        await updateAiDraft(ours.as('OWNER'), id, { ...input, assigned_to: ours.userIds.AGENT })
        const tenant = ours.as(role)
        const write = tenant.write.bind(tenant)
        tenant.write = (async (...args: Parameters<typeof write>) => {
          await deleteContact(ours.as('OWNER'), contact.id)
          return write(...args)
        }) as typeof write
        await expect(applyAiDraft(tenant, id, { override_warnings: true })).rejects.toMatchObject({
          code: 'VALIDATION_ERROR',
          details: [{ field: intent === 'DRAFT_EXPENSE' ? 'vendor_contact_id' : 'contact_id' }],
        })
        expect(await getAiDraft(ours.as('OWNER'), id)).toMatchObject({ applied_at: null, version: 2 })
      }
    },
  )
})

describe('undone', () => {
  it('what was made is gone, and the draft can be applied again', async () => {
    const { id, invoice_id } = await apply((await bill()).id)
    expect(await undoAiDraft(ours.as('OWNER'), id)).toMatchObject({ status: 'READY', invoice_id: null })
    await expect(getInvoice(ours.as('OWNER'), invoice_id!)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    expect((await apply(id)).invoice_id).not.toBe(invoice_id)
  })

  it('is refused with the reason when it was changed, or something depends on it', async () => {
    const invoice = await apply((await bill()).id)
    await updateInvoice(ours.as('OWNER'), invoice.invoice_id!, { notes: 'Mine' })
    await expect(undoAiDraft(ours.as('OWNER'), invoice.id)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('changed'),
    })
    const work = await apply((await note('Please come and fix the sink tomorrow')).id)
    await addNote(ours.as('OWNER'), work.made_work_item_id!, { text: 'Called back' })
    await expect(undoAiDraft(ours.as('OWNER'), work.id)).rejects.toMatchObject({
      message: expect.stringContaining('Notes'),
    })
  })

  it('of what somebody deleted, the draft alone is ready again', async () => {
    const { id, invoice_id } = await apply((await bill()).id)
    await deleteInvoice(ours.as('OWNER'), invoice_id!)
    expect(await undoAiDraft(ours.as('OWNER'), id)).toMatchObject({ status: 'READY' })
  })
})

it('for a contact that was merged into another, it is for that one', async () => {
  const [kept, gone] = [
    await ours.contact(),
    await ours.contact({ display_name: 'Maria S.', email: 'm@silva.example' }),
  ]
  const { id } = await bill({ contact_id: gone.id })
  await mergeContact(ours.as('OWNER'), kept.id, { other_id: gone.id, take: [] })
  const draft = presentAiDraft(await getAiDraft(ours.as('OWNER'), id))
  expect([draft.contact?.id, draft.draft_payload.contact_id]).toEqual([kept.id, kept.id])
  const { invoice_id } = await apply(id, { override_warnings: true })
  expect(await getInvoice(ours.as('OWNER'), invoice_id!)).toMatchObject({ contact_id: kept.id })
})

describe('decided', () => {
  it('looked at, approved, put away and taken up again', async () => {
    const owner = ours.as('OWNER')
    const { id } = await bill()
    expect(await requestReview(owner, id)).toMatchObject({ status: 'PENDING_QC' })
    expect(await approveAiDraft(ours.as('ADMIN'), id)).toMatchObject({
      status: 'APPROVED',
      reviewed_by: ours.userIds.ADMIN,
    })
    expect(await rejectAiDraft(owner, id, { reason: 'Not ours' })).toMatchObject({
      status: 'REJECTED',
      review_notes: 'Not ours',
    })
    await expect(apply(id)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await reopenAiDraft(owner, id)).toMatchObject({ status: 'READY', reviewed_by: null })
  })

  it('an agent sees and decides on his own alone, a viewer and a stranger on none', async () => {
    const { id } = await bill()
    await expect(getAiDraft(ours.as('AGENT'), id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const mine = await note('The tap drips, please come tomorrow', {}, 'AGENT')
    expect(mine.assigned_to).toBe(ours.userIds.AGENT)
    expect(await apply(mine.id, {}, 'AGENT')).toMatchObject({ status: 'APPLIED' })
    await expect(getAiDraft(ours.as('VIEWER'), id)).rejects.toMatchObject({ code: 'FORBIDDEN' })
    await expect(applyAiDraft(theirs.as('OWNER'), id, {})).rejects.toMatchObject({ code: 'NOT_FOUND' })
    const { rows } = await listAiDrafts(ours.as('AGENT'), cursors, { limit: 50 })
    expect(rows.every((row) => [row.created_by, row.assigned_to].includes(ours.userIds.AGENT))).toBe(true)
  })
})
