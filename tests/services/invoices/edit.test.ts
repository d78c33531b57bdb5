import { beforeAll, describe, expect, it, vi } from 'vitest'
import { UpdateInvoice } from '../../../core/contract/invoices.ts'
import { newId } from '../../../core/db/ids.ts'
import { Meter } from '../../../core/db/meter.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { createInvoice } from '../../../core/services/invoices/create.ts'
import { deleteInvoice } from '../../../core/services/invoices/delete.ts'
import { getInvoice, listInvoiceActivity } from '../../../core/services/invoices/get.ts'
import { markInvoiceSent } from '../../../core/services/invoices/links.ts'
import { listInvoices } from '../../../core/services/invoices/list.ts'
import { presentInvoice } from '../../../core/services/invoices/present.ts'
import { updateInvoice } from '../../../core/services/invoices/update.ts'
import { createTaxRate } from '../../../core/services/tax-rates/create.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { refusalOf } from '../../support/refusal.ts'

const database = useDatabase()
let ours: TestBusiness
let theirs: TestBusiness
beforeAll(async () => {
  ours = await makeBusiness(database)
  theirs = await makeBusiness(database)
})

const line = (rate: string, more = {}) => ({ name: 'Repair', qty: '1', rate, ...more })

describe('create', () => {
  it('takes dates, currency and sums from the business', async () => {
    const invoice = presentInvoice(await ours.draft({ line_items: [line('10.00', { qty: '1.5' }), line('0.335')] }))
    expect(invoice).toMatchObject({
      status: 'DRAFT',
      invoice_number: null,
      currency: 'CAD',
      subtotal: '15.34',
      total: '15.34',
      amount_due: '15.34',
    })
    expect(invoice.line_items.map((item) => item.amount)).toEqual(['15.00', '0.34'])
    expect(invoice.allowed_actions).toEqual(
      expect.arrayContaining(['update', 'delete', 'send', 'create_payment_link', 'void']),
    )
    expect(Date.parse(invoice.due_date) - Date.parse(invoice.issue_date)).toBe(14 * 24 * 3600 * 1000)
  })

  it('keeps quantities and prices of six decimals, also beyond 2^53, and says what is too large', async () => {
    const awkward = line('0.000001', { qty: '999999999999.999999' })
    const dong = line('999999999999.999999', { qty: '0.001001' })
    const { line_items } = presentInvoice(await ours.draft({ line_items: [awkward, dong] }))
    expect(line_items).toMatchObject([
      { qty: '999999999999.999999', rate: '0.000001', net: '1000000.00' },
      { qty: '0.001001', rate: '999999999999.999999', net: '1001000000.00' },
    ])
    const refused = (changed: object) => refusalOf(ours.draft({ line_items: [line('1', changed)] }), 'VALIDATION_ERROR')
    expect((await refused({ qty: '1000000000000' })).details).toEqual([
      { field: 'line_items.0.qty', message: 'This number is too large' },
    ])
    expect((await refused({ rate: '0.0000001' })).details).toEqual([
      { field: 'line_items.0.rate', message: 'Use up to 6 decimals' },
    ])
  })

  it('costs one trip once the settings are known', async () => {
    const contact = await ours.contact()
    const input = { contact_id: contact.id, line_items: [line('1')] }
    await createInvoice(ours.as('OWNER'), input as never)
    const meter = new Meter()
    await createInvoice(ours.as('OWNER', { meter }), input as never)
    expect(meter.trips).toBe(1)
  })

  it('TI2 refuses another business’s contact like an unknown and a malformed one', async () => {
    const foreign = await theirs.contact()
    const answers = await Promise.all(
      [foreign.id, newId(), 'not-an-id'].map((id) => refusalOf(ours.draft({ contact_id: id }), 'VALIDATION_ERROR')),
    )
    for (const { details } of answers) expect(details).toEqual([{ field: 'contact_id', message: 'No such record' }])
  })

  it('MO5 refuses what is not an amount, with the field', async () => {
    for (const rate of ['1e3', '12,50', '１２', 'NaN', '', '1.2345678', '9007199254740993']) {
      const { details } = await refusalOf(ours.draft({ line_items: [line(rate)] }), 'VALIDATION_ERROR')
      expect(details[0]?.field, rate).toMatch(/^line_items\.0/)
    }
  })

  it('refuses a due date before the issue date', async () => {
    const refused = await refusalOf(
      ours.draft({ issue_date: '2026-05-02', due_date: '2026-05-01' }),
      'VALIDATION_ERROR',
    )
    expect(refused.details).toEqual([{ field: 'due_date', message: 'The due date must not be before the issue date' }])
  })

  it('H-RBAC-16 lets only those who lead choose another currency', async () => {
    expect((await ours.draft({ currency: 'JPY', line_items: [line('100')] }, 'ADMIN')).currency).toBe('JPY')
    await refusalOf(ours.draft({ currency: 'JPY', line_items: [line('100')] }, 'STAFF'), 'FORBIDDEN')
    await refusalOf(ours.draft({ currency: 'XAU' }), 'VALIDATION_ERROR')
  })

  it('MO1 replays the same key, refuses another body', async () => {
    const contact = await ours.contact()
    const input = { contact_id: contact.id, line_items: [line('7')] } as never
    const idem = { scope: 'owner:POST:/v1/invoices', key: newId(), hash: 'a' }
    const first = await createInvoice(ours.as('OWNER', { idem }), input)
    const again = ours.as('OWNER', { idem })
    expect(await createInvoice(again, input)).toEqual(first)
    expect(again.replayed).toBe(true)
    await refusalOf(createInvoice(ours.as('OWNER', { idem: { ...idem, hash: 'b' } }), input), 'VALIDATION_ERROR')
  })
})

describe('update', () => {
  it('recomputes from what was left out', async () => {
    const draft = await ours.draft({ line_items: [line('100')], discount: { percent: '10' } })
    const updated = presentInvoice(
      await updateInvoice(ours.as('OWNER'), draft.id, UpdateInvoice.parse({ line_items: [line('200')] })),
    )
    expect(updated).toMatchObject({ subtotal: '200.00', discount_total: '20.00', total: '180.00', version: 2 })
    const charged = await updateInvoice(
      ours.as('OWNER'),
      draft.id,
      UpdateInvoice.parse({ charges: [{ name: 'Travel', amount: '5' }] }),
    )
    expect(presentInvoice(charged)).toMatchObject({ charge_total: '5.00', total: '185.00' })
  })

  it('keeps all that it leaves out, also when the sums are made again', async () => {
    const rate = await createTaxRate(ours.as('OWNER'), { name: 'HST', percent: '13', is_default: false })
    const taxed = { tax_rate_id: rate.id }
    const { id } = await ours.draft({
      line_items: [
        line('48.125', { description: 'Two\nrows', qty: '2', discount: { percent: '10' }, ...taxed }),
        line('110', { unit: 'hour', discount: { amount: '5.50' } }),
      ],
      discount: { percent: '5', ...taxed },
      charges: [
        { name: 'Delivery', amount: '9.50', ...taxed },
        { name: 'Fuel', percent: '1.5' },
      ],
    })
    const before = presentInvoice(await getInvoice(ours.as('OWNER'), id))
    const after = presentInvoice(await updateInvoice(ours.as('OWNER'), id, { prices_include_tax: false }))
    const lasting = ({ line_items, version: _, updated_at: __, ...invoice }: typeof before) => ({
      ...invoice,
      line_items: line_items.map(({ id: ___, ...rest }) => rest),
    })
    expect(lasting(after)).toEqual(lasting(before))
  })

  it('is refused when what it left out was changed meanwhile', async () => {
    const { id } = await ours.draft()
    const tenant = ours.as('OWNER')
    const read = tenant.read.bind(tenant)
    vi.spyOn(tenant, 'read').mockImplementationOnce(async (...asked) => {
      const found = await read(...asked)
      await updateInvoice(ours.as('OWNER'), id, { line_items: [line('7')] })
      return found
    })
    await refusalOf(updateInvoice(tenant, id, { discount: null }), 'CONFLICT')
    expect(presentInvoice(await getInvoice(ours.as('OWNER'), id)).total).toBe('7.00')
  })

  it('refuses a version that is not the latest, and leaves the row', async () => {
    const draft = await ours.draft()
    await updateInvoice(ours.as('OWNER'), draft.id, { notes: 'first', if_match_version: 1 })
    await refusalOf(updateInvoice(ours.as('OWNER'), draft.id, { notes: 'second', if_match_version: 1 }), 'CONFLICT')
    expect((await getInvoice(ours.as('OWNER'), draft.id)).notes).toBe('first')
  })

  it('C-18 keeps only notes and tags open once it is sent', async () => {
    const sent = await ours.sentInvoice()
    await refusalOf(updateInvoice(ours.as('OWNER'), sent.id, { due_date: '2030-01-01' }), 'CONFLICT')
    const noted = await updateInvoice(ours.as('OWNER'), sent.id, { internal_notes: 'called twice', tags: ['vip'] })
    expect(noted).toMatchObject({ internal_notes: 'called twice', tags: ['vip'] })
  })
})

describe('the order of refusals (DESIGN 8)', () => {
  it('a reference to nothing is told before the state', async () => {
    const sent = await ours.sentInvoice()
    const edit = (contact_id: string) => updateInvoice(ours.as('OWNER'), sent.id, { contact_id })
    expect((await refusalOf(edit(newId()), 'VALIDATION_ERROR')).details).toEqual([
      { field: 'contact_id', message: 'No such record' },
    ])
    await refusalOf(edit('nonsense'), 'VALIDATION_ERROR')
    await refusalOf(edit((await ours.contact()).id), 'CONFLICT')
  })
})

describe('who may', () => {
  it('TI1 answers another business’s invoice like an unknown one', async () => {
    const foreign = await theirs.draft()
    for (const id of [foreign.id, newId(), 'x']) {
      await refusalOf(getInvoice(ours.as('OWNER'), id), 'NOT_FOUND')
      await refusalOf(updateInvoice(ours.as('OWNER'), id, { notes: 'mine' }), 'NOT_FOUND')
      await refusalOf(deleteInvoice(ours.as('OWNER'), id), 'NOT_FOUND')
      await refusalOf(listInvoiceActivity(ours.as('OWNER'), id), 'NOT_FOUND')
    }
    expect((await getInvoice(theirs.as('OWNER'), foreign.id)).version).toBe(1)
  })

  it('shows an agent his own drafts only', async () => {
    const mine = await ours.draft({}, 'AGENT')
    const other = await ours.draft()
    expect((await getInvoice(ours.as('AGENT'), mine.id)).id).toBe(mine.id)
    await refusalOf(getInvoice(ours.as('AGENT'), other.id), 'NOT_FOUND')
    await refusalOf(updateInvoice(ours.as('AGENT'), other.id, { notes: 'x' }), 'NOT_FOUND')
    expect(presentInvoice(await getInvoice(ours.as('AGENT'), mine.id)).allowed_actions).not.toContain('send')
  })

  it('lets a viewer read and nothing else', async () => {
    const draft = await ours.draft()
    expect(presentInvoice(await getInvoice(ours.as('VIEWER'), draft.id)).allowed_actions).toEqual([])
    await refusalOf(updateInvoice(ours.as('VIEWER'), draft.id, { notes: 'x' }), 'FORBIDDEN')
    await refusalOf(ours.draft({ contact_id: draft.contact_id }, 'VIEWER'), 'FORBIDDEN')
  })
})

it('deletes a draft softly, once', async () => {
  const draft = await ours.draft()
  await deleteInvoice(ours.as('OWNER'), draft.id)
  await refusalOf(getInvoice(ours.as('OWNER'), draft.id), 'NOT_FOUND')
  await refusalOf(deleteInvoice(ours.as('OWNER'), draft.id), 'NOT_FOUND')
})

it('finds an invoice by its number, contact, reference and items, also after an edit', async () => {
  const contact = await ours.contact({ display_name: 'Zebulon Quartz' })
  const draft = await ours.draft({
    contact_id: contact.id,
    reference: 'PO 88123',
    line_items: [line('5', { name: 'Gadolinium valve' })],
  })
  const find = async (q: string) =>
    (await listInvoices(ours.as('OWNER'), new Cursors('a secret of the tests'), { limit: 20, q })).rows.map(
      ({ id }) => id,
    )
  for (const q of ['zebul', '88123', 'gadol', 'quartz valve']) expect(await find(q), q).toEqual([draft.id])
  await updateInvoice(
    ours.as('OWNER'),
    draft.id,
    UpdateInvoice.parse({ line_items: [line('5', { name: 'Hafnium tap' })] }),
  )
  expect(await find('gadol')).toEqual([])
  for (const q of ['hafnium', '88123']) expect(await find(q), q).toEqual([draft.id])
  const sent = await markInvoiceSent(ours.as('OWNER'), draft.id)
  expect(await find(sent.invoice_number!)).toEqual([draft.id])
})

it('H-API-20 lists a range of due dates in their order, page by page', async () => {
  const business = await makeBusiness(database)
  const due = ['2026-03-10', '2026-03-01', '2026-02-28', '2026-03-31', '2026-04-01']
  for (const due_date of due) await business.draft({ issue_date: '2026-01-01', due_date })
  const cursors = new Cursors('a secret of the tests')
  const range = { due_from: '2026-03-01', due_to: '2026-03-31', limit: 2 }
  const first = await listInvoices(business.as('OWNER'), cursors, range)
  const second = await listInvoices(business.as('OWNER'), cursors, { ...range, cursor: first.cursor! })
  expect([...first.rows, ...second.rows].map((row) => row.due_date)).toEqual(['2026-03-01', '2026-03-10', '2026-03-31'])
  expect(second.cursor).toBeNull()
  expect(
    (await listInvoices(business.as('OWNER'), cursors, { status: 'DRAFT', due_to: '2026-02-28', limit: 5 })).rows,
  ).toHaveLength(1)
})
