import { beforeEach, expect, it } from 'vitest'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { openCheckout } from '../../support/stripe-world.ts'
import { textWorld } from '../../support/text-world.ts'

const database = useDatabase()
let b: TestBusiness
beforeEach(async () => {
  b = await makeBusiness(database)
})

/** Each deed with how often it was written, and whether it says of which request. */
const deeds = () =>
  database.admin<{ action: string; count: number; has_request: boolean }>(
    `select action, count(*)::int as count, bool_and(request_id is not null) as has_request from app.audit
     where tenant_id = $1 group by action, entity_id, after order by min(id)`,
    [b.tenantId],
  )
const once = (action: string) => ({ action, count: 1, has_request: true })

it('AL2 what a webhook and its job change is audited once, with a request id, however often it comes', async () => {
  const world = textWorld(database)
  const invoice = await b.sentInvoice()
  const checkout = await openCheckout(world, database, b, invoice.id)
  for (const event of [checkout.succeeded(), checkout.succeeded(), checkout.completed()]) await world.deliver(event)
  const seen = (await deeds()).filter(({ action }) => action.startsWith('payment.'))
  expect(seen).toEqual([once('payment.apply')])
  expect((await deeds()).filter(({ has_request }) => !has_request)).toEqual([])
})

it('AL2 so is a text message that Twilio tells of twice', async () => {
  const world = textWorld(database)
  const number = await world.numberOf(b)
  for (let times = 0; times < 2; times++) await world.text(number, '+14165550123', 'STOP', { sid: 'SM_the_same' })
  const seen = (await deeds()).filter(({ action }) => action === 'message.receive')
  expect(seen).toEqual([once('message.receive')])
})
