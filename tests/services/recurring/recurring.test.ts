import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { InvoiceQuery } from '../../../core/contract/invoices.ts'
import { CreateRecurringInvoice, UpdateRecurringInvoice } from '../../../core/contract/recurring-invoices.ts'
import { addDays } from '../../../core/domain/kernel/dates.ts'
import { addMonths } from '../../../core/domain/kernel/months.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { deleteInvoice } from '../../../core/services/invoices/delete.ts'
import { getInvoice } from '../../../core/services/invoices/get.ts'
import { listInvoices } from '../../../core/services/invoices/list.ts'
import { presentInvoice } from '../../../core/services/invoices/present.ts'
import { createRecurringInvoice } from '../../../core/services/recurring/create.ts'
import { getRecurringInvoice, listRecurringInvoices } from '../../../core/services/recurring/list.ts'
import {
  endRecurringInvoice,
  pauseRecurringInvoice,
  resumeRecurringInvoice,
} from '../../../core/services/recurring/pause.ts'
import { presentRecurring } from '../../../core/services/recurring/present.ts'
import { updateRecurringInvoice } from '../../../core/services/recurring/update.ts'
import { createTaxRate } from '../../../core/services/tax-rates/create.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { type StripeWorld, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
const cursors = new Cursors('a secret of sixteen')
let world: StripeWorld
let ours: TestBusiness
let today: string
beforeAll(() => {
  world = stripeWorld(database)
})
beforeEach(async () => {
  await moveTo(null)
  // Its clocks and its days, and nobody else's jobs.
  ours = await makeBusiness(database)
  const [day] = await database.admin<{ day: string }>(
    `select (app.now() at time zone 'America/Toronto')::date::text as day`,
  )
  // At noon of a day to come, whenever the tests run: an invoice is made at six in the morning.
  today = addDays(day!.day, 1)
  await moveTo(today)
})
afterEach(() => moveTo(null))

/** The product's clock: noon in Toronto of a day, or as it is. */
const moveTo = (day: string | null, time = '12:00') =>
  database.admin(
    `insert into app.clock (shift) values (case when $1::text is null then interval '0' else (($1::text || ' ' || $2)::timestamp at time zone 'America/Toronto') - now() end)
     on conflict (id) do update set shift = excluded.shift`,
    [day, time],
  )

const plan = async (more: object = {}, role: 'OWNER' | 'STAFF' = 'OWNER') =>
  createRecurringInvoice(
    ours.as(role),
    CreateRecurringInvoice.parse({
      contact_id: (await ours.contact()).id,
      line_items: [{ name: 'Boiler watched', qty: '1', rate: '80.00' }],
      starts_on: today,
      every_unit: 'MONTH',
      ...more,
    }),
  )
const now = async (id: string) => presentRecurring(await getRecurringInvoice(ours.as('OWNER'), id))
/** What is due, until nothing more is. */
async function work() {
  for (let round = 0; round < 40; round++) {
    const due = await database.admin<{ tenant_id: string; key: string }>(
      `update app.jobs set leased_until = null where tenant_id = $1 and done_at is null and run_at <= app.now() returning tenant_id, key`,
      [ours.tenantId],
    )
    if (due.length === 0) return
    await world.work(due)
  }
}
const made = (id: string) =>
  database.admin<{ issue_date: string; due_date: string; status: string; total: string; sent: boolean }>(
    `select i.issue_date::text, i.due_date::text, i.status, i.total::text, i.sent_at is not null as sent
     from recurring_periods p join invoices i on i.tenant_id = p.tenant_id and i.id = p.invoice_id where p.recurring_id = $1 order by p.period`,
    [id],
  )
const refusal = (promise: Promise<unknown>) =>
  promise.then(
    () => null,
    ({ code, details, message }) => [code, details?.[0]?.field ?? message],
  )

describe('what is billed again and again', () => {
  it('one draft on its day, and the next on the next, whatever happens twice', async () => {
    const { id } = await plan({ starts_on: addDays(today, 2), due_days: 10 })
    await work()
    expect(await made(id)).toEqual([])
    await moveTo(addDays(today, 2), '05:59')
    await work()
    expect(await made(id)).toEqual([])
    await moveTo(addDays(today, 2), '06:01')
    await Promise.all([work(), work(), work()])
    await database.admin(
      `update app.jobs set done_at = null, state = 'QUEUED', leased_until = null where tenant_id = $1`,
      [ours.tenantId],
    )
    await work()
    const first = addDays(today, 2)
    expect(await made(id)).toEqual([
      { issue_date: first, due_date: addDays(first, 10), status: 'DRAFT', total: '8000', sent: false },
    ])
    const row = await now(id)
    expect(row).toMatchObject({ made: 1, next_days: expect.arrayContaining([addMonths(first, 1)]) })
    const invoice = await getInvoice(ours.as('OWNER'), row.last_invoice!.id)
    expect(presentInvoice(invoice).recurring_invoice_id).toBe(id)
    await moveTo(addMonths(first, 1))
    await work()
    expect((await made(id)).map(({ issue_date }) => issue_date)).toEqual([first, addMonths(first, 1)])
  })

  it('mailed by itself where a person decided so', async () => {
    const { id } = await plan({ mode: 'SEND' })
    await work()
    expect(await made(id)).toMatchObject([{ status: 'SENT', sent: true }])
    expect(world.mailer.sent.at(-1)).toMatchObject({ to: 'maria@silva.example' })
  })

  it('TM4 nobody looked for three days: one for each period, dated its day, with all days to pay', async () => {
    const { id } = await plan({ every_unit: 'DAY', times: 3, due_days: 5 })
    await moveTo(addDays(today, 9))
    await work()
    const late = addDays(today, 14)
    expect(await made(id)).toMatchObject([0, 1, 2].map((n) => ({ issue_date: addDays(today, n), due_date: late })))
    expect(await now(id)).toMatchObject({ status: 'ENDED', next_days: [], made: 3, allowed_actions: [] })
  })

  it('H-API-20 lists what it made and nothing else, newest first, a page at a time', async () => {
    const { id } = await plan({ every_unit: 'DAY', times: 5 })
    const other = await plan()
    await ours.draft()
    await moveTo(addDays(today, 9))
    await work()
    const page = (more: object, tenant = ours.as('VIEWER')) =>
      listInvoices(tenant, cursors, InvoiceQuery.parse({ recurring_invoice_id: id, ...more }))
    const found: { id: string; issue_date: string }[] = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const next = await page({ limit: 2, ...(cursor ? { cursor } : {}) })
      found.push(...next.rows)
      cursor = next.cursor
    }
    expect(found.map(({ issue_date }) => issue_date)).toEqual([4, 3, 2, 1, 0].map((days) => addDays(today, days)))
    expect((await page({ recurring_invoice_id: other.id })).rows).toHaveLength(1)
    await deleteInvoice(ours.as('OWNER'), found[0]!.id)
    const ids = (await page({ status: 'DRAFT' })).rows.map((row) => row.id)
    expect(ids).toEqual(found.slice(1).map((row) => row.id))
    expect((await page({ status: 'UNPAID' })).rows).toEqual([])
    for (const nothing of [page({ recurring_invoice_id: 'r-1' }), page({}, ours.as('AGENT'))])
      expect((await nothing).rows).toEqual([])
    const theirs = await makeBusiness(database)
    expect((await page({}, theirs.as('OWNER'))).rows).toEqual([])
  })

  it('a hundred jobs of one period at once make one invoice', async () => {
    const { id } = await plan()
    const keys = await database.admin<{ tenant_id: string; key: string }>(
      `insert into app.jobs (tenant_id, type, key, payload, run_at)
       select $1, 'RECURRING_MAKE', 'again:' || n, jsonb_build_object('recurring_id', $2::text, 'period', 1), app.now() from generate_series(1, 100) n
       returning tenant_id, key`,
      [ours.tenantId, id],
    )
    await Promise.all([0, 1, 2, 3].map((part) => world.work(keys.filter((_, index) => index % 4 === part))))
    expect(await made(id)).toHaveLength(1)
    expect(await now(id)).toMatchObject({ made: 1 })
  })

  it('paused makes none; resumed leaves out what passed', async () => {
    const { id } = await plan({ every_unit: 'WEEK', starts_on: addDays(today, 1) })
    await pauseRecurringInvoice(ours.as('STAFF'), id)
    await moveTo(addDays(today, 17))
    await work()
    expect(await made(id)).toEqual([])
    const resumed = presentRecurring(await resumeRecurringInvoice(ours.as('STAFF'), id))
    expect(resumed).toMatchObject({ status: 'ACTIVE' })
    expect(resumed.next_days[0]).toBe(addDays(today, 22))
    await moveTo(addDays(today, 22))
    await work()
    expect(await made(id)).toMatchObject([{ issue_date: addDays(today, 22) }])
  })

  it('stops with the reason when it cannot be made, and makes up for it once it is mended', async () => {
    const rate = await createTaxRate(ours.as('OWNER'), { name: 'HST', percent: '13', is_default: false })
    const line = { name: 'Watched', qty: '1', rate: '100.00', tax_rate_id: rate.id }
    const { id } = await plan({ starts_on: addDays(today, 1), line_items: [line] })
    await database.admin(`update tax_rates set deleted_at = now() where id = $1`, [rate.id])
    await database.admin(`update app.tenants set settings_version = settings_version + 1 where id = $1`, [
      ours.tenantId,
    ])
    await moveTo(addDays(today, 1))
    await work()
    expect(await now(id)).toMatchObject({ status: 'PAUSED', problem: expect.any(String), made: 0 })
    await updateRecurringInvoice(
      ours.as('OWNER'),
      id,
      UpdateRecurringInvoice.parse({ line_items: [{ name: 'Watched', qty: '1', rate: '100.00' }] }),
    )
    await moveTo(addDays(today, 4))
    await resumeRecurringInvoice(ours.as('OWNER'), id)
    await work()
    expect(await made(id)).toMatchObject([{ issue_date: addDays(today, 1), total: '10000' }])
    expect(await now(id)).toMatchObject({ status: 'ACTIVE', problem: null })
  })

  it('a change holds for the next ones, and ends it earlier or later', async () => {
    const { id } = await plan({ every_unit: 'WEEK' })
    await work()
    const lines = { line_items: [{ name: 'Watched', qty: '2', rate: '80.00' }] }
    const changed = await updateRecurringInvoice(
      ours.as('OWNER'),
      id,
      UpdateRecurringInvoice.parse({ ...lines, times: 2 }),
    )
    expect(presentRecurring(changed)).toMatchObject({ total: '160.00', next_days: [addDays(today, 7)] })
    expect(await refusal(updateRecurringInvoice(ours.as('OWNER'), id, { times: 1 }))).toEqual([
      'VALIDATION_ERROR',
      'times',
    ])
    await moveTo(addDays(today, 30))
    await work()
    expect((await made(id)).map(({ total }) => total)).toEqual(['8000', '16000'])
    expect(await refusal(updateRecurringInvoice(ours.as('OWNER'), id, { times: 5 }))).toEqual([
      'CONFLICT',
      expect.any(String),
    ])
  })

  it('a change of which no job knows, at the same moment, does not end it', async () => {
    const { id } = await plan()
    // Somebody else's transaction between its look and its write.
    const real = world.context.tenantOf
    world.context.tenantOf = (job) => {
      const tenant = real(job)
      const read = tenant.read.bind(tenant)
      tenant.read = (async (...asked: Parameters<typeof read>) => {
        const answer = await read(...asked)
        await database.admin(
          `update recurring_invoices set version = version + 1 where id = $1 and period = 1 and version = 1`,
          [id],
        )
        return answer
      }) as typeof tenant.read
      return tenant
    }
    await work()
    world.context.tenantOf = real
    // Each time that it comes again; on a machine with too much to do one of them may find no database.
    for (let round = 0; round < 3 && (await made(id)).length === 0; round++) {
      await database.admin(
        `update app.jobs set run_at = app.now() where tenant_id = $1 and done_at is null and state = 'QUEUED' and attempts > 0`,
        [ours.tenantId],
      )
      await work()
    }
    const reasons = await database.admin<{ reason: string }>(
      `select reason from app.jobs where tenant_id = $1 and reason is not null`,
      [ours.tenantId],
    )
    expect(await made(id), JSON.stringify(reasons)).toHaveLength(1)
  })

  it('ended for good', async () => {
    const { id } = await plan({ starts_on: addDays(today, 1) })
    expect(presentRecurring(await endRecurringInvoice(ours.as('OWNER'), id))).toMatchObject({
      status: 'ENDED',
      next_days: [],
    })
    await moveTo(addDays(today, 40))
    await work()
    expect(await made(id)).toEqual([])
    expect((await refusal(resumeRecurringInvoice(ours.as('OWNER'), id)))?.[0]).toBe('CONFLICT')
  })

  it('refuses a day in the past, an end before the beginning, nothing to bill', async () => {
    expect(await refusal(plan({ starts_on: addDays(today, -1) }))).toEqual(['VALIDATION_ERROR', 'starts_on'])
    expect(await refusal(plan({ ends_on: addDays(today, -1) }))).toEqual(['VALIDATION_ERROR', 'ends_on'])
    expect(await refusal(plan({ line_items: [] }))).toEqual(['VALIDATION_ERROR', 'line_items'])
  })

  it('TI2 is of one business, and of its office', async () => {
    const { id } = await plan()
    const theirs = await makeBusiness(database)
    expect((await refusal(getRecurringInvoice(theirs.as('OWNER'), id)))?.[0]).toBe('NOT_FOUND')
    expect((await refusal(pauseRecurringInvoice(theirs.as('OWNER'), id)))?.[0]).toBe('NOT_FOUND')
    expect((await listRecurringInvoices(theirs.as('OWNER'), cursors, { limit: 10 })).rows).toEqual([])
    expect((await refusal(getRecurringInvoice(ours.as('AGENT'), id)))?.[0]).toBe('FORBIDDEN')
    expect((await refusal(pauseRecurringInvoice(ours.as('VIEWER'), id)))?.[0]).toBe('FORBIDDEN')
    expect(
      (await listRecurringInvoices(ours.as('VIEWER'), cursors, { limit: 10, status: 'ACTIVE' })).rows.map(
        (row) => row.id,
      ),
    ).toContain(id)
  })
})
