import { beforeAll, describe, expect, it } from 'vitest'
import { ContactQuery, CreateContact } from '../../../core/contract/contacts.ts'
import { Meter } from '../../../core/db/meter.ts'
import { createContact } from '../../../core/services/contacts/create.ts'
import { listContacts } from '../../../core/services/contacts/list.ts'
import { presentContact } from '../../../core/services/contacts/present.ts'
import { updateContact } from '../../../core/services/contacts/update.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { makeBusiness, openTenant, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { expectRefusal } from '../../support/refusal.ts'

const database = useDatabase()
let business: TestBusiness

beforeAll(async () => {
  if (database.kind) business = await makeBusiness(database)
}, 60_000)

const input = (more: object = {}) => CreateContact.parse({ display_name: 'Maria Silva', ...more })
const create = (more: object = {}) => createContact(business.as('OWNER'), input(more))

describe('createContact', () => {
  it('keeps what was typed, normalised, in one trip', async () => {
    const meter = new Meter()
    const typed = input({
      display_name: ' Maria ',
      company_name: ' ',
      email: 'Maria@Silva.EXAMPLE ',
      phone: '+1 (416) 555-0123',
    })
    const row = await createContact(business.as('OWNER', { meter }), typed)
    expect(row).toMatchObject({
      type: 'CUSTOMER',
      display_name: 'Maria',
      company_name: null,
      email: 'Maria@silva.example',
      phone: '+14165550123',
      status: 'ACTIVE',
      version: 1,
      created_by: business.userIds.OWNER,
    })
    expect(meter.trips).toBe(1)
  })

  it('reads a phone number without a country code as one of the business’s country', async () => {
    expect((await create({ phone: '416 555 0123' })).phone).toBe('+14165550123')
    const abroad = await makeBusiness(database, { country: 'GB', roles: ['OWNER'] })
    expect((await abroad.contact({ phone: '020 7946 0000' })).phone).toBe('+442079460000')
    const nowhere = await makeBusiness(database, { country: null, roles: ['OWNER'] })
    await expectRefusal(nowhere.contact({ phone: '416 555 0123' }), 'VALIDATION_ERROR', 'phone')
  })

  it('reads it as one of the contact’s own country before that', async () => {
    const british = await makeBusiness(database, { country: 'GB', roles: ['OWNER'] })
    const german = await british.contact({ phone: '0171 1234567', country: 'DE' })
    expect(german.phone).toBe('+491711234567')
    const meter = new Meter()
    const change = (input: object) => updateContact(british.as('OWNER', { meter }), german.id, input)
    expect((await change({ phone: '0172 7654321' })).phone).toBe('+491727654321')
    expect(meter.trips).toBe(2)
    expect((await change({ phone: '020 7946 0000', country: 'GB' })).phone).toBe('+442079460000')
    expect((await change({ phone: '020 7946 0001', country: null })).phone).toBe('+442079460001')
    expect((await change({ phone: '020 7946 0000' })).phone).toBe('+442079460000')
  })

  it('keeps an extension, and finds the number without it', async () => {
    const contact = await create({ phone: '(416) 555-0187 ext. 45' })
    expect(contact.phone).toBe('+14165550187 ext. 45')
    expect(presentContact(contact).phone_formatted).toBe('+1 416 555 0187 ext. 45')
    const found = await listContacts(
      business.as('OWNER'),
      new Cursors('x'.repeat(32)),
      ContactQuery.parse({ q: '416 555 0187' }),
    )
    expect(found.rows.map((row) => row.id)).toEqual([contact.id])
  })

  it.each([
    ['email', 'not an address'],
    ['email', 'a@b'],
    ['email', 'a@b.example\nBcc: c@d.example'],
    ['phone', 'call me'],
    ['phone', '+1'],
  ])('refuses %s %j and writes nothing', async (field, value) => {
    const before = await count('contacts')
    await expectRefusal(create({ [field]: value }), 'VALIDATION_ERROR', field)
    expect(await count('contacts')).toBe(before)
  })

  it('audits and announces it', async () => {
    const { id } = await create({ notes: 'prefers mornings' })
    const audit = await database.admin(
      `select action, actor, after->>'notes' as notes from app.audit where entity_id = $1`,
      [id],
    )
    expect(audit).toEqual([{ action: 'contact.create', actor: business.userIds.OWNER, notes: 'prefers mornings' }])
    expect(await database.admin('select event from app.outbox where object_id = $1', [id])).toEqual([
      { event: 'contacts.created' },
    ])
  })

  it('IK1 answers a repeated key with the same contact', async () => {
    const idem = { scope: 'u:POST:/v1/contacts', key: crypto.randomUUID(), hash: 'h' }
    const before = await count('contacts')
    const first = await createContact(business.as('STAFF', { idem }), input())
    const again = business.as('STAFF', { idem })
    expect(await createContact(again, input())).toEqual(first)
    expect(again.replayed).toBe(true)
    expect(await count('contacts')).toBe(before + 1)
    const otherBody = createContact(business.as('STAFF', { idem: { ...idem, hash: 'other' } }), input())
    await expectRefusal(otherBody, 'VALIDATION_ERROR', 'idempotency-key')
  })

  it.each([
    ['OWNER', ['update', 'delete', 'merge', 'record_consent', 'send_statement', 'record_advance', 'erase']],
    ['ADMIN', ['update', 'delete', 'merge', 'record_consent', 'send_statement', 'record_advance', 'erase']],
    ['STAFF', ['update', 'delete', 'merge', 'record_consent', 'send_statement', 'record_advance']],
    ['AGENT', ['update', 'delete', 'record_consent']],
    ['VIEWER', null],
  ] as const)('RB1 lets %s create, and then %j', async (role, allowed) => {
    const before = await count('contacts')
    const made = createContact(business.as(role), input())
    if (allowed) expect(presentContact(await made).allowed_actions).toEqual(allowed)
    else await expectRefusal(made, 'FORBIDDEN')
    expect(await count('contacts')).toBe(before + (allowed ? 1 : 0))
  })

  it('TI14 refuses strangers, disabled members and unknown businesses', async () => {
    const disabled = await business.addMember('OWNER', 'DISABLED')
    const stranger = await makeBusiness(database, { roles: ['OWNER'] })
    await expectRefusal(createContact(business.as('OWNER', { userId: disabled }), input()), 'FORBIDDEN')
    await expectRefusal(createContact(business.as('OWNER', { userId: stranger.userIds.OWNER }), input()), 'FORBIDDEN')
    await expectRefusal(createContact(openTenant(database, 'org_unknown', disabled), input()), 'FORBIDDEN')
  })
})

async function count(table: string): Promise<number> {
  const [row] = await database.admin<{ n: number }>(`select count(*)::int as n from ${table} where tenant_id = $1`, [
    business.tenantId,
  ])
  return row?.n ?? -1
}
