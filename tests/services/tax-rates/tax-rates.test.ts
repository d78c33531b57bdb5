import { beforeAll, describe, expect, it } from 'vitest'
import { CreateTaxRate, TaxRateQuery, UpdateTaxRate } from '../../../core/contract/business.ts'
import { Meter } from '../../../core/db/meter.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { presentInvoice } from '../../../core/services/invoices/present.ts'
import { createTaxRate } from '../../../core/services/tax-rates/create.ts'
import { deleteTaxRate } from '../../../core/services/tax-rates/delete.ts'
import { getTaxRate, listTaxRates } from '../../../core/services/tax-rates/list.ts'
import { presentTaxRate } from '../../../core/services/tax-rates/present.ts'
import { updateTaxRate } from '../../../core/services/tax-rates/update.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { expectRefusal } from '../../support/refusal.ts'

type Role = Parameters<TestBusiness['as']>[0]

const database = useDatabase()
const cursors = new Cursors('a secret of the tests')
let business: TestBusiness
let other: TestBusiness

beforeAll(async () => {
  if (!database.kind) return
  business = await makeBusiness(database)
  other = await makeBusiness(database)
}, 60_000)

const create = (more: object = {}, of = business, role: Role = 'OWNER') =>
  createTaxRate(of.as(role), CreateTaxRate.parse({ name: 'HST', percent: '13', ...more }))
const update = (id: string, changes: object, role: Role = 'OWNER') =>
  updateTaxRate(business.as(role), id, UpdateTaxRate.parse(changes))
const list = async (query: object = {}, of = business, role: Role = 'OWNER') =>
  (await listTaxRates(of.as(role), cursors, TaxRateQuery.parse(query))).rows
const settingsVersion = async () =>
  (
    await database.admin<{ v: number }>('select settings_version as v from app.tenants where id = $1', [
      business.tenantId,
    ])
  )[0]?.v

describe('createTaxRate', () => {
  it('keeps a percentage exactly and tells every isolate, in one trip', async () => {
    const before = (await settingsVersion()) ?? 0
    const meter = new Meter()
    const row = await createTaxRate(business.as('ADMIN', { meter }), {
      name: ' QST ',
      percent: 9.975,
      is_default: false,
    })
    expect(meter.trips).toBe(1)
    expect(row).toMatchObject({ name: 'QST', percent_e4: 99_750n, is_default: false, status: 'ACTIVE', version: 1 })
    expect(presentTaxRate(row)).toMatchObject({ percent: '9.975', allowed_actions: ['update', 'delete'] })
    expect(await settingsVersion()).toBe(before + 1)
  })

  it.each(['-1', '1000.0001', '13.00001', 'a lot', '', '1e2', '13 %', '13,5'])('refuses %j', async (percent) => {
    await expectRefusal(create({ percent }), 'VALIDATION_ERROR', 'percent')
  })

  it.each([
    ['0', '0'],
    ['1000', '1000'],
    ['0.0001', '0.0001'],
  ])('takes %s', async (percent, shown) => {
    expect(presentTaxRate(await create({ percent })).percent).toBe(shown)
  })

  it('lets there be one default', async () => {
    const of = await makeBusiness(database, { roles: ['OWNER'] })
    const first = await create({ is_default: true }, of)
    const second = await create({ is_default: true }, of)
    expect((await list({}, of)).map(({ id, is_default }) => ({ id, is_default }))).toEqual([
      { id: second.id, is_default: true },
      { id: first.id, is_default: false },
    ])
  })

  it('answers a repeated key with the same rate', async () => {
    const idem = { scope: 'u:POST:/v1/tax-rates', key: crypto.randomUUID(), hash: 'h' }
    const make = () => createTaxRate(business.as('OWNER', { idem }), { name: 'Once', percent: '5', is_default: false })
    expect(await make()).toEqual(await make())
    expect((await list({ limit: 100 })).filter(({ name }) => name === 'Once')).toHaveLength(1)
  })
})

describe('a rate of several parts', () => {
  const QUEBEC = [
    { name: 'GST', percent: '5' },
    { name: 'QST', percent: '9.975' },
  ]
  const quebec = (more: object = {}) => create({ name: 'Quebec', percent: undefined, parts: QUEBEC, ...more })

  it('is kept with what its parts come to', async () => {
    const shown = presentTaxRate(await quebec())
    expect(shown.percent).toBe('14.975')
    expect(shown.parts).toEqual([
      { name: 'GST', percent: '5', compound: false },
      { name: 'QST', percent: '9.975', compound: false },
    ])
    const onTop = await quebec({ parts: [QUEBEC[0], { ...QUEBEC[1], compound: true }] })
    expect(presentTaxRate(onTop).percent).toBe('15.47375')
    expect((await quebec({ percent: '14.9750' })).parts).toHaveLength(2)
  })

  it.each([
    [{ percent: '15' }, 'percent'],
    [{ parts: [] }, 'percent'],
    [
      {
        parts: [
          { name: 'GST', percent: '5' },
          { name: 'QST', percent: '-1' },
        ],
      },
      'parts.1.percent',
    ],
    [
      {
        parts: [
          { name: 'A', percent: '600' },
          { name: 'B', percent: '500' },
        ],
      },
      'parts',
    ],
  ])('refuses %j', (more, field) => expectRefusal(quebec(more), 'VALIDATION_ERROR', field))

  it('prints each part by its name, on the line and below it, and keeps it there', async () => {
    const rate = await quebec()
    const line = { name: 'Repair', rate: '100.00', tax_rate_id: rate.id }
    const sent = await business.sentInvoice({
      line_items: [line, { ...line, rate: '0.34' }, { name: 'Stamp', rate: '1' }],
    })
    await update(rate.id, { percent: '15', name: 'HST' })
    const shown = presentInvoice(sent)
    expect(shown.line_items.map(({ tax_name, tax_percent }) => [tax_name, tax_percent])).toEqual([
      ['Quebec', '14.975'],
      ['Quebec', '14.975'],
      [null, null],
    ])
    expect(shown.line_items[0]?.tax_parts.map(({ name, percent }) => `${name} ${percent}`)).toEqual([
      'GST 5',
      'QST 9.975',
    ])
    expect(shown.taxes).toEqual([
      { name: 'GST', percent: '5', taxable: '100.34', tax: '5.02' },
      { name: 'QST', percent: '9.975', taxable: '100.34', tax: '10.01' },
    ])
    expect([shown.tax_total, shown.total]).toEqual(['15.03', '116.37'])
  })

  it('becomes one tax by its percentage, and several by its parts', async () => {
    const rate = await quebec()
    expect(presentTaxRate(await update(rate.id, { name: 'Only' })).parts).toHaveLength(2)
    expect(presentTaxRate(await update(rate.id, { percent: '5' }))).toMatchObject({ percent: '5', parts: [] })
    expect(presentTaxRate(await update(rate.id, { parts: QUEBEC }))).toMatchObject({ percent: '14.975' })
    await expectRefusal(update(rate.id, { parts: [] }), 'VALIDATION_ERROR', 'percent')
  })
})

describe('updateTaxRate', () => {
  it('changes documents to come, not those that are', async () => {
    const rate = await create()
    const line = { name: 'Repair', qty: '1', rate: '100.00', tax_rate_id: rate.id }
    const before = await business.sentInvoice({ line_items: [line] })
    await update(rate.id, { percent: '15', name: 'HST 2027' })
    expect((await business.draft({ line_items: [line] })).tax_total).toBe(1500n)
    expect(before.tax_total).toBe(1300n)
    const [kept] = await database.admin<{ name: string }>(
      'select tax_name as name from invoice_lines where invoice_id = $1',
      [before.id],
    )
    expect(kept?.name).toBe('HST')
    expect(presentInvoice(before).taxes).toMatchObject([{ name: 'HST', percent: '13' }])
  })

  it('moves the default and takes it away with the archive', async () => {
    const first = await create({ is_default: true })
    const second = await create()
    const meter = new Meter()
    await updateTaxRate(business.as('OWNER', { meter }), second.id, { is_default: true })
    expect(meter.trips).toBe(1)
    expect(await getTaxRate(business.as('OWNER'), first.id)).toMatchObject({ is_default: false, version: 2 })
    expect(await update(second.id, { status: 'ARCHIVED' })).toMatchObject({ is_default: false, status: 'ARCHIVED' })
    await expectRefusal(update(second.id, { is_default: true }), 'CONFLICT')
    await expectRefusal(update(first.id, { is_default: true, status: 'ARCHIVED' }), 'VALIDATION_ERROR', 'is_default')
    expect(await update(second.id, { is_default: true, status: 'ACTIVE' })).toMatchObject({
      is_default: true,
      status: 'ACTIVE',
    })
  })

  it('lets lines keep an archived rate', async () => {
    const rate = await create()
    await update(rate.id, { status: 'ARCHIVED' })
    expect((await list({ limit: 100 })).find(({ id }) => id === rate.id)).toMatchObject({ status: 'ARCHIVED' })
    const draft = await business.draft({ line_items: [{ name: 'Repair', rate: '100.00', tax_rate_id: rate.id }] })
    expect(draft.tax_total).toBe(1300n)
  })

  it('refuses an old version and audits what changed', async () => {
    const { id } = await create()
    await update(id, { name: 'GST', percent: '5', if_match_version: 1 })
    await expectRefusal(update(id, { name: 'PST', if_match_version: 1 }), 'CONFLICT')
    const audit = await database.admin(
      `select before, after from app.audit where entity_id = $1 and action = 'tax_rate.update'`,
      [id],
    )
    expect(audit).toEqual([
      { before: { name: 'HST', percent_e4: 130_000 }, after: { name: 'GST', percent_e4: '50000' } },
    ])
  })
})

describe('deleteTaxRate', () => {
  it('hides it; a second time it is not there', async () => {
    const { id } = await create({ is_default: true })
    const line = { name: 'A', rate: '1', tax_rate_id: id }
    await business.draft({ line_items: [line] })
    const meter = new Meter()
    expect(await deleteTaxRate(business.as('OWNER', { meter }), id)).toEqual({ id })
    expect(meter.trips).toBe(1)
    await expectRefusal(getTaxRate(business.as('OWNER'), id), 'NOT_FOUND')
    await expectRefusal(deleteTaxRate(business.as('OWNER'), id), 'NOT_FOUND')
    await expectRefusal(business.draft({ line_items: [line] }), 'VALIDATION_ERROR', 'line_items.0.tax_rate_id')
  })
})

describe('who may', () => {
  it('RB1 lets only those who lead change rates, and everyone see them', async () => {
    const { id } = await create()
    for (const role of ['STAFF', 'AGENT', 'VIEWER'] as const) {
      await expectRefusal(create({}, business, role), 'FORBIDDEN')
      await expectRefusal(update(id, { name: 'X' }, role), 'FORBIDDEN')
      await expectRefusal(deleteTaxRate(business.as(role), id), 'FORBIDDEN')
      expect(presentTaxRate(await getTaxRate(business.as(role), id)).allowed_actions).toEqual([])
    }
    expect(await update(id, { name: 'By the admin' }, 'ADMIN')).toMatchObject({ name: 'By the admin' })
  })

  it('TI1 answers another business’s rate as one that is not there', async () => {
    const { id } = await create()
    await expectRefusal(getTaxRate(other.as('OWNER'), id), 'NOT_FOUND')
    await expectRefusal(updateTaxRate(other.as('OWNER'), id, { is_default: true }), 'NOT_FOUND')
    await expectRefusal(deleteTaxRate(other.as('OWNER'), id), 'NOT_FOUND')
    await expectRefusal(getTaxRate(business.as('OWNER'), 'HST'), 'NOT_FOUND')
    expect(await list({}, other)).toEqual([])
    expect(await getTaxRate(business.as('OWNER'), id)).toMatchObject({ version: 1 })
  })

  it('pages, and refuses the cursor of another business', async () => {
    const of = await makeBusiness(database, { roles: ['OWNER'] })
    for (const name of ['A', 'B', 'C']) await create({ name }, of)
    const first = await listTaxRates(of.as('OWNER'), cursors, { limit: 2 })
    const second = await listTaxRates(of.as('OWNER'), cursors, { limit: 2, cursor: first.cursor ?? '' })
    expect([...first.rows, ...second.rows].map(({ name }) => name)).toEqual(['C', 'B', 'A'])
    expect(second.cursor).toBeNull()
    await expectRefusal(list({ limit: 2, cursor: first.cursor }, other), 'BAD_REQUEST', 'cursor')
  })
})
