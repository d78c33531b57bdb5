import { expect, it } from 'vitest'
import { getInvoice } from '../../../core/services/invoices/get.ts'
import { useBalancedBooks } from '../../support/books.ts'
import { makeBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { openCheckout, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
useBalancedBooks(database)

it('WH3 WH5 two events, ten times each, all at once: one payment', async () => {
  const world = stripeWorld(database)
  const ours = await makeBusiness(database)
  const { id } = await ours.sentInvoice()
  const checkout = await openCheckout(world, database, ours, id)
  const events = [checkout.completed(), checkout.succeeded()]
  await Promise.all(Array.from({ length: 20 }, (_, index) => world.deliver(events[index % 2]!)))
  await database.admin(
    `update app.jobs set run_at = now() - interval '1 second', leased_until = null where done_at is null`,
  )
  await world.sweep()
  expect((await getInvoice(ours.as('OWNER'), id)).amount_paid).toBe(10000n)
  const rows = await database.admin(
    `select 1 from payments where invoice_id = $1 union all select 1 from unapplied_money where invoice_id = $1`,
    [id],
  )
  expect(rows).toHaveLength(1)
  const open = await database.admin(`select 1 from app.jobs where done_at is null and type = 'WEBHOOK_PROCESS'`)
  expect(open).toEqual([])
})
