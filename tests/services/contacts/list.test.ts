import { beforeAll, describe, expect, it } from 'vitest'
import { ContactQuery } from '../../../core/contract/contacts.ts'
import { Meter } from '../../../core/db/meter.ts'
import { deleteContact } from '../../../core/services/contacts/delete.ts'
import { listContacts } from '../../../core/services/contacts/list.ts'
import { updateContact } from '../../../core/services/contacts/update.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { expectRefusal } from '../../support/refusal.ts'

const database = useDatabase()
const cursors = new Cursors('a secret of the tests')
let business: TestBusiness
let other: TestBusiness

beforeAll(async () => {
  if (!database.kind) return
  business = await makeBusiness(database)
  other = await makeBusiness(database)
  await business.contact({ display_name: 'Ana Müller', company_name: 'Müller Roofing', email: 'ana@mueller.example' })
  await business.contact({ display_name: 'Anna Costa', email: 'anna@gmail.example', phone: '+14165550123' })
  await business.contact({
    display_name: 'Bob Costa',
    type: 'VENDOR',
    email: 'bob@gmail.example',
    phone: '+442079460000',
  })
  await business.contact({ display_name: 'Agent Contact', email: null }, 'AGENT')
  const gone = await business.contact({ display_name: 'Anton Gone' })
  await deleteContact(business.as('OWNER'), gone.id)
  const kept = await business.contact({ display_name: 'Antonia Archived' })
  await updateContact(business.as('OWNER'), kept.id, { status: 'ARCHIVED' })
  await other.contact({ display_name: 'Ana Canary', phone: '+14165550199' })
}, 60_000)

const list = (query: object = {}, role: Parameters<TestBusiness['as']>[0] = 'OWNER', of = business, meter?: Meter) =>
  listContacts(of.as(role, meter ? { meter } : {}), cursors, ContactQuery.parse(query))
const names = async (...args: Parameters<typeof list>) => (await list(...args)).rows.map((row) => row.display_name)

describe('listContacts', () => {
  it('lists newest first, without deleted and archived ones, in one trip', async () => {
    const meter = new Meter()
    expect(await names({}, 'OWNER', business, meter)).toEqual([
      'Agent Contact',
      'Bob Costa',
      'Anna Costa',
      'Ana Müller',
    ])
    expect(meter.trips).toBe(1)
    expect(await names({ status: 'ARCHIVED' })).toEqual(['Antonia Archived'])
    expect(await names({ type: 'VENDOR' })).toEqual(['Bob Costa'])
  })

  it.each([
    ['an', ['Anna Costa', 'Ana Müller']],
    ['ANA', ['Ana Müller']],
    ['muller', ['Ana Müller']],
    ['Mü roof', ['Ana Müller']],
    ['costa', ['Bob Costa', 'Anna Costa']],
    ['costa an', ['Anna Costa']],
    ['anna@gmail.example', ['Anna Costa']],
    ['gmail', ['Bob Costa', 'Anna Costa']],
    ['416 555', ['Anna Costa']],
    ['(416) 555-0123', ['Anna Costa']],
    ['+1 416', ['Anna Costa']],
    ['+1 4165', ['Anna Costa']],
    ['020 7946 00', ['Bob Costa']],
    ['zzz', []],
    ['???', []],
    ['   ', ['Agent Contact', 'Bob Costa', 'Anna Costa', 'Ana Müller']],
    ["'; drop table contacts; --", []],
    ['%', []],
  ])('finds %j', async (q, found) => {
    const meter = new Meter()
    expect(await names({ q }, 'OWNER', business, meter)).toEqual(found)
    expect(meter.trips).toBe(1)
  })

  it('pages through everything once', async () => {
    const many = await makeBusiness(database, { roles: ['OWNER'] })
    for (let n = 0; n < 7; n++) await many.contact({ display_name: `Person ${n}`, email: null })
    const seen: string[] = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await list({ limit: 3, ...(cursor ? { cursor } : {}) }, 'OWNER', many)
      seen.push(...page.rows.map((row) => row.display_name))
      cursor = page.cursor
    }
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `Person ${n}`))
  })

  it('knows that a full page is the last one', async () => {
    expect((await list({ limit: 4 })).cursor).toBeNull()
    expect((await list({ limit: 3 })).cursor).not.toBeNull()
  })

  it('TI3 refuses a cursor of another business, another filter, or an edited one', async () => {
    const { cursor } = await list({ limit: 1 })
    const of = (query: object, b = business) => list({ limit: 1, ...query }, 'OWNER', b)
    await expectRefusal(of({ cursor }, other), 'BAD_REQUEST', 'cursor')
    await expectRefusal(of({ cursor, q: 'ana' }), 'BAD_REQUEST', 'cursor')
    await expectRefusal(of({ cursor: `x${cursor}` }), 'BAD_REQUEST', 'cursor')
    await expectRefusal(of({ cursor: 'nonsense' }), 'BAD_REQUEST', 'cursor')
  })

  it('TI8 finds nothing of another business', async () => {
    expect(await names({ q: 'canary' })).toEqual([])
    expect(await names({ q: '4165550199' })).toEqual([])
    expect(await names({}, 'VIEWER', other)).toEqual(['Ana Canary'])
  })

  it('RB1 lists for an agent what he made', async () => {
    expect(await names({}, 'AGENT')).toEqual(['Agent Contact'])
    expect(await names({ q: 'costa' }, 'AGENT')).toEqual([])
    for (const role of ['ADMIN', 'STAFF', 'VIEWER'] as const) expect(await names({}, role)).toHaveLength(4)
  })
})
