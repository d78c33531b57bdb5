import { beforeAll, describe, expect, it } from 'vitest'
import { TABLE } from '../../core/domain/action-table.ts'
import { ACTIONS, can } from '../../core/domain/actions.ts'
import { OUTSIDE, switchesOf } from '../../core/domain/profiles/switches.ts'
import { getMe } from '../../core/services/auth/me.ts'
import { openSample, removeSample } from '../../core/services/auth/sample.ts'
import { getBusiness } from '../../core/services/business/get.ts'
import { presentBusiness } from '../../core/services/business/present.ts'
import { getHomeSummary } from '../../core/services/home/get.ts'
import { type AuthWorld, authWorld, identity, newOwner, type Person, refusalOf } from '../support/auth-context.ts'
import { useDatabase } from '../support/database.ts'

const db = useDatabase()
const WHERE = { currency: 'CAD', timezone: 'America/Toronto', country: 'CA' }
let world: AuthWorld
let owner: Person
beforeAll(async () => {
  if (!db.kind) return
  world = authWorld(db)
  owner = await newOwner(world)
})

/** Looked at: its token, as the app would go on with it. */
async function look(person = owner) {
  const opened = await openSample(world.auth, person.bearer, WHERE, (orgId) =>
    world.tenant({ ...person.bearer, orgId }),
  )
  return { ...opened, bearer: await identity.verify(opened.jwt) }
}

/** Rows of every table that has a tenant; a sign-in is its person's. */
async function rowsOf(tenantId: string): Promise<Record<string, number>> {
  const tables = await db.admin<{ name: string }>(
    `select table_schema || '.' || table_name as name from information_schema.columns join information_schema.tables using (table_schema, table_name)
     where column_name = 'tenant_id' and table_name <> 'sessions' and table_schema in ('app', 'public') and table_type = 'BASE TABLE' order by 1`,
  )
  const counts = await db.admin<{ name: string; count: number }>(
    tables
      .map(
        ({ name }) => `select '${name}' as name, count(*)::int as count from ${name} where tenant_id = '${tenantId}'`,
      )
      .join(' union all '),
  )
  return Object.fromEntries(counts.filter(({ count }) => count > 0).map(({ name, count }) => [name, count]))
}

describe('a sample business', () => {
  it('is made once for a person, with something of everything, and says what it is', async () => {
    const before = await rowsOf(owner.body.tenant_id)
    const sample = await look()
    expect(sample.user.business_name).toMatch(/^Sample: /)
    const home = await getHomeSummary(world.tenant(sample.bearer))
    expect(home).toMatchObject({ unpaid: [{ count: 1 }], new_work_items: 1, onboarding: null })
    expect(await rowsOf(sample.tenant_id)).toMatchObject({
      'public.contacts': 3,
      'public.invoices': 1,
      'public.quotes': 1,
      'public.work_items': 1,
      'public.conversations': 1,
      'public.messages': 1,
    })
    const business = presentBusiness(await getBusiness(world.tenant(sample.bearer)))
    expect(business).toMatchObject({ is_sample: true, currency: 'CAD' })
    const again = await look()
    expect([again.tenant_id, again.user.role]).toEqual([sample.tenant_id, 'OWNER'])
    // The owner's own register, figures and rows are as they were.
    expect(await rowsOf(owner.body.tenant_id)).toEqual(before)
  })

  it('sends nothing, lets nobody in and takes in no file: refused, and not offered', async () => {
    const sample = await look()
    const { permissions, businesses } = await getMe(world.auth.system, sample.bearer)
    const outside = ACTIONS.filter((action) => switchesOf(action).includes(OUTSIDE))
    expect(outside.length).toBeGreaterThan(15)
    expect(permissions.filter((action) => outside.some((one) => one === action))).toEqual([])
    expect(businesses.map(({ is_sample }) => is_sample).sort()).toEqual([false, true])
    for (const action of outside.filter((one) => can('OWNER', one) !== '-'))
      expect(await refusalOf(world.tenant(sample.bearer).read(action)), action).toBe('CAPABILITY_DISABLED outside')
    const own = await getMe(world.auth.system, owner.bearer)
    expect(own.permissions).toContain('invoices.send')
  })

  it('knows of everything that goes out by its name', () => {
    const goes = Object.keys(TABLE).filter((action) =>
      /\.(send|hold|forward|retry|invite|resend|create_(payment_)?link|rotate)/.test(action),
    )
    // Of jobs; and a question to a model, as `ask_model` is one.
    const job = /_failed$|^ai_drafts\.retry$/
    expect(
      goes.filter((action) => !job.test(action) && !switchesOf(action as keyof typeof TABLE).includes(OUTSIDE)),
    ).toEqual([])
  })

  it('is removed with every row that it has, and made anew', async () => {
    const sample = await look()
    const left = await removeSample(world.auth, sample.bearer)
    expect(left.tenant_id).toBe(owner.body.tenant_id)
    expect(await rowsOf(sample.tenant_id)).toEqual({})
    expect(await db.admin('select from app.tenants where id = $1', [sample.tenant_id])).toEqual([])
    // Once more there is nothing to remove; the sign-in goes on.
    expect((await removeSample(world.auth, owner.bearer)).tenant_id).toBe(owner.body.tenant_id)
    const next = await look()
    expect(next.tenant_id).not.toBe(sample.tenant_id)
    await removeSample(world.auth, next.bearer)
  })

  it('that was killed half made is made anew, but not while somebody still makes it', async () => {
    const broken = openSample(world.auth, owner.bearer, WHERE, () => {
      throw new Error('killed')
    })
    expect(await refusalOf(broken)).toMatch(/killed/)
    expect(await refusalOf(look())).toBe('IN_FLIGHT sample')
    await db.admin(`update app.tenants set created_at = created_at - interval '2 minutes' where sample_of = $1`, [
      owner.bearer.userId,
    ])
    const sample = await look()
    expect((await rowsOf(sample.tenant_id))['public.contacts']).toBe(3)
    await removeSample(world.auth, sample.bearer)
  })

  it('is nobody else’s', async () => {
    const [mine, stranger] = [await look(), await newOwner(world)]
    await removeSample(world.auth, stranger.bearer)
    expect((await rowsOf(mine.tenant_id))['public.contacts']).toBe(3)
    expect(await refusalOf(world.tenant({ ...stranger.bearer, orgId: mine.bearer.orgId }).read('contacts.read'))).toBe(
      'FORBIDDEN member',
    )
  })
})
