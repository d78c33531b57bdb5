import { beforeEach, describe, expect, it } from 'vitest'
import { newId } from '../../../core/db/ids.ts'
import { Meter } from '../../../core/db/meter.ts'
import { deleteInvoice } from '../../../core/services/invoices/delete.ts'
import { getInvoice, listInvoiceActivity } from '../../../core/services/invoices/get.ts'
import { presentInvoice } from '../../../core/services/invoices/present.ts'
import { convertWorkItem } from '../../../core/services/work-items/convert.ts'
import { listWorkItemTimeline } from '../../../core/services/work-items/timeline.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { expectRefusal } from '../../support/refusal.ts'
import { workOf } from '../../support/work-items.ts'

const database = useDatabase()
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
    const first = await convertWorkItem(b.as('STAFF', { meter }), id, { target: 'INVOICE' })
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
