import { expect, it } from 'vitest'
import { voidInvoice } from '../../../core/services/invoices/void.ts'
import { makeBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { openCheckout, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()

it('MO6 closes four pages at once, and looks again for more', async () => {
  const world = stripeWorld(database)
  const ours = await makeBusiness(database)
  const { id } = await ours.sentInvoice()
  for (let page = 0; page < 5; page++) await openCheckout(world, database, ours, id)
  await voidInvoice(ours.as('OWNER'), id)
  const pages = async () => {
    const rows = await database.admin<{ status: string }>(
      `select status from checkout_sessions where invoice_id = $1`,
      [id],
    )
    return rows.filter(({ status }) => status === 'EXPIRED').length
  }
  const stateOf = () =>
    database.admin(
      `select state, run_at > now() + interval '50 seconds' as later from app.jobs where type = 'CHECKOUT_EXPIRE'`,
    )
  await world.sweep()
  expect(await pages()).toBe(4)
  expect(await stateOf()).toEqual([{ state: 'QUEUED', later: true }])
  await database.admin(`update app.jobs set run_at = now()`)
  await world.sweep()
  expect(await pages()).toBe(5)
  expect(await stateOf()).toMatchObject([{ state: 'DONE' }])
})
