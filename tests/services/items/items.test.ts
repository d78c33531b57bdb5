import { beforeAll, describe, expect, it } from 'vitest'
import { CreateItem, ItemQuery, UpdateItem } from '../../../core/contract/items.ts'
import { newId } from '../../../core/db/ids.ts'
import { Meter } from '../../../core/db/meter.ts'
import type { Role } from '../../../core/domain/permissions.ts'
import { updateBusiness } from '../../../core/services/business/update.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { createItem } from '../../../core/services/items/create.ts'
import { deleteItem } from '../../../core/services/items/delete.ts'
import { getItem, listItems } from '../../../core/services/items/list.ts'
import { presentItem } from '../../../core/services/items/present.ts'
import { suggestLines } from '../../../core/services/items/suggest.ts'
import { updateItem } from '../../../core/services/items/update.ts'
import { createTaxRate } from '../../../core/services/tax-rates/create.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { expectRefusal } from '../../support/refusal.ts'

const database = useDatabase()
const cursors = new Cursors('a secret of the tests')
let business: TestBusiness

beforeAll(async () => {
  if (database.kind) business = await makeBusiness(database)
})

const create = (input: object, role: Role = 'OWNER', of = business) =>
  createItem(of.as(role), CreateItem.parse({ name: 'Service call', rate: '120', ...input }))
const update = (id: string, input: object, role: Role = 'OWNER') =>
  updateItem(business.as(role), id, UpdateItem.parse(input))
const list = (query: object = {}, of = business) => listItems(of.as('OWNER'), cursors, ItemQuery.parse(query))

describe('items', () => {
  it('are made with a price in the currency of the business, in one trip', async () => {
    const rate = await createTaxRate(business.as('OWNER'), { name: 'HST', percent: '13', is_default: false })
    const meter = new Meter()
    const row = await createItem(
      business.as('STAFF', { meter }),
      CreateItem.parse({
        name: ' Service call ',
        unit: ' hour ',
        rate: 120.5,
        tax_rate_id: rate.id,
        description: '  ',
      }),
    )
    expect(meter.trips).toBe(1)
    expect(presentItem(row)).toMatchObject({
      name: 'Service call',
      unit: 'hour',
      description: null,
      rate: '120.50',
      currency: 'CAD',
      tax_name: 'HST',
      status: 'ACTIVE',
      version: 1,
      allowed_actions: ['update', 'delete'],
    })
  })

  it('follow the business into another currency, and know prices finer than it has', async () => {
    const other = await makeBusiness(database)
    const { id } = await create({ rate: '0.1234' }, 'OWNER', other)
    await updateBusiness(other.as('OWNER'), { currency: 'JPY' })
    expect(presentItem(await getItem(other.as('OWNER'), id))).toMatchObject({ rate: '0.1234', currency: 'JPY' })
  })

  it('are changed, archived, restored and deleted; each with its version', async () => {
    const { id } = await create({ name: 'Filter' })
    expect(await update(id, { rate: '9.99', unit: null, if_match_version: 1 })).toMatchObject({
      version: 2,
      unit: null,
    })
    await expectRefusal(update(id, { rate: '1', if_match_version: 1 }), 'CONFLICT')
    expect((await update(id, { status: 'ARCHIVED' })).status).toBe('ARCHIVED')
    expect((await list({ status: 'ARCHIVED' })).rows.map((row) => row.id)).toEqual([id])
    expect((await update(id, { status: 'ACTIVE' })).status).toBe('ACTIVE')
    await deleteItem(business.as('OWNER'), id)
    await expectRefusal(getItem(business.as('OWNER'), id), 'NOT_FOUND')
    expect(await database.admin('select 1 from search_terms where id = $1', [id])).toEqual([])
  })

  it('are found by any word of their name, also after it changed', async () => {
    const { id } = await create({ name: 'Dépannage chaudière' })
    expect((await list({ q: 'chaud' })).rows.map((row) => row.id)).toEqual([id])
    await update(id, { name: 'Boiler repair' })
    expect((await list({ q: 'chaud' })).rows).toEqual([])
    expect((await list({ q: 'repair boil' })).rows.map((row) => row.id)).toEqual([id])
  })

  it('come in pages, newest first, each once', async () => {
    const other = await makeBusiness(database)
    const made: string[] = []
    for (let n = 0; n < 5; n++) made.unshift((await create({ name: `Item ${n}` }, 'OWNER', other)).id)
    const seen: string[] = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await list({ limit: 2, ...(cursor ? { cursor } : {}) }, other)
      seen.push(...page.rows.map((row) => row.id))
      cursor = page.cursor
    }
    expect(seen).toEqual(made)
  })

  it.each([
    [{ rate: 'abc' }, 'rate'],
    [{ rate: '1.2345678' }, 'rate'],
    [{ rate: '99999999999' }, 'rate'],
    [{ tax_rate_id: newId() }, 'tax_rate_id'],
    [{ tax_rate_id: 'nothing' }, 'tax_rate_id'],
    [{ tax_rate_id: '' }, 'tax_rate_id'],
  ])('refuse %j with the field', async (input, field) => {
    await expectRefusal(create(input), 'VALIDATION_ERROR', field)
  })
})

describe('who may', () => {
  it.each<Role>(['AGENT', 'DELEGATE', 'VIEWER'])('%s reads and changes nothing', async (role) => {
    const { id } = await create({})
    expect(presentItem(await getItem(business.as(role), id)).allowed_actions).toEqual([])
    await expectRefusal(create({}, role), 'FORBIDDEN')
    await expectRefusal(update(id, { rate: '1' }, role), 'FORBIDDEN')
    await expectRefusal(deleteItem(business.as(role), id), 'FORBIDDEN')
  })

  it('TI1 another business’s item and tax rate are not there', async () => {
    const other = await makeBusiness(database)
    const { id } = await create({}, 'OWNER', other)
    const foreign = await createTaxRate(other.as('OWNER'), { name: 'VAT', percent: '20', is_default: false })
    await expectRefusal(getItem(business.as('OWNER'), id), 'NOT_FOUND')
    await expectRefusal(update(id, { rate: '1' }), 'NOT_FOUND')
    await expectRefusal(deleteItem(business.as('OWNER'), id), 'NOT_FOUND')
    await expectRefusal(create({ tax_rate_id: foreign.id }), 'VALIDATION_ERROR', 'tax_rate_id')
    expect((await list({ limit: 100 })).rows.map((row) => row.id)).not.toContain(id)
  })
})

describe('suggestions', () => {
  let shop: TestBusiness
  const suggest = (q: string, role: Role = 'OWNER') => suggestLines(shop.as(role), q)
  const names = async (q: string, role?: Role) => (await suggest(q, role)).map((one) => one.name)
  const line = (name: string, rate: string) => ({ name, qty: '1', rate })

  beforeAll(async () => {
    if (!database.kind) return
    shop = await makeBusiness(database)
    await create({ name: 'Boiler service', rate: '180', unit: 'visit' }, 'OWNER', shop)
    const archived = await create({ name: 'Boiler old', rate: '1' }, 'OWNER', shop)
    await updateItem(shop.as('OWNER'), archived.id, UpdateItem.parse({ status: 'ARCHIVED' }))
    await shop.draft({ line_items: [line('Boiler valve', '35'), line('Travel', '50')] })
    await shop.draft({ line_items: [line('Boiler valve', '38')] })
    await shop.draft({ line_items: [line('Boiler secret', '1')] }, 'AGENT')
  })

  it('answer items first, then lines written before, the newest price of each, in one trip', async () => {
    const meter = new Meter()
    const found = await suggestLines(shop.as('OWNER', { meter }), 'boil')
    expect(meter.trips).toBe(1)
    expect(found.map(({ name, rate }) => [name, rate])).toEqual([
      ['Boiler service', '180.00'],
      ['Boiler secret', '1.00'],
      ['Boiler valve', '38.00'],
    ])
    expect(found[0]).toMatchObject({ item_id: expect.any(String), unit: 'visit', currency: 'CAD' })
    expect(found[1]!.item_id).toBeNull()
  })

  it('know nothing of other lines of a found invoice, and take several words', async () => {
    expect(await names('trav')).toEqual(['Travel'])
    expect(await names('valve boil')).toEqual(['Boiler valve'])
    expect(await names('zzz')).toEqual([])
  })

  it('answer the newest of all when nothing is typed', async () => {
    expect(await names('')).toEqual(['Boiler service', 'Boiler secret', 'Boiler valve', 'Travel'])
  })

  it('H-RBAC-14 show an agent the price list and his own lines only', async () => {
    expect(await names('boil', 'AGENT')).toEqual(['Boiler service', 'Boiler secret'])
    expect(await names('boil', 'DELEGATE')).toEqual(['Boiler service'])
    expect(await names('valve', 'VIEWER')).toEqual(['Boiler valve'])
  })

  it('TI1 come from this business alone', async () => {
    expect(await suggestLines(business.as('OWNER'), 'boiler valve')).toEqual([])
  })
})
