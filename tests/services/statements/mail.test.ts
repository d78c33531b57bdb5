import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CreatePayment } from '../../../core/contract/payments.ts'
import { SendStatement } from '../../../core/contract/statements.ts'
import { newId } from '../../../core/db/ids.ts'
import { updateBusiness } from '../../../core/services/business/update.ts'
import { createPayment } from '../../../core/services/payments/create.ts'
import { sendStatement } from '../../../core/services/statements/send.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { type StripeWorld, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
let world: StripeWorld
let ours: TestBusiness
let address: string
beforeAll(() => {
  if (database.kind) world = stripeWorld(database)
})
beforeEach(async () => {
  await moveTo('2031-03-02')
  ours = await makeBusiness(database)
  address = `${newId()}@customer.example`
  world.mailer.outcome = { outcome: 'accepted', id: null }
})
afterEach(() => moveTo(null))

/** The product's clock where the business is, or as it is. */
const moveTo = (day: string | null, time = '12:00') =>
  database.admin(
    `insert into app.clock (shift) values (case when $1::text is null then interval '0' else (($1::text || ' ' || $2)::timestamp at time zone 'America/Toronto') - now() end)
     on conflict (id) do update set shift = excluded.shift`,
    [day, time],
  )
/** What is due, until nothing more is. */
async function work() {
  for (let round = 0; round < 20; round++) {
    const due = await database.admin<{ tenant_id: string; key: string }>(
      `update app.jobs set leased_until = null where tenant_id = $1 and done_at is null and run_at <= app.now() returning tenant_id, key`,
      [ours.tenantId],
    )
    if (due.length === 0) return
    await world.work(due)
  }
}
const mails = () => world.mailer.sent.filter(({ to }) => to === address).map(({ text }) => text)
const everyMonthOn = (statement_day: number | null) => updateBusiness(ours.as('OWNER'), { statement_day })
const owing = async () => {
  const { id } = await ours.contact({ email: address })
  const invoice = await ours.sentInvoice({ contact_id: id, issue_date: '2031-02-01', due_date: '2031-02-10' })
  return { id, invoice: invoice.id }
}
const send = (id: string, input: object = {}, business = ours) =>
  sendStatement(business.as('STAFF'), world.context, id, SendStatement.parse(input))
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    ({ code, details }) => [code, details?.[0]?.field],
  )

describe('a statement that a person mails', () => {
  it('goes to the contact, or to the address that he gives, with its paper', async () => {
    const { id } = await owing()
    expect(await send(id, { message: 'As you asked' })).toEqual({ contact_id: id, to: address, sent: true })
    expect(mails()).toEqual(['100.00'])
    const { attachments, isAutomatic } = world.mailer.sent.at(-1)!
    expect([attachments?.[0]?.name, isAutomatic]).toEqual(['Statement-2031-03-02.pdf', false])
    expect(await send(id, { to_address: `books@${address.split('@')[0]}.example` })).toMatchObject({ sent: true })
  })

  it('goes once a day for the same days, and again for others', async () => {
    const { id } = await owing()
    await send(id)
    expect((await refusal(send(id)))?.[0]).toBe('CONFLICT')
    await send(id, { from: '2030-12-01' })
    await moveTo('2031-03-03')
    await send(id)
    expect(mails()).toHaveLength(3)
  })

  it('is sent again under the same key where no answer came, and says what a provider refused', async () => {
    const { id } = await owing()
    world.mailer.outcome = { outcome: 'unknown', reason: 'No answer' }
    expect((await refusal(send(id)))?.[0]).toBe('PROVIDER_ERROR')
    world.mailer.outcome = { outcome: 'refused', reason: 'Mailbox full' }
    expect(await refusal(send(id))).toEqual(['PROVIDER_ERROR', 'to_address'])
    world.mailer.outcome = { outcome: 'accepted', id: null }
    await send(id)
    expect(mails()).toHaveLength(1)
  })

  it('is for the office of the same business, and for a contact with an address', async () => {
    const { id } = await owing()
    const theirs = await makeBusiness(database)
    expect((await refusal(send(id, {}, theirs)))?.[0]).toBe('NOT_FOUND')
    for (const role of ['AGENT', 'DELEGATE', 'VIEWER'] as const)
      expect((await refusal(sendStatement(ours.as(role), world.context, id, {})))?.[0]).toBe('FORBIDDEN')
    const silent = await ours.contact({ email: null })
    expect(await refusal(send(silent.id))).toEqual(['VALIDATION_ERROR', 'to_address'])
    expect(await refusal(send(id, { to_address: 'nobody' }))).toEqual(['VALIDATION_ERROR', 'to_address'])
    expect(mails()).toEqual([])
  })
})

describe('on a day of each month', () => {
  it('one mail to each customer who owes something, whatever happens twice', async () => {
    const { id, invoice } = await owing()
    const settled = await owing()
    await createPayment(ours.as('OWNER'), CreatePayment.parse({ invoice_id: settled.invoice, amount: '100' }))
    await everyMonthOn(5)
    await work()
    await moveTo('2031-03-05', '08:59')
    await work()
    expect(mails()).toEqual([])
    await moveTo('2031-03-05', '09:01')
    await Promise.all([work(), work(), work()])
    await database.admin(
      `update app.jobs set done_at = null, state = 'QUEUED', leased_until = null, attempts = 0 where tenant_id = $1`,
      [ours.tenantId],
    )
    await work()
    expect(mails()).toEqual(['100.00'])
    await createPayment(ours.as('OWNER'), CreatePayment.parse({ invoice_id: invoice, amount: '30' }))
    await moveTo('2031-04-05', '09:01')
    await work()
    expect(mails()).toEqual(['100.00', '70.00'])
    expect(id).not.toBe(settled.id)
  })

  it('is made up for once after months without a cron, waits for the morning at night, and asks what is owed then', async () => {
    const { invoice } = await owing()
    await everyMonthOn(5)
    await work()
    await moveTo('2031-06-20', '23:00')
    await work()
    expect(mails()).toEqual([])
    await createPayment(ours.as('OWNER'), CreatePayment.parse({ invoice_id: invoice, amount: '99' }))
    await moveTo('2031-06-21', '09:01')
    await work()
    expect(mails()).toEqual(['1.00'])
    await moveTo('2031-07-04')
    await work()
    expect(mails()).toHaveLength(1)
    await moveTo('2031-07-05', '09:01')
    await work()
    expect(mails()).toHaveLength(2)
  })

  it('ends when it is switched off, and follows another day', async () => {
    await owing()
    await everyMonthOn(5)
    await work()
    await everyMonthOn(7)
    await work()
    await moveTo('2031-03-05', '10:00')
    await work()
    expect(mails()).toEqual([])
    await moveTo('2031-03-07', '10:00')
    await work()
    expect(mails()).toHaveLength(1)
    // Another day of a month whose statement went out sends none again.
    await everyMonthOn(20)
    await work()
    await moveTo('2031-03-20', '10:00')
    await work()
    expect(mails()).toHaveLength(1)
    await everyMonthOn(null)
    await moveTo('2031-05-20', '10:00')
    await work()
    expect(mails()).toHaveLength(1)
  })

  it('goes on to the next where a provider refuses one, and to nobody whose address takes no mail', async () => {
    const { id } = await owing()
    await database.admin(
      `update contacts set email_problem = 'BOUNCED', email_problem_at = app.now() where tenant_id = $1 and id = $2`,
      [ours.tenantId, id],
    )
    const other = `${newId()}@customer.example`
    await ours.sentInvoice({
      contact_id: (await ours.contact({ email: other })).id,
      issue_date: '2031-02-01',
      due_date: '2031-02-10',
    })
    await everyMonthOn(5)
    await work()
    world.mailer.outcome = { outcome: 'refused', reason: 'Mailbox full' }
    await moveTo('2031-03-05', '09:01')
    await work()
    expect(mails()).toEqual([])
    const told = await database.admin<{ detail: string }>(
      `select after->>'detail' as detail from app.audit where tenant_id = $1 and action like 'contact.send_statement%' order by id`,
      [ours.tenantId],
    )
    expect(told.map(({ detail }) => detail)).toEqual([other, 'Mailbox full'])
    const open = await database.admin<{ type: string; day: string }>(
      `select type, (run_at at time zone 'America/Toronto')::date::text as day from app.jobs where tenant_id = $1 and done_at is null and type like 'STATEMENT%'`,
      [ours.tenantId],
    )
    expect(open).toEqual([{ type: 'STATEMENTS_PLAN', day: '2031-04-05' }])
  })
})
