import { beforeAll, describe, expect, it } from 'vitest'
import { ContactQuery } from '../../../core/contract/contacts.ts'
import { selectContacts } from '../../../core/services/contacts/list.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { planOf } from '../../support/plan.ts'

const CONTACTS = 30_000
const database = useDatabase()
let business: TestBusiness

beforeAll(async () => {
  if (!database.kind) return
  business = await makeBusiness(database, { roles: ['OWNER'] })
  await fill(business, CONTACTS)
  await fill(await makeBusiness(database, { roles: ['OWNER'] }), CONTACTS / 10)
  await database.admin('vacuum analyze contacts, search_terms')
}, 60_000)

/** Everybody is called person and has a word of his own; every third is archived, one in a thousand is a vendor. */
const fill = async (of: TestBusiness, count: number) => {
  await database.admin(
    `insert into contacts (tenant_id, id, type, display_name, status, created_at, created_by)
     select $1, ('00000000-0000-7000-8000-' || lpad(n::text, 12, '0'))::uuid, case when n % 1000 = 0 then 'VENDOR' else 'CUSTOMER' end,
       'Person ' || md5(n::text), case when n % 3 = 0 then 'ARCHIVED' else 'ACTIVE' end, now() - make_interval(secs => $2::int - n), 'test'
     from generate_series(1, $2::int) n`,
    [of.tenantId, count],
  )
  await database.admin(
    `insert into search_terms (tenant_id, kind, id, term, field) select c.tenant_id, 'contact', c.id, t, 'display_name'
     from contacts c, unnest(array['person', substr(c.display_name, 8)]) t where c.tenant_id = $1`,
    [of.tenantId],
  )
}

const planFor = (query: object, place: string[] | null = null) => {
  const { limit, cursor: _, ...filters } = ContactQuery.parse(query)
  return planOf(business.as('OWNER'), selectContacts(filters, place, limit + 1))
}
const word = (n: number) =>
  database.admin<{ w: string }>('select md5($1) as w', [String(n)]).then(([row]) => row?.w ?? '')

describe('plans of the list of contacts, under forced row security', () => {
  it.each([
    ['newest', {}, 40],
    ['archived', { status: 'ARCHIVED' }, 40],
    ['of a type', { type: 'VENDOR' }, 60],
    ['of a type that nobody has', { type: 'LEAD' }, 10],
    ['a word that nobody has', { q: 'zzzzzz' }, 15],
  ])('%s looks at few pages', async (_, query, most) => {
    const plan = await planFor(query)
    expect(plan.nodes).not.toContain('Seq Scan')
    expect(plan.buffers).toBeLessThanOrEqual(most)
  })

  it('a word that everybody has looks at what a thousand candidates cost, at most', async () => {
    expect((await planFor({ q: 'person' })).buffers).toBeLessThanOrEqual(4_500)
    expect((await planFor({ q: 'person zzzzzz' })).buffers).toBeLessThanOrEqual(10_000)
  })

  it('a word of one contact, and a later page, look at few pages', async () => {
    expect((await planFor({ q: (await word(777)).slice(0, 12) })).buffers).toBeLessThanOrEqual(20)
    expect((await planFor({ q: `${await word(778)} person` })).buffers).toBeLessThanOrEqual(80)
    const [middle] = await database.admin<{ at: string; id: string }>(
      `select created_at::text as at, id::text from contacts where tenant_id = $1 and display_name = 'Person ' || md5('15000')`,
      [business.tenantId],
    )
    expect((await planFor({}, [middle!.at, middle!.id])).buffers).toBeLessThanOrEqual(40)
  })
}, 60_000)
