import { beforeAll, describe, expect, it } from 'vitest'
import { ContactQuery } from '../../core/contract/contacts.ts'
import { InvoiceQuery } from '../../core/contract/invoices.ts'
import { CreateItem, ItemQuery } from '../../core/contract/items.ts'
import { CreatePayment, PaymentQuery } from '../../core/contract/payments.ts'
import { getContact } from '../../core/services/contacts/get.ts'
import { listContacts } from '../../core/services/contacts/list.ts'
import { Cursors } from '../../core/services/cursor.ts'
import { getInvoice } from '../../core/services/invoices/get.ts'
import { listInvoices } from '../../core/services/invoices/list.ts'
import { createItem } from '../../core/services/items/create.ts'
import { getItem, listItems } from '../../core/services/items/list.ts'
import { createPayment } from '../../core/services/payments/create.ts'
import { listPayments } from '../../core/services/payments/list.ts'
import { createTaxRate } from '../../core/services/tax-rates/create.ts'
import { getTaxRate, listTaxRates } from '../../core/services/tax-rates/list.ts'
import { getMember, listMembers } from '../../core/services/team/list-members.ts'
import { makeBusiness, type TestBusiness } from '../support/business.ts'
import { useDatabase } from '../support/database.ts'

const database = useDatabase()
const cursors = new Cursors('a secret of the tests')
let ours: TestBusiness
const owner = () => ours.as('OWNER')

beforeAll(async () => {
  if (!database.kind) return
  ours = await makeBusiness(database)
  await ours.draft({ reference: 'PO 1', due_date: '2027-03-01' })
})

describe('a row of a list says what the object itself says', () => {
  it('contact', async () => {
    const { id } = await ours.contact({ city: 'Toronto', tags: ['vip'], phone: '+14165550123', notes: 'Side door' })
    const { rows } = await listContacts(owner(), cursors, ContactQuery.parse({}))
    expect(rows.find((row) => row.id === id)).toEqual(await getContact(owner(), id))
  })

  it('invoice', async () => {
    const { rows } = await listInvoices(owner(), cursors, InvoiceQuery.parse({}))
    for (const row of rows) expect(await getInvoice(owner(), row.id)).toMatchObject(row)
    const sent = await ours.sentInvoice({ reference: 'PO 2' })
    const paid = await listInvoices(owner(), cursors, InvoiceQuery.parse({ status: 'UNPAID' }))
    expect(paid.rows).toHaveLength(1)
    expect(sent).toMatchObject(paid.rows[0]!)
  })

  it('item', async () => {
    const { id: tax_rate_id } = await createTaxRate(owner(), { name: 'HST', percent: '13', is_default: false })
    const { id } = await createItem(owner(), CreateItem.parse({ name: 'Hour', unit: 'h', rate: '80.5', tax_rate_id }))
    const { rows } = await listItems(owner(), cursors, ItemQuery.parse({}))
    expect(rows).toEqual([await getItem(owner(), id)])
    const taxes = await listTaxRates(owner(), cursors, { limit: 5 })
    expect(taxes.rows).toEqual([await getTaxRate(owner(), tax_rate_id)])
  })

  it('payment', async () => {
    const { id } = await ours.sentInvoice()
    const made = await createPayment(owner(), CreatePayment.parse({ invoice_id: id, amount: '40', note: 'Cash' }))
    const { rows } = await listPayments(owner(), cursors, PaymentQuery.parse({ invoice_id: id }))
    expect(rows).toEqual([made])
  })

  it('member', async () => {
    const { rows } = await listMembers(owner(), cursors, { limit: 20 })
    for (const row of rows) expect(row).toEqual(await getMember(owner(), row.user_id))
    expect(rows.length).toBeGreaterThan(1)
  })
})
