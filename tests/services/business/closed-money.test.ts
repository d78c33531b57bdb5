import { beforeEach, describe, expect, it } from 'vitest'
import { type ClosableBusiness, closableBusiness } from '../../support/closed-business.ts'
import { useDatabase } from '../../support/database.ts'
import { type Checkout, openCheckout, type StripeWorld, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
let one: ClosableBusiness
let world: StripeWorld
let invoice: { id: string; invoice_number: string | null }
let checkout: Checkout
beforeEach(async () => {
  one = await closableBusiness(database)
  world = stripeWorld(database)
  invoice = await one.ours.sentInvoice()
  checkout = await openCheckout(world, database, one.ours, invoice.id)
})

const closed = async () => {
  await one.close()
  await world.sweep()
  world.mailer.sent.length = 0
}
const told = async () => {
  await world.sweep()
  const ours = Object.values(one.ours.userIds)
  return world.mailer.sent
    .filter(({ to }) => ours.includes(to.split('@')[0]!))
    .map(({ to, subject }) => ({ to, subject }))
}

describe('money that moves while a business is closed', () => {
  it('a payment is told to its owners once, however often and by whichever event it comes', async () => {
    await closed()
    await world.deliver(checkout.completed())
    await world.deliver(checkout.succeeded())
    expect(await told()).toEqual([{ to: expect.any(String), subject: 'A payment of your closed business' }])
    const [{ text } = { text: '' }] = world.mailer.sent
    expect(text).toContain(`$100.00 CAD for invoice ${invoice.invoice_number}`)
    expect(text).toContain(`https://dashboard.stripe.com/${checkout.account}/test/payments/${checkout.intent}`)
    expect(text).toMatch(/Until \w+ \d+, \d{4} an owner can open it again: http:\/\/hub\.example\/login/)
    await world.deliver(checkout.refunded('one', 500))
    expect(await told()).toHaveLength(1)
  })

  it('money that fits no invoice, too', async () => {
    await closed()
    world.sessionsByIntent.clear()
    await database.admin(`delete from checkout_sessions where id = $1`, [checkout.session])
    await world.deliver(checkout.succeeded())
    expect(await told()).toEqual([{ to: expect.any(String), subject: 'A payment of your closed business' }])
    expect(world.mailer.sent[0]!.text).not.toContain('for invoice')
  })

  it('and what came before is not told again by what follows on it', async () => {
    await world.deliver(checkout.succeeded())
    await closed()
    await world.deliver(checkout.completed())
    await world.deliver(checkout.refunded('one', 500))
    expect(await told()).toEqual([])
  })

  it('a dispute is told once, with the day of its answer, and so is each end of it', async () => {
    await world.deliver(checkout.succeeded())
    await closed()
    await world.deliver(checkout.disputed('needs_response'))
    await world.deliver(checkout.disputed('under_review'))
    expect(await told()).toEqual([{ to: expect.any(String), subject: 'A payment of your closed business is disputed' }])
    const [{ text } = { text: '' }] = world.mailer.sent
    expect(text).toContain(`https://dashboard.stripe.com/${checkout.account}/test/disputes/${checkout.dispute}`)
    await world.deliver(checkout.disputed('lost'))
    await world.deliver(checkout.disputed('lost'))
    await world.deliver(checkout.refunded('one', 500))
    expect((await told()).slice(1).map(({ subject }) => subject)).toEqual([
      'A dispute of your closed business was lost',
    ])
    await world.deliver(checkout.disputed('won', { withdrawn: false }))
    expect((await told()).slice(2).map(({ subject }) => subject)).toEqual(['A dispute of your closed business was won'])
  })

  it('a dispute of which nobody heard before its end is told by that, and one that had ended before is not', async () => {
    await world.deliver(checkout.succeeded())
    const other = await openCheckout(world, database, one.ours, (await one.ours.sentInvoice()).id)
    await world.deliver(other.succeeded())
    await world.deliver(other.disputed('needs_response'))
    await world.deliver(other.disputed('won', { withdrawn: false }))
    await closed()
    await world.deliver(other.refunded('one', 500))
    expect(await told()).toEqual([])
    await world.deliver(checkout.disputed('needs_response'))
    await world.deliver(checkout.disputed('lost'))
    expect((await told()).map(({ subject }) => subject)).toEqual(['A dispute of your closed business was lost'])
  })

  it('one that had ended before and ends otherwise is told', async () => {
    await world.deliver(checkout.succeeded())
    await world.deliver(checkout.disputed('needs_response'))
    await world.deliver(checkout.disputed('lost'))
    await closed()
    await world.deliver(checkout.refunded('one', 500))
    expect(await told()).toEqual([])
    await world.deliver(checkout.disputed('won', { withdrawn: false }))
    expect((await told()).map(({ subject }) => subject)).toEqual(['A dispute of your closed business was won'])
  })

  it('an inquiry is told once, and once more when the money is taken back', async () => {
    await world.deliver(checkout.succeeded())
    await closed()
    await world.deliver(checkout.disputed('warning_needs_response'))
    await world.deliver(checkout.disputed('warning_under_review'))
    expect(await told()).toHaveLength(1)
    await world.deliver(checkout.disputed('needs_response'))
    await world.deliver(checkout.disputed('under_review'))
    expect(await told()).toHaveLength(2)
  })

  it('by who owns it then, each of them, and names no day to open it when its days are over', async () => {
    await closed()
    await database.admin(`update app.memberships set role = 'OWNER' where tenant_id = $1 and user_id = $2`, [
      one.ours.tenantId,
      one.ours.userIds.ADMIN,
    ])
    await database.admin(`update app.tenants set kept_until = app.now() where id = $1`, [one.ours.tenantId])
    await world.deliver(checkout.succeeded())
    expect(new Set((await told()).map(({ to }) => to)).size).toBe(2)
    for (const { text } of world.mailer.sent) expect(text).toContain('It is being removed, and cannot be opened again.')
  })

  it('of a business that is open it is told in the app alone, and nothing is mailed after it was opened again', async () => {
    await world.deliver(checkout.succeeded())
    expect(await told()).toEqual([])
    await closed()
    await world.deliver(checkout.disputed('needs_response'))
    await one.reopen()
    expect(await told()).toEqual([])
    expect(
      await database.admin(`select from notices where tenant_id = $1 and user_id = $2 and kind = 'PAYMENT_DISPUTED'`, [
        one.ours.tenantId,
        one.ours.userIds.OWNER,
      ]),
    ).toHaveLength(1)
  })
})
