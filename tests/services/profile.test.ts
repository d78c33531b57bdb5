import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { UpdateBusiness } from '../../core/contract/business.ts'
import { CreateWorkItem } from '../../core/contract/work-items.ts'
import { PROFILES } from '../../core/domain/profiles/all.ts'
import type { ProfileData } from '../../core/domain/profiles/profile.ts'
import { updateBusiness } from '../../core/services/business/update.ts'
import { Cursors } from '../../core/services/cursor.ts'
import { markInvoiceSent } from '../../core/services/invoices/links.ts'
import { presentInvoice } from '../../core/services/invoices/present.ts'
import { getProfile } from '../../core/services/profile/get.ts'
import { presentProfile } from '../../core/services/profile/present.ts'
import { listQuotes } from '../../core/services/quotes/list.ts'
import { convertWorkItem } from '../../core/services/work-items/convert.ts'
import { createWorkItem } from '../../core/services/work-items/create.ts'
import { presentWorkItem } from '../../core/services/work-items/present.ts'
import { makeBusiness } from '../support/business.ts'
import { useDatabase } from '../support/database.ts'
import { expectRefusal } from '../support/refusal.ts'
import { studio } from '../support/studio-profile.ts'

const database = useDatabase()
let b: Awaited<ReturnType<typeof makeBusiness>>
// Not by a mock: other tests of the same worker may have loaded the profiles before.
const shipped = PROFILES as ProfileData[]
afterAll(() => void shipped.pop())
beforeAll(async () => {
  shipped.push(studio)
  if (!database.kind) return
  b = await makeBusiness(database)
  await updateBusiness(b.as('OWNER'), UpdateBusiness.parse({ profile_id: 'studio' }))
}, 60_000)

describe('a profile that is nothing but a file of data', () => {
  it('is answered, merged with the base', async () => {
    expect(presentProfile(await getProfile(b.as('VIEWER')))).toMatchObject({
      profile_id: 'studio',
      version: 3,
      labels: { work_item: 'Session', contact_customer: 'Sitter', contact_vendor: 'Vendor' },
      capabilities: { quotes: false, inbox: false, invoices: true },
      required_fields: { quote: ['contact_id', 'line_items'] },
    })
  })

  it('gives work its type, asks for its fields, and reads them', async () => {
    const make = (more: object) => createWorkItem(b.as('OWNER'), CreateWorkItem.parse({ title: 'Portraits', ...more }))
    await expectRefusal(make({}), 'VALIDATION_ERROR', 'due_at', 'labels_json.guests')
    const due = { due_at: '2999-12-04' }
    await expectRefusal(make({ ...due, labels_json: { guests: 'a few' } }), 'VALIDATION_ERROR', 'labels_json.guests')
    await expectRefusal(make({ ...due, labels_json: { guests: '2' }, type: 'ORDER' }), 'VALIDATION_ERROR', 'type')
    const contact_id = (await b.contact()).id
    const row = await make({ ...due, labels_json: { guests: '2' }, contact_id })
    const item = presentWorkItem(row)
    expect(item.type).toBe('JOB')
    expect(item.allowed_actions).not.toContain('convert_to_invoice')
    await expectRefusal(convertWorkItem(b.as('OWNER'), row.id, { target: 'INVOICE' }), 'CAPABILITY_DISABLED')
  })

  it('switches its modules off, and asks of an invoice what it says', async () => {
    const cursors = new Cursors('a secret of a test that is long enough')
    await expectRefusal(listQuotes(b.as('OWNER'), cursors, { limit: 10 } as never), 'CAPABILITY_DISABLED')
    const invoice = await b.draft()
    expect(presentInvoice(invoice).status).toBe('DRAFT')
    await expectRefusal(markInvoiceSent(b.as('OWNER'), invoice.id), 'VALIDATION_ERROR', 'reference')
  })
})
