import { describe, expect, it } from 'vitest'
import { getMe } from '../../core/services/auth/me.ts'
import { openBusiness } from '../../core/services/auth/open-business.ts'
import { refreshSession } from '../../core/services/auth/refresh.ts'
import { authWorld, newOwner, refusalOf } from '../support/auth-context.ts'
import { useDatabase } from '../support/database.ts'

const db = useDatabase()
const SECOND = { business_name: 'Second', currency: 'EUR', timezone: 'Europe/Berlin', country: 'DE' }

describe('another business of a person', () => {
  it('is opened in one trip, with the person as its owner, and the session goes on in it', async () => {
    const world = authWorld(db)
    const owner = await newOwner(world)
    const trips = world.meter.trips
    const opened = await openBusiness(world.auth, owner.bearer, SECOND)
    expect(world.meter.trips - trips).toBe(1)
    expect(opened).toMatchObject({ user: { id: owner.body.user.id, role: 'OWNER', business_name: 'Second' } })
    expect(opened.workspace_id).not.toBe(owner.body.workspace_id)
    const { businesses } = await getMe(world.auth.system, owner.bearer)
    expect(businesses.map(({ name, role }) => [name, role])).toEqual([
      ['Cyclone Rake', 'OWNER'],
      ['Second', 'OWNER'],
    ])
    const again = await refreshSession(world.auth, owner.refreshToken)
    expect(again.body.tenant_id).toBe(opened.tenant_id)
    expect(
      await db.admin('select currency, timezone, country, owner_email from app.tenants where id = $1', [
        opened.tenant_id,
      ]),
    ).toEqual([{ currency: 'EUR', timezone: 'Europe/Berlin', country: 'DE', owner_email: owner.email }])
    const audit = await db.admin('select action from app.audit where tenant_id = $1 order by id', [opened.tenant_id])
    expect(audit).toEqual([{ action: 'tenant.created' }, { action: 'session.switch' }])
  })

  it('needs a session of ours that still goes on, and a zone that the database knows', async () => {
    const world = authWorld(db)
    const owner = await newOwner(world)
    const stranger = await newOwner(world)
    const open = (bearer: typeof owner.bearer, more = {}) =>
      refusalOf(openBusiness(world.auth, bearer, { ...SECOND, ...more }))
    expect(await open({ ...owner.bearer, sessionId: null })).toBe('FORBIDDEN')
    expect(await open({ ...owner.bearer, sessionId: stranger.bearer.sessionId })).toBe('UNAUTHORIZED session')
    expect(await open(owner.bearer, { timezone: 'Mars/Base' })).toMatch(/^VALIDATION_ERROR/)
    await db.admin('update app.sessions set revoked_at = now() where id = $1', [owner.bearer.sessionId])
    expect(await open(owner.bearer)).toBe('UNAUTHORIZED session')
  })

  it('is refused when one person has a hundred', async () => {
    const world = authWorld(db)
    const owner = await newOwner(world)
    await db.admin(
      `with many as (insert into app.tenants (id, external_org_id, name, owner_email)
         select gen_random_uuid(), 'org_many_' || gen_random_uuid(), 'One of many', '' from generate_series(1, 99) returning id)
       insert into app.memberships (tenant_id, user_id, role) select id, $1, 'OWNER' from many`,
      [owner.bearer.userId],
    )
    expect(await refusalOf(openBusiness(world.auth, owner.bearer, SECOND))).toBe('CONFLICT too_many_businesses')
  })
})
