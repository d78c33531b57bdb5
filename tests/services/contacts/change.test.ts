import { beforeAll, describe, expect, it } from 'vitest'
import { UpdateContact } from '../../../core/contract/contacts.ts'
import { Meter } from '../../../core/db/meter.ts'
import { deleteContact } from '../../../core/services/contacts/delete.ts'
import { getContact } from '../../../core/services/contacts/get.ts'
import { presentContact } from '../../../core/services/contacts/present.ts'
import { updateContact } from '../../../core/services/contacts/update.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { expectRefusal } from '../../support/refusal.ts'

const database = useDatabase()
let business: TestBusiness
let other: TestBusiness

beforeAll(async () => {
  if (!database.kind) return
  business = await makeBusiness(database)
  other = await makeBusiness(database)
}, 60_000)

const update = (id: string, changes: object, role: Parameters<TestBusiness['as']>[0] = 'OWNER') =>
  updateContact(business.as(role), id, UpdateContact.parse(changes))

const terms = async (id: string) =>
  (
    await database.admin<{ term: string }>('select distinct term from search_terms where id = $1 order by term', [id])
  ).map(({ term }) => term)

describe('updateContact', () => {
  it('changes what was sent and nothing else, in one trip', async () => {
    const contact = await business.contact({ phone: '+14165550123', tags: ['vip'] })
    const meter = new Meter()
    const changed = await updateContact(business.as('STAFF', { meter }), contact.id, { city: ' Toronto ', email: null })
    const { updated_at, ...rest } = contact
    expect(changed).toMatchObject({ ...rest, city: 'Toronto', email: null, version: 2, role: 'STAFF' })
    expect(changed.updated_at >= updated_at).toBe(true)
    expect(meter.trips).toBe(1)
  })

  it('keeps the search terms of the other fields when one changes', async () => {
    const contact = await business.contact({
      display_name: 'Ana Silva',
      company_name: 'Silva Painting',
      email: 'ana@silva.example',
    })
    await update(contact.id, { display_name: 'Ana Costa' })
    expect(await terms(contact.id)).toEqual(['ana', 'costa', 'example', 'painting', 'silva'])
    await update(contact.id, { company_name: null, email: null })
    expect(await terms(contact.id)).toEqual(['ana', 'costa'])
  })

  it('audits before and after', async () => {
    const { id } = await business.contact({ display_name: 'Old' })
    await update(id, { display_name: 'New' })
    const audit = await database.admin(
      `select before, after from app.audit where entity_id = $1 and action = 'contact.update'`,
      [id],
    )
    expect(audit).toEqual([{ before: { display_name: 'Old' }, after: { display_name: 'New' } }])
  })

  it('refuses a version that is no longer the latest', async () => {
    const { id } = await business.contact()
    await update(id, { city: 'A', if_match_version: 1 })
    await expectRefusal(update(id, { city: 'B', if_match_version: 1 }), 'CONFLICT')
    expect((await getContact(business.as('OWNER'), id)).city).toBe('A')
  })

  it.each([
    ['email', 'nobody'],
    ['phone', '12'],
  ])('refuses a %s that is none', async (field, value) => {
    const { id } = await business.contact()
    await expectRefusal(update(id, { [field]: value }), 'VALIDATION_ERROR', field)
  })

  it('archives and restores', async () => {
    const { id } = await business.contact()
    expect(await update(id, { status: 'ARCHIVED' })).toMatchObject({ status: 'ARCHIVED' })
    expect(await update(id, { status: 'ACTIVE' })).toMatchObject({ status: 'ACTIVE', version: 3 })
  })

  it('answers a repeated key with the recorded contact', async () => {
    const { id } = await business.contact()
    const idem = { scope: `u:PATCH:/v1/contacts/${id}`, key: crypto.randomUUID(), hash: 'h' }
    const first = await updateContact(business.as('OWNER', { idem }), id, { city: 'A' })
    expect(await updateContact(business.as('OWNER', { idem }), id, { city: 'A' })).toEqual(first)
    expect((await getContact(business.as('OWNER'), id)).version).toBe(2)
  })
})

describe('deleteContact', () => {
  it('hides the contact; a second time it is not there', async () => {
    const { id } = await business.contact()
    const meter = new Meter()
    expect(await deleteContact(business.as('OWNER', { meter }), id)).toEqual({ id })
    expect(meter.trips).toBe(1)
    await expectRefusal(getContact(business.as('OWNER'), id), 'NOT_FOUND')
    await expectRefusal(deleteContact(business.as('OWNER'), id), 'NOT_FOUND')
    await expectRefusal(update(id, { city: 'A' }), 'NOT_FOUND')
    expect(await terms(id)).toEqual([])
  })

  it('answers a repeated key as the first time', async () => {
    const { id } = await business.contact()
    const idem = { scope: `u:DELETE:/v1/contacts/${id}`, key: crypto.randomUUID(), hash: 'h' }
    await deleteContact(business.as('OWNER', { idem }), id)
    expect(await deleteContact(business.as('OWNER', { idem }), id)).toEqual({ id })
  })

  it('leaves what was billed as it was', async () => {
    const invoice = await business.sentInvoice()
    await deleteContact(business.as('OWNER'), invoice.contact_id)
    const [row] = await database.admin<{ name: string }>(
      `select snapshot->'contact'->>'display_name' as name from invoices where id = $1`,
      [invoice.id],
    )
    expect(row?.name).toBe('Maria Silva')
  })
})

describe('who may', () => {
  const verbs = {
    get: (id: string, role: Parameters<TestBusiness['as']>[0], of: TestBusiness) => getContact(of.as(role), id),
    update: (id: string, role: Parameters<TestBusiness['as']>[0], of: TestBusiness) =>
      updateContact(of.as(role), id, { city: 'X' }),
    delete: (id: string, role: Parameters<TestBusiness['as']>[0], of: TestBusiness) => deleteContact(of.as(role), id),
  }

  it.each(Object.entries(verbs))(
    'TI1 answers another business’s contact as one that is not there: %s',
    async (_, verb) => {
      const { id } = await business.contact()
      const before = await state(id)
      for (const role of ['OWNER', 'ADMIN', 'STAFF', 'AGENT'] as const)
        await expectRefusal(verb(id, role, other), 'NOT_FOUND')
      await expectRefusal(verb(crypto.randomUUID(), 'OWNER', business), 'NOT_FOUND')
      await expectRefusal(verb('../contacts', 'OWNER', business), 'NOT_FOUND')
      expect(await state(id)).toEqual(before)
    },
  )

  it('RB1 hides contacts of others from an agent, not his own', async () => {
    const theirs = await business.contact()
    const own = await business.contact({}, 'AGENT')
    for (const verb of Object.values(verbs)) await expectRefusal(verb(theirs.id, 'AGENT', business), 'NOT_FOUND')
    expect(presentContact(await verbs.update(own.id, 'AGENT', business)).allowed_actions).toEqual([
      'update',
      'delete',
      'record_consent',
    ])
    const colleague = { userId: await business.addMember('AGENT') }
    await expectRefusal(updateContact(business.as('AGENT', colleague), own.id, { city: 'X' }), 'NOT_FOUND')
    expect(await verbs.delete(own.id, 'AGENT', business)).toEqual({ id: own.id })
  })

  it('RB1 shows an agent what he was given, as long as it is his', async () => {
    const { id } = await business.contact()
    await update(id, { assigned_to: business.userIds.AGENT })
    expect(await verbs.update(id, 'AGENT', business)).toMatchObject({ city: 'X', assigned_to: business.userIds.AGENT })
    await expectRefusal(update(id, { assigned_to: business.userIds.STAFF }, 'AGENT'), 'FORBIDDEN')
    await update(id, { assigned_to: null }, 'STAFF')
    await expectRefusal(getContact(business.as('AGENT'), id), 'NOT_FOUND')
  })

  it('TI2 refuses to give a contact to a stranger, the same as to nobody', async () => {
    const { id } = await business.contact()
    const disabled = await business.addMember('AGENT', 'DISABLED')
    for (const assigned_to of [other.userIds.AGENT, disabled, crypto.randomUUID(), 'me']) {
      await expectRefusal(update(id, { assigned_to }), 'VALIDATION_ERROR', 'assigned_to')
      await expectRefusal(business.contact({ assigned_to }), 'VALIDATION_ERROR', 'assigned_to')
    }
    expect(await business.contact({ assigned_to: business.userIds.AGENT })).toMatchObject({
      assigned_to: business.userIds.AGENT,
    })
  })

  it('RB1 shows a viewer everything and lets him change nothing', async () => {
    const { id } = await business.contact()
    expect(presentContact(await getContact(business.as('VIEWER'), id)).allowed_actions).toEqual([])
    await expectRefusal(verbs.update(id, 'VIEWER', business), 'FORBIDDEN')
    await expectRefusal(verbs.delete(id, 'VIEWER', business), 'FORBIDDEN')
  })

  const state = (id: string) =>
    database.admin(
      `select to_jsonb(c) as row, (select count(*)::int from app.audit where tenant_id = c.tenant_id) as audits from contacts c where id = $1`,
      [id],
    )
})
