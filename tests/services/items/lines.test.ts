import { beforeAll, describe, expect, it } from 'vitest'
import { CreateInvoice, UpdateInvoice } from '../../../core/contract/invoices.ts'
import { CreateItem, UpdateItem } from '../../../core/contract/items.ts'
import { newId } from '../../../core/db/ids.ts'
import { Meter } from '../../../core/db/meter.ts'
import type { Role } from '../../../core/domain/permissions.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { createInvoice } from '../../../core/services/invoices/create.ts'
import { getInvoice } from '../../../core/services/invoices/get.ts'
import { listInvoices } from '../../../core/services/invoices/list.ts'
import { presentInvoice } from '../../../core/services/invoices/present.ts'
import { updateInvoice } from '../../../core/services/invoices/update.ts'
import { createItem } from '../../../core/services/items/create.ts'
import { deleteItem } from '../../../core/services/items/delete.ts'
import { updateItem } from '../../../core/services/items/update.ts'
import { createTaxRate } from '../../../core/services/tax-rates/create.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { expectRefusal } from '../../support/refusal.ts'

const database = useDatabase()
let business: TestBusiness
let hst: string
let contact_id: string

beforeAll(async () => {
  if (!database.kind) return
  business = await makeBusiness(database)
  hst = (await createTaxRate(business.as('OWNER'), { name: 'HST', percent: '13', is_default: false })).id
  contact_id = (await business.contact()).id
}, 60_000)

const item = async (more: object = {}, of = business) =>
  (
    await createItem(
      of.as('OWNER'),
      CreateItem.parse({ name: 'Service call', description: 'Within the city', unit: 'h', rate: '120', ...more }),
    )
  ).id
const make = async (line: object, more: object = {}, role: Role = 'OWNER') =>
  presentInvoice(
    await createInvoice(business.as(role), CreateInvoice.parse({ contact_id, line_items: [line], ...more })),
  )
const change = async (id: string, input: object) =>
  presentInvoice(await updateInvoice(business.as('OWNER'), id, UpdateInvoice.parse(input)))

describe('a line with an item', () => {
  it('copies what it does not say, with the tax', async () => {
    const item_id = await item({ tax_rate_id: hst })
    const { line_items, total } = await make({ item_id, qty: '2' })
    expect(line_items[0]).toMatchObject({
      item_id,
      name: 'Service call',
      description: 'Within the city',
      unit: 'h',
      rate: '120.00',
      tax_rate_id: hst,
      tax_name: 'HST',
      net: '240.00',
    })
    expect(total).toBe('271.20')
  })

  it('has six decimals, as the item does', async () => {
    const item_id = await item({ name: 'Energy', unit: 'kWh', rate: '0.00101' })
    const { id, line_items, subtotal } = await make({ item_id, qty: '12345' })
    expect(line_items[0]).toMatchObject({ qty: '12345', rate: '0.00101', net: '12.47' })
    expect(subtotal).toBe('12.47')
    expect((await change(id, { discount: { amount: '0.47' } })).total).toBe('12.00')
  })

  it('keeps what it says, also nothing', async () => {
    const item_id = await item({ tax_rate_id: hst })
    const { line_items } = await make({
      item_id,
      name: 'Visit',
      description: null,
      unit: null,
      rate: '0',
      tax_rate_id: null,
    })
    expect(line_items[0]).toMatchObject({
      name: 'Visit',
      description: null,
      unit: null,
      rate: '0.00',
      tax_rate_id: null,
    })
  })

  it('is found by the name it copied', async () => {
    const { id } = await make({ item_id: await item({ name: 'Zirconium weld' }) })
    const found = await listInvoices(business.as('OWNER'), new Cursors('a secret of the tests'), {
      limit: 5,
      q: 'zirco',
    })
    expect(found.rows.map((row) => row.id)).toEqual([id])
  })

  it('is copied once: a changed, archived or deleted item changes no document, and its draft can still be saved', async () => {
    const item_id = await item()
    const { id, line_items } = await make({ item_id })
    await updateItem(business.as('OWNER'), item_id, UpdateItem.parse({ rate: '999', name: 'Dear', status: 'ARCHIVED' }))
    await deleteItem(business.as('OWNER'), item_id)
    expect(presentInvoice(await getInvoice(business.as('OWNER'), id)).line_items).toEqual(line_items)
    const { id: _, tax_name, tax_percent, tax_parts, amount, net, ...written } = line_items[0]!
    const saved = await change(id, { line_items: [{ ...written, qty: '3' }] })
    expect(saved.line_items[0]).toMatchObject({ item_id, qty: '3', rate: '120.00' })
    expect((await change(id, { discount: { percent: '10' } })).line_items[0]).toMatchObject({ item_id, unit: 'h' })
    await expectRefusal(change(id, { line_items: [{ item_id }] }), 'VALIDATION_ERROR', 'line_items.0.item_id')
  })

  it('costs a trip only when something is left to the item', async () => {
    const item_id = await item()
    const whole = { item_id, name: 'A', description: null, unit: null, rate: '1', tax_rate_id: null }
    const tripsOf = async (line: object) => {
      const meter = new Meter()
      const input = CreateInvoice.parse({ contact_id, line_items: [line, { name: 'B', rate: '1' }] })
      await createInvoice(business.as('OWNER', { meter }), input)
      return meter.trips
    }
    await make(whole)
    expect(await tripsOf(whole)).toBe(1)
    expect(await tripsOf({ item_id })).toBe(2)
  })

  it('has no price in another currency', async () => {
    const item_id = await item()
    await expectRefusal(make({ item_id }, { currency: 'USD' }), 'VALIDATION_ERROR', 'line_items.0.rate')
    expect((await make({ item_id, rate: '90' }, { currency: 'USD' })).line_items[0]).toMatchObject({
      rate: '90.00',
      unit: 'h',
    })
  })

  it('needs a name and a price without one', () => {
    const parsed = CreateInvoice.safeParse({ contact_id, line_items: [{ qty: '2' }] })
    expect(parsed.error?.issues.map(({ path }) => path.join('.'))).toEqual(['line_items.0.name', 'line_items.0.rate'])
  })

  it('TI1 another business’s or an unknown item is refused, whatever is left to it', async () => {
    const other = await makeBusiness(database)
    for (const item_id of [await item({}, other), newId(), 'nothing']) {
      await expectRefusal(make({ item_id }), 'VALIDATION_ERROR', 'line_items.0.item_id')
      const whole = { item_id, name: 'A', description: null, unit: null, rate: '1', tax_rate_id: null }
      const error = await make(whole).catch((refused: { code: string; details: { field: string }[] }) => refused)
      expect(error).toMatchObject({ code: 'VALIDATION_ERROR' })
    }
  })

  it('is for an agent, too: he reads the price list', async () => {
    const contact = await business.contact({}, 'AGENT')
    const { line_items } = await make({ item_id: await item() }, { contact_id: contact.id }, 'AGENT')
    expect(line_items[0]).toMatchObject({ name: 'Service call', rate: '120.00' })
  })
})
