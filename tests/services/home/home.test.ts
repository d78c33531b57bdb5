import { beforeAll, describe, expect, it } from 'vitest'
import { CreateAiDraft } from '../../../core/contract/ai-drafts.ts'
import { Meter } from '../../../core/db/meter.ts'
import { minorUnits } from '../../../core/domain/kernel/currencies.ts'
import { formatScaled } from '../../../core/domain/kernel/decimal.ts'
import { applyAiDraft } from '../../../core/services/ai-drafts/apply.ts'
import { createAiDraft } from '../../../core/services/ai-drafts/create.ts'
import { rejectAiDraft, requestReview } from '../../../core/services/ai-drafts/decide.ts'
import { getHomeSummary } from '../../../core/services/home/get.ts'
import { createPayment } from '../../../core/services/payments/create.ts'
import { reversePayment } from '../../../core/services/payments/reverse.ts'
import { rejectQuote } from '../../../core/services/quotes/approve.ts'
import { markQuoteSent } from '../../../core/services/quotes/links.ts'
import { makeBusiness, openTenant, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { draftQuote } from '../../support/quoted.ts'
import { expectRefusal } from '../../support/refusal.ts'
import { openCheckout, stripeWorld } from '../../support/stripe-world.ts'

const database = useDatabase()
let business: TestBusiness
let today: string

beforeAll(async () => {
  if (!database.kind) return
  business = await makeBusiness(database)
  today = await todayIn('America/Toronto')
  await seed(business)
  await seed(await makeBusiness(database))
}, 60_000)

const home = (role: Parameters<TestBusiness['as']>[0] = 'OWNER', of = business) => getHomeSummary(of.as(role))

describe('getHomeSummary', () => {
  it('TI8 counts what an oracle counts for this business alone, each currency by itself', async () => {
    const summary = await home()
    const oracle = await oracleOf(business, today)
    expect(summary.unpaid).toEqual(oracle.unpaid)
    expect(summary.overdue).toEqual(oracle.overdue)
    expect(summary.paid_today).toEqual(oracle.paid)
    expect(summary.drafts).toBe(oracle.drafts)
    expect(summary.unpaid).toEqual([
      { count: 4, total: '360.00', currency: 'CAD' },
      { count: 1, total: '700', currency: 'JPY' },
    ])
    expect(summary.overdue).toEqual([
      { count: 2, total: '160.00', currency: 'CAD' },
      { count: 1, total: '700', currency: 'JPY' },
    ])
    expect(summary.paid_today).toEqual([{ count: 2, total: '140.00', currency: 'CAD' }])
    expect(summary).toMatchObject({ currency: 'CAD', today, drafts: 2, oldest_overdue_days: 20, new_work_items: 0 })
    expect(summary.last_payment_at).not.toBeNull()
  })

  it('names suggestions that nobody has decided on, as many as there are at that moment, to who may decide', async () => {
    const of = await makeBusiness(database)
    const ports = { fileStore: {} as never, pdfLines: async () => [], draftModel: null }
    const suggest = async (role: 'OWNER' | 'AGENT') => {
      const input = CreateAiDraft.parse({ source_type: 'MANUAL', text: 'The boiler is leaking, please come' })
      return (await createAiDraft(of.as(role), ports, input)).id
    }
    const told = async (role: Parameters<TestBusiness['as']>[0] = 'OWNER') =>
      (await home(role, of)).next.filter(({ kind }) => kind === 'drafts_waiting').map(({ title }) => title)
    expect(await told()).toEqual([])
    const first = await suggest('OWNER')
    expect([await told(), await told('AGENT'), await told('VIEWER')]).toEqual([['A suggestion to check'], [], []])
    await requestReview(of.as('OWNER'), first)
    const his = await suggest('AGENT')
    expect([await told(), await told('AGENT')]).toEqual([['2 suggestions to check'], ['A suggestion to check']])
    await applyAiDraft(of.as('OWNER'), his, {})
    await rejectAiDraft(of.as('OWNER'), first, {})
    expect([await told(), await told('AGENT')]).toEqual([[], []])
    await database.admin(
      `insert into ai_drafts (tenant_id, id, intent, source_type, source_text, received_at, intents, draft_payload, fields, confidence, created_by)
       select $1, gen_random_uuid(), 'NONE', 'MANUAL', 'x', now(), '[]', '{}', '{}', 0, 'x' from generate_series(1, 120)`,
      [of.tenantId],
    )
    expect(await told()).toEqual(['100 or more suggestions to check'])
    expect((await home()).next.map(({ kind }) => kind)).not.toContain('drafts_waiting')
  })

  it('takes one trip', async () => {
    const meter = new Meter()
    const summary = await getHomeSummary(business.as('OWNER', { meter }))
    expect(meter.trips).toBe(1)
    expect(Math.abs(Date.parse(summary.as_of) - Date.now())).toBeLessThan(60_000)
  })

  it('puts the most overdue first, then drafts, at most eight (C-9)', async () => {
    const { next } = await home()
    expect(next.map(({ kind, days_late, amount }) => [kind, days_late, amount])).toEqual([
      ['invoice_overdue', 20, '100.00'],
      ['invoice_overdue', 10, '700'],
      ['invoice_overdue', 5, '60.00'],
      ['invoice_draft', 0, '100.00'],
      ['invoice_draft', 0, '100.00'],
    ])
    const many = await makeBusiness(database, { roles: ['OWNER'] })
    const late = await many.sentInvoice()
    await database.admin('update invoices set issue_date = issue_date - 60, due_date = $2::date - 1 where id = $1', [
      late.id,
      today,
    ])
    for (let n = 0; n < 10; n++) await many.draft({ reference: `Draft ${n}` })
    const contexts = (await home('OWNER', many)).next.map(({ context }) => context)
    expect(contexts).toEqual([late.invoice_number, ...[9, 8, 7, 6, 5, 4, 3].map((n) => `Draft ${n}`)])
  })

  it('names quotes that end within two days where the business is, among what is late, and only while they can be approved', async () => {
    const of = await makeBusiness(database, { timezone: 'Pacific/Kiritimati' })
    const day = await todayIn('Pacific/Kiritimati')
    const ending = async (days: number, role: 'OWNER' | 'AGENT' = 'OWNER') => {
      const { id } = await draftQuote(of, {}, role)
      await markQuoteSent(of.as('OWNER'), id)
      const expiry = `$2::date + ${days}`
      await database.admin(`update quotes set issue_date = $2::date - 9, expiry_date = ${expiry} where id = $1`, [
        id,
        day,
      ])
      return id
    }
    const [today, inTwo] = [await ending(0), await ending(2, 'AGENT')]
    await ending(-1)
    await ending(3)
    await rejectQuote(of.as('OWNER'), await ending(1), { note: 'Too dear' })
    const late = await of.sentInvoice()
    await database.admin('update invoices set issue_date = issue_date - 60, due_date = $2::date - 1 where id = $1', [
      late.id,
      day,
    ])
    const { next } = await home('VIEWER', of)
    expect(next.map(({ kind, id }) => [kind, id])).toEqual([
      ['invoice_overdue', late.id],
      ['quote_ending', today],
      ['quote_ending', inTwo],
    ])
    expect(next[1]).toMatchObject({ amount: '100.00', due_at: day, invoice_id: null })
    expect((await home('AGENT', of)).next.map(({ id }) => id)).toEqual([inTwo])
    for (let n = 0; n < 9; n++) {
      const { id } = await of.sentInvoice()
      await database.admin('update invoices set issue_date = issue_date - 60, due_date = $2::date - 1 where id = $1', [
        id,
        day,
      ])
    }
    expect((await home('OWNER', of)).next.slice(-2).map(({ id }) => id)).toEqual([today, inTwo])
  })

  it('is empty for a new business', async () => {
    const fresh = await makeBusiness(database, { currency: 'EUR' })
    for (const role of ['OWNER', 'ADMIN', 'STAFF', 'AGENT', 'VIEWER'] as const) {
      expect(await home(role, fresh)).toMatchObject({
        currency: 'EUR',
        unpaid: [],
        overdue: [],
        paid_today: [],
        drafts: 0,
        next: [],
        last_payment_at: null,
        oldest_overdue_days: 0,
      })
    }
  })

  it('RB1 shows an agent his own drafts and no money of the business', async () => {
    expect(await home('AGENT')).toMatchObject({
      unpaid: [],
      paid_today: [],
      last_payment_at: null,
      drafts: 1,
      allowed_actions: ['work_items.create', 'invoices.create', 'contacts.create'],
    })
    expect((await home('AGENT')).next).toHaveLength(1)
    expect((await home('VIEWER')).unpaid).toEqual((await home()).unpaid)
    expect((await home('VIEWER')).allowed_actions).toEqual([])
    await expectRefusal(
      getHomeSummary(openTenant(database, business.orgId, (await makeBusiness(database)).userIds.OWNER)),
      'FORBIDDEN',
    )
  })

  it('counts a payment of which a part went back', async () => {
    const of = await makeBusiness(database)
    const world = stripeWorld(database)
    const checkout = await openCheckout(world, database, of, (await of.sentInvoice()).id)
    await world.deliver(checkout.completed())
    await world.deliver(checkout.refundedBy([['re_1', 3_000]]))
    expect((await home('OWNER', of)).paid_today).toEqual([{ count: 1, total: '70.00', currency: 'CAD' }])
    await world.deliver(checkout.refundedBy([['re_1', 3_000, 'FAILED']]))
    expect((await home('OWNER', of)).paid_today).toEqual([{ count: 1, total: '100.00', currency: 'CAD' }])
    await world.deliver(checkout.refundedBy([['re_2', 10_000]]))
    expect((await home('OWNER', of)).paid_today).toEqual([])
  })

  it('counts days and payments in the zone of the business', async () => {
    const [east, west] = ['Pacific/Kiritimati', 'Pacific/Pago_Pago'] as const
    const [ahead, behind] = [
      await makeBusiness(database, { timezone: east }),
      await makeBusiness(database, { timezone: west }),
    ]
    expect((await home('OWNER', ahead)).today).toBe(await todayIn(east))
    expect((await home('OWNER', behind)).today).toBe(await todayIn(west))
    const invoice = await ahead.sentInvoice()
    await createPayment(ahead.as('OWNER'), { invoice_id: invoice.id, provider: 'CASH', amount: '100.00' })
    expect((await home('OWNER', ahead)).paid_today).toEqual([{ count: 1, total: '100.00', currency: 'CAD' }])
    await database.admin(`update app.tenants set timezone = $2 where id = $1`, [ahead.tenantId, west])
    expect((await home('OWNER', ahead)).paid_today).toEqual([])
  })
})

/** 4 open in CAD (2 late, one of them partly paid), 1 late in JPY, 1 paid, 1 void, 2 drafts; today 140 paid, 30 taken back. */
async function seed(of: TestBusiness): Promise<void> {
  const pay = (id: string, amount: string) =>
    createPayment(of.as('STAFF'), { invoice_id: id, provider: 'CASH', amount })
  const late = await of.sentInvoice()
  const partly = await of.sentInvoice()
  const current = await of.sentInvoice()
  await of.sentInvoice()
  const yen = await of.sentInvoice({ currency: 'JPY', line_items: [{ name: 'Repair', rate: '700' }] })
  const paid = await of.sentInvoice()
  const voided = await of.sentInvoice()
  await of.draft({}, 'AGENT')
  await of.draft()
  await pay(partly.id, '40.00')
  await pay(paid.id, '100.00')
  const wrong = await pay(current.id, '30.00')
  await reversePayment(of.as('OWNER'), wrong.id, 'Typed by mistake')
  await database.admin(`update invoices set status = 'VOID' where id = $1`, [voided.id])
  for (const [id, days] of [
    [late.id, 20],
    [yen.id, 10],
    [partly.id, 5],
    [paid.id, 30],
  ] as const) {
    await database.admin(
      `update invoices set issue_date = issue_date - 60, due_date = $2::date - $3::int where id = $1`,
      [id, today, days],
    )
  }
}

async function todayIn(zone: string): Promise<string> {
  const [row] = await database.admin<{ d: string }>('select (app.now() at time zone $1)::date::text as d', [zone])
  return row?.d ?? ''
}

interface Sum {
  currency: string
  count: number
  total: string
}

async function oracleOf(of: TestBusiness, day: string) {
  const ask = (from: string, money: string) =>
    database.admin<Sum>(
      `select currency, count(*)::int as count, sum(${money})::text as total from ${from} and tenant_id = $1 group by 1 order by 1`,
      [of.tenantId],
    )
  const open = `invoices where deleted_at is null and status = 'SENT' and total > amount_paid`
  const [drafts] = await database.admin<{ n: number }>(
    `select count(*)::int as n from invoices where tenant_id = $1 and status = 'DRAFT'`,
    [of.tenantId],
  )
  return {
    unpaid: (await ask(open, 'total - amount_paid')).map(wire),
    overdue: (await ask(`${open} and due_date < '${day}'`, 'total - amount_paid')).map(wire),
    paid: (
      await ask(
        `payments p where paid_on = '${day}' and reverses_id is null and not exists (select from payments r where r.reverses_id = p.id)`,
        'amount',
      )
    ).map(wire),
    drafts: drafts?.n,
  }
}

const wire = ({ currency, count, total }: Sum) => ({
  count,
  total: formatScaled(BigInt(total), minorUnits(currency) ?? 0),
  currency,
})
