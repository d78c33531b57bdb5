import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { type ClosableBusiness, closableBusiness } from '../../support/closed-business.ts'
import { useDatabase } from '../../support/database.ts'
import { openCheckout, type StripeWorld, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
let one: ClosableBusiness
let world: StripeWorld
/** The provider refuses what is for the owner whose role was ADMIN. */
let isRefused: boolean
const shift = (hours: number) =>
  database.admin(
    `insert into app.clock (shift) values (make_interval(hours => $1)) on conflict (id) do update set shift = excluded.shift`,
    [hours],
  )
beforeAll(() => void vi.spyOn(console, 'error').mockImplementation(() => {}))
beforeEach(async () => {
  await shift(0)
  one = await closableBusiness(database)
  world = stripeWorld(database)
  isRefused = true
  await database.admin(`update app.memberships set role = 'OWNER' where tenant_id = $1 and user_id = $2`, [
    one.ours.tenantId,
    one.ours.userIds.ADMIN,
  ])
  const { send } = world.mailer
  world.mailer.send = async (mail) =>
    isRefused && isTo(mail.to, 'ADMIN') ? { outcome: 'refused', reason: 'No such mailbox' } : send(mail)
})
afterAll(() => shift(0))

const isTo = (to: string, role: 'OWNER' | 'ADMIN') => to.startsWith(`${one.ours.userIds[role]}@`)

/** The crons of so many days, four times a day; answers whether the business is still there. */
async function days(from: number, to: number): Promise<boolean> {
  for (let hours = from * 24; hours <= to * 24; hours += 6) {
    await shift(hours)
    // The hours of the machine itself do not pass here.
    await database.admin(`update app.jobs set done_at = done_at - interval '6 hours' where state = 'FAILED'`)
    await database.admin(`select app.tidy_work()`)
    await world.sweep()
  }
  const there = await database.admin(`select from app.tenants where id = $1`, [one.ours.tenantId])
  return there.length === 1
}

/** As if whose mailbox refuses had had his warning. */
const unwarn = () =>
  database.admin(
    `delete from app.jobs where tenant_id = $1 and payload->>'kind' = 'ending' and payload->>'user_id' = $2`,
    [one.ours.tenantId, one.ours.userIds.ADMIN],
  )

const subjects = (role: 'OWNER' | 'ADMIN') =>
  world.mailer.sent.filter(({ to }) => isTo(to, role)).map(({ subject }) => subject)

describe('a removal waits for the mails of its owners', () => {
  it('a fortnight at most where a mailbox refuses them, however often they are tried', async () => {
    const checkout = await openCheckout(world, database, one.ours, (await one.ours.sentInvoice()).id)
    await one.close()
    await days(0, 1)
    await world.deliver(checkout.succeeded())
    expect(await days(26, 43)).toBe(true)
    const [tried] = await database.admin<{ until: boolean }>(
      `select kept_until <= closed_at + interval '45 days' as until from app.tenants where id = $1`,
      [one.ours.tenantId],
    )
    expect(tried).toEqual({ until: true })
    expect(subjects('OWNER')).toHaveLength(3)
    expect(await days(44, 46)).toBe(false)
  })

  it('is not put off by another mail that is refused', async () => {
    await one.close()
    await days(0, 1)
    await unwarn()
    expect(await days(26, 30)).toBe(true)
    expect(await days(31, 32)).toBe(false)
  })

  it('of money that moved, too, until they have gone', async () => {
    const checkout = await openCheckout(world, database, one.ours, (await one.ours.sentInvoice()).id)
    await one.close()
    await days(0, 1)
    await unwarn()
    await days(27, 30)
    await world.deliver(checkout.succeeded())
    expect(await days(30, 34)).toBe(true)
    expect(subjects('OWNER')).toContain('A payment of your closed business')
    isRefused = false
    await days(34, 35)
    expect(subjects('ADMIN')).toContain('A payment of your closed business')
    expect(await days(35, 36)).toBe(false)
  })
})
