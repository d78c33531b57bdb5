import { beforeEach, describe, expect, it } from 'vitest'
import { ApproveQuote, UpdateQuote } from '../../../core/contract/quotes.ts'
import { ConvertedToInvoice, ConvertedToQuote } from '../../../core/contract/work-items.ts'
import { newId } from '../../../core/db/ids.ts'
import { Meter } from '../../../core/db/meter.ts'
import { deleteInvoice } from '../../../core/services/invoices/delete.ts'
import { getInvoice, listInvoiceActivity } from '../../../core/services/invoices/get.ts'
import { presentInvoice } from '../../../core/services/invoices/present.ts'
import { approveQuote } from '../../../core/services/quotes/approve.ts'
import { convertQuote } from '../../../core/services/quotes/convert.ts'
import { deleteQuote } from '../../../core/services/quotes/delete.ts'
import { getQuote } from '../../../core/services/quotes/get.ts'
import { markQuoteSent } from '../../../core/services/quotes/links.ts'
import { presentQuote } from '../../../core/services/quotes/present.ts'
import { updateQuote } from '../../../core/services/quotes/update.ts'
import { createTaxRate } from '../../../core/services/tax-rates/create.ts'
import { convertWorkItem } from '../../../core/services/work-items/convert.ts'
import { listWorkItemTimeline } from '../../../core/services/work-items/timeline.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { sendPorts } from '../../support/fake-mailer.ts'
import { expectRefusal } from '../../support/refusal.ts'
import { workOf } from '../../support/work-items.ts'

const database = useDatabase()
const { links } = sendPorts()
let b: TestBusiness
let work: ReturnType<typeof workOf>
beforeEach(async () => {
  if (!database.kind) return
  b = await makeBusiness(database)
  work = workOf(b, database)
})

describe('MO14 its invoice', () => {
  it('is drafted for its contact in two trips, once, with a history of its own', async () => {
    const { id: contact_id } = await b.contact()
    const { id } = await work.make({ title: 'Repairs, units 3B and 4A', contact_id })
    await work.convert((await work.make({ contact_id })).id)
    const meter = new Meter()
    const asked = await convertWorkItem(b.as('STAFF', { meter }), id, { target: 'INVOICE' })
    const first = ConvertedToInvoice.parse(asked)
    expect([first.created, meter.trips]).toEqual([true, 2])
    expect(await work.convert(id)).toEqual({ invoice_id: first.invoice_id, created: false })
    const invoice = presentInvoice(await getInvoice(b.as('OWNER'), first.invoice_id))
    expect(invoice).toMatchObject({
      contact_id,
      work_item: { id, title: 'Repairs, units 3B and 4A' },
      line_items: [{ name: 'Repairs, units 3B and 4A', qty: '1', rate: '0.00' }],
    })
    // Without a price it cannot go out.
    expect(invoice.allowed_actions).toEqual(['update', 'delete', 'void'])
    const history = await listInvoiceActivity(b.as('OWNER'), first.invoice_id)
    expect(history.map(({ action }) => action)).toEqual(['invoice.create'])
    expect((await listWorkItemTimeline(b.as('OWNER'), id))[0]?.action).toBe('work_item.convert_to_invoice')
    expect((await work.get(id)).invoice).toEqual({ id: first.invoice_id, invoice_number: null })
    await deleteInvoice(b.as('OWNER'), first.invoice_id)
    expect(await work.convert(id)).toMatchObject({ created: true })
  })

  it('charges the tax of new lines, also the one that became it a moment ago', async () => {
    const { id: contact_id } = await b.contact()
    const first = await work.make({ contact_id })
    await work.convert(first.id)
    const rate = await createTaxRate(b.as('OWNER'), { name: 'HST', percent: '13', is_default: true })
    const { id } = await work.make({ contact_id })
    const made = ConvertedToInvoice.parse(await work.convert(id))
    const invoice = presentInvoice(await getInvoice(b.as('OWNER'), made.invoice_id))
    expect(invoice.line_items).toMatchObject([{ tax_rate_id: rate.id }])
    const { quote_id } = ConvertedToQuote.parse(await convertWorkItem(b.as('OWNER'), first.id, { target: 'QUOTE' }))
    const { line_items } = presentQuote(await getQuote(b.as('OWNER'), quote_id))
    expect(line_items).toMatchObject([{ tax_rate_id: rate.id }])
  })

  it('H-API-14 without a contact there is nobody to bill', async () => {
    const { id } = await work.make()
    await expectRefusal(work.convert(id), 'VALIDATION_ERROR', 'contact_id')
    const { id: contact_id } = await b.contact()
    expect(await work.change(id, { contact_id }).then(() => work.convert(id))).toMatchObject({ created: true })
  })

  it('a lost answer is answered again', async () => {
    const { id } = await work.make({ contact_id: (await b.contact()).id })
    const idem = { scope: 's', key: newId(), hash: 'h' }
    const once = () => convertWorkItem(b.as('OWNER', { idem }), id, { target: 'INVOICE' })
    expect(await once()).toEqual(await once())
  })
})

describe('MO14 its quote', () => {
  const quoteOf = async (id: string) => presentQuote(await getQuote(b.as('OWNER'), id))
  const approve = async (id: string) => {
    const { version } = await quoteOf(id)
    const line_items = [{ name: 'Both units', qty: '1', rate: '300.00' }]
    await updateQuote(b.as('OWNER'), id, UpdateQuote.parse({ line_items, if_match_version: version }))
    await markQuoteSent(b.as('OWNER'), id)
    await approveQuote(b.as('OWNER'), links, id, ApproveQuote.parse({ note: 'On the phone' }))
  }
  const workOfContact = async () => (await work.make({ title: 'Repairs', contact_id: (await b.contact()).id })).id

  it('is drafted for its contact, once, and each leads to the other', async () => {
    const id = await workOfContact()
    const { quote_id, created } = await work.quote(id, 'STAFF')
    expect([created, await work.quote(id)]).toEqual([true, { quote_id, created: false }])
    expect(await quoteOf(quote_id)).toMatchObject({
      work_item: { id, title: 'Repairs' },
      line_items: [{ name: 'Repairs', qty: '1', rate: '0.00' }],
      allowed_actions: ['update', 'delete'],
    })
    expect((await work.get(id)).quote).toEqual({ id: quote_id, quote_number: null, status: 'DRAFT' })
    expect((await listWorkItemTimeline(b.as('OWNER'), id))[0]?.action).toBe('work_item.convert_to_quote')
    await deleteQuote(b.as('OWNER'), quote_id)
    expect(await work.quote(id)).toMatchObject({ created: true })
    await expectRefusal(work.quote((await work.make()).id), 'VALIDATION_ERROR', 'contact_id')
  })

  it('once approved becomes the invoice of the work, by either of them, and again when that one is gone', async () => {
    const id = await workOfContact()
    const { quote_id } = await work.quote(id)
    await approve(quote_id)
    const { invoice_id } = await convertQuote(b.as('OWNER'), quote_id)
    expect((await work.get(id)).invoice?.id).toBe(invoice_id)
    expect((await listWorkItemTimeline(b.as('OWNER'), id))[0]?.action).toBe('work_item.convert_to_invoice')
    expect(await work.convert(id)).toEqual({ invoice_id, created: false })
    await deleteInvoice(b.as('OWNER'), invoice_id)
    const again = await work.convert(id)
    expect(again.created).toBe(true)
    const invoice = presentInvoice(await getInvoice(b.as('OWNER'), again.invoice_id))
    expect(invoice).toMatchObject({ quote_id, work_item: { id }, total: '300.00' })
    expect((await work.get(id)).quote?.status).toBe('CONVERTED')
  })

  it('becomes an invoice of its own where the work was billed already', async () => {
    const id = await workOfContact()
    const { quote_id } = await work.quote(id)
    const { invoice_id } = await work.convert(id)
    await approve(quote_id)
    const ofQuote = await convertQuote(b.as('OWNER'), quote_id)
    expect(ofQuote.invoice_id).not.toBe(invoice_id)
    expect(presentInvoice(await getInvoice(b.as('OWNER'), ofQuote.invoice_id)).work_item).toBeNull()
    expect((await work.get(id)).invoice?.id).toBe(invoice_id)
  })
})
