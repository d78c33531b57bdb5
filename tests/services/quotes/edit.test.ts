import { beforeAll, describe, expect, it } from 'vitest'
import { QuoteQuery, UpdateQuote } from '../../../core/contract/quotes.ts'
import { newId } from '../../../core/db/ids.ts'
import { Meter } from '../../../core/db/meter.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { deleteQuote } from '../../../core/services/quotes/delete.ts'
import { getQuote } from '../../../core/services/quotes/get.ts'
import { listQuotes } from '../../../core/services/quotes/list.ts'
import { presentQuote, presentSummary } from '../../../core/services/quotes/present.ts'
import { updateQuote } from '../../../core/services/quotes/update.ts'
import { createTaxRate } from '../../../core/services/tax-rates/create.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { draftQuote } from '../../support/quoted.ts'
import { refusalOf } from '../../support/refusal.ts'

const database = useDatabase()
const cursors = new Cursors('a secret of the tests')
let ours: TestBusiness
let theirs: TestBusiness
beforeAll(async () => {
  ours = await makeBusiness(database)
  theirs = await makeBusiness(database)
})

const line = (rate: string, more = {}) => ({ name: 'Boiler', qty: '1', rate, ...more })
const update = async (id: string, input: object) =>
  presentQuote(await updateQuote(ours.as('OWNER'), id, UpdateQuote.parse(input)))

describe('a draft', () => {
  it('counts what is offered in any case; optional lines are priced, each by itself', async () => {
    const tax = await createTaxRate(ours.as('OWNER'), { name: 'HST', percent: '13', is_default: false })
    const quote = presentQuote(
      await draftQuote(ours, {
        prices_include_tax: true,
        line_items: [
          line('113.00', { tax_rate_id: tax.id }),
          line('56.50', { tax_rate_id: tax.id, optional: true, qty: '2', qty_editable: true }),
          line('10.00'),
        ],
        discount: { percent: '10' },
      }),
    )
    expect(quote).toMatchObject({ status: 'DRAFT', quote_number: null, total: '110.70', accepted: null })
    expect(
      quote.line_items.map(({ amount, net, optional, qty_editable }) => [amount, net, optional, qty_editable]),
    ).toEqual([
      ['113.00', '100.00', false, false],
      ['113.00', '100.00', true, true],
      ['10.00', '10.00', false, false],
    ])
    expect(quote.allowed_actions).toEqual(expect.arrayContaining(['update', 'delete']))
  })

  it('is good for as many days as the business says, and says which field is wrong, by the place of its line', async () => {
    const quote = presentQuote(await draftQuote(ours))
    expect(Date.parse(quote.expiry_date) - Date.parse(quote.issue_date)).toBe(30 * 24 * 3600 * 1000)
    const wrong = draftQuote(ours, {
      line_items: [line('1', { optional: true }), line('1', { discount: { amount: '5.00' } })],
    })
    expect((await refusalOf(wrong, 'VALIDATION_ERROR')).details).toMatchObject([{ field: 'line_items.1.discount' }])
    const optional = draftQuote(ours, { line_items: [line('1', { discount: { amount: '5.00' }, optional: true })] })
    expect((await refusalOf(optional, 'VALIDATION_ERROR')).details).toMatchObject([{ field: 'line_items.0.discount' }])
  })

  it('keeps what a change leaves out, optional lines too; an amount asked for does not become another currency’s', async () => {
    const { id } = await draftQuote(ours, {
      line_items: [line('100.00'), line('20.00', { optional: true, qty_editable: true })],
      deposit: { amount: '50.00' },
    })
    const discounted = await update(id, { discount: { amount: '10.00' }, reference: 'Kitchen' })
    expect(discounted).toMatchObject({
      total: '90.00',
      deposit: { amount: '50.00' },
      line_items: [{ optional: false }, { optional: true, qty_editable: true }],
    })
    expect((await update(id, { deposit: { percent: '30' } })).deposit).toEqual({ percent: '30' })
    await update(id, { deposit: { amount: '50.00' } })
    expect((await update(id, { discount: null, currency: 'JPY', line_items: [line('100')] })).deposit).toBeNull()
    for (const deposit of [{ percent: '0' }, { percent: '100.01' }, { amount: '-1' }, { amount: '0.001' }])
      await refusalOf(update(id, { deposit }), 'VALIDATION_ERROR')
  })

  it('TI2 refers to its own business alone, and is found by nobody else', async () => {
    const foreign = await theirs.contact()
    for (const id of [foreign.id, newId(), 'x'])
      expect((await refusalOf(draftQuote(ours, { contact_id: id }), 'VALIDATION_ERROR')).details).toEqual([
        { field: 'contact_id', message: 'No such record' },
      ])
    const { id } = await draftQuote(ours)
    await refusalOf(getQuote(theirs.as('OWNER'), id), 'NOT_FOUND')
    await refusalOf(getQuote(ours.as('AGENT'), id), 'NOT_FOUND')
    await deleteQuote(ours.as('OWNER'), id)
    await refusalOf(getQuote(ours.as('OWNER'), id), 'NOT_FOUND')
  })

  it('costs one trip', async () => {
    const contact = await ours.contact()
    const meter = new Meter()
    await draftQuote(ours, { contact_id: contact.id }, 'OWNER', { meter })
    expect(meter.trips).toBe(1)
  })
})

describe('the list', () => {
  it('shows the newest first, of a status or contact, found by words; each row as the quote says it', async () => {
    const own = await makeBusiness(database)
    const contact = await own.contact({ display_name: 'Zelda Quill' })
    const kitchen = await draftQuote(own, { contact_id: contact.id, reference: 'Kitchen' })
    const other = await draftQuote(own)
    const ids = async (query: object) =>
      (await listQuotes(own.as('OWNER'), cursors, QuoteQuery.parse(query))).rows.map(({ id }) => id)
    expect(await ids({})).toEqual([other.id, kitchen.id])
    expect(await ids({ status: 'DRAFT', contact_id: contact.id })).toEqual([kitchen.id])
    expect(await ids({ q: 'kitchen' })).toEqual([kitchen.id])
    expect(await ids({ q: 'quill zel' })).toEqual([kitchen.id])
    expect(await ids({ status: 'SENT' })).toEqual([])
    const [row] = (await listQuotes(own.as('OWNER'), cursors, QuoteQuery.parse({ q: 'kitchen' }))).rows
    const whole = presentQuote(kitchen)
    expect(whole).toMatchObject(presentSummary(row!))
  })
})
