import { beforeAll, expect, it } from 'vitest'
import { newId } from '../../core/db/ids.ts'
import { deleteContact } from '../../core/services/contacts/delete.ts'
import { updateContact } from '../../core/services/contacts/update.ts'
import { createInvoice } from '../../core/services/invoices/create.ts'
import { getInvoice } from '../../core/services/invoices/get.ts'
import { sendInvoice } from '../../core/services/invoices/send.ts'
import { updateInvoice } from '../../core/services/invoices/update.ts'
import { makeBusiness, type TestBusiness } from '../support/business.ts'
import { useDatabase } from '../support/database.ts'
import { sendPorts } from '../support/fake-mailer.ts'
import { expectRefusal, refusalOf } from '../support/refusal.ts'

// Services run on PostgreSQL; on the embedded one this says that what the database refuses arrives as the same refusal.

const database = useDatabase()
let ours: TestBusiness
let foreign: TestBusiness
beforeAll(async () => {
  if (!database.kind) return
  ours = await makeBusiness(database)
  foreign = await makeBusiness(database)
})

it('403, 404, 409 and 422 are told apart, with what they carry', async () => {
  const draft = await ours.draft()
  await refusalOf(updateInvoice(ours.as('VIEWER'), draft.id, { notes: 'mine' }), 'FORBIDDEN')
  await refusalOf(getInvoice(foreign.as('OWNER'), draft.id), 'NOT_FOUND')
  await updateInvoice(ours.as('OWNER'), draft.id, { notes: 'first' })
  const old = { notes: 'second', if_match_version: draft.version }
  await refusalOf(updateInvoice(ours.as('OWNER'), draft.id, old), 'CONFLICT')
  const send = () => sendInvoice(ours.as('OWNER'), sendPorts(), draft.id, { channel: 'EMAIL', hold_seconds: 0 })
  const sent = await send()
  const late = await refusalOf(send(), 'CONFLICT')
  expect(late.latest).toMatchObject({ id: draft.id, notes: 'first', status: 'SENT', version: sent.version })
  const { id } = await foreign.contact()
  const body = { contact_id: id, line_items: [] } as never
  await expectRefusal(createInvoice(ours.as('OWNER'), body), 'VALIDATION_ERROR', 'contact_id')
})

it('a refusal takes everything back', async () => {
  const contact = await ours.contact()
  const written = () => database.admin('select from app.audit where tenant_id = $1', [ours.tenantId])
  const before = (await written()).length
  await refusalOf(updateContact(ours.as('OWNER'), contact.id, { city: 'A', if_match_version: 9 }), 'CONFLICT')
  await refusalOf(deleteContact(foreign.as('OWNER'), contact.id), 'NOT_FOUND')
  expect(await written()).toHaveLength(before)
})

it('a key answers what was recorded, and refuses another body', async () => {
  const { id: contact_id } = await ours.contact()
  const idem = { scope: 'owner', key: newId(), hash: 'one' }
  const body = { contact_id, line_items: [{ name: 'Repair', qty: '1', rate: '5' }] } as never
  const first = await createInvoice(ours.as('OWNER', { idem }), body)
  expect(await createInvoice(ours.as('OWNER', { idem }), body)).toEqual(first)
  const other = { ...idem, hash: 'two' }
  await expectRefusal(createInvoice(ours.as('OWNER', { idem: other }), body), 'VALIDATION_ERROR', 'idempotency-key')
})

it('without app.enter or app.act nothing is seen and nothing written', async () => {
  await ours.contact()
  const { db } = ours.as('OWNER')
  const { rows } = await db.execute<{ n: number }>('select count(*)::int as n from contacts')
  expect(rows).toEqual([{ n: 0 }])
  const insert = `insert into contacts (tenant_id, id, display_name, created_by) values ('${ours.tenantId}', '${newId()}', 'A', 'b')`
  await expect(db.execute(insert)).rejects.toMatchObject({ cause: { code: '42501' } })
})
