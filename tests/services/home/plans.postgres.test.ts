import { beforeAll, describe, expect, it } from 'vitest'
import {
  draftsCount,
  figuresOfOpen,
  nextDrafts,
  nextEnding,
  nextOverdue,
  paidToday,
} from '../../../core/services/home/queries.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { planOf } from '../../support/plan.ts'

const database = useDatabase()
let business: TestBusiness

beforeAll(async () => {
  if (!database.kind) return
  business = await makeBusiness(database, { roles: ['OWNER'] })
  const draft = await business.draft()
  await fill(draft.id, 20_000, 'VOID', 0)
  await fill(draft.id, 60, 'SENT', 1000)
  await pay(20_000)
  await quote(20_000)
  await database.admin('vacuum analyze invoices, payments, contacts, quotes')
}, 60_000)

/** Copies of a draft, a day older and earlier due each. */
const fill = (id: string, count: number, status: string, from: number) =>
  database.admin(
    `insert into invoices (tenant_id, id, status, invoice_number, contact_id, issue_date, due_date, currency, subtotal, discount_total, charge_total, tax_total, total, created_by, created_at)
     select tenant_id, gen_random_uuid(), $3, $3 || n, contact_id, issue_date - 9000, issue_date - (n % 8000), currency, subtotal, 0, 0, 0, total, 'test', now() - make_interval(days => $4::int + n)
     from invoices, generate_series(1, $2::int) n where id = $1`,
    [id, count, status, from],
  )

/** Sent, one for each of the days around today. */
const quote = (count: number) =>
  database.admin(
    `insert into quotes (tenant_id, id, status, quote_number, contact_id, issue_date, expiry_date, currency, subtotal, discount_total, charge_total, tax_total, total, created_by)
     select i.tenant_id, gen_random_uuid(), 'SENT', 'Q' || n, i.contact_id, current_date - 20000, current_date - 10000 + n, 'CAD', 1, 0, 0, 0, 1, 'test'
     from (select * from invoices where tenant_id = $1 limit 1) i, generate_series(1, $2::int) n`,
    [business.tenantId, count],
  )

const pay = (count: number) =>
  database.admin(
    `insert into payments (tenant_id, id, invoice_id, provider, status, amount, applied, currency, paid_at, paid_on, created_by)
     select i.tenant_id, gen_random_uuid(), i.id, 'CASH', 'SUCCEEDED', 1, 1, 'CAD', now() - make_interval(days => n / 10), current_date - n / 10, 'test'
     from (select * from invoices where tenant_id = $1 limit 1) i, generate_series(1, $2::int) n`,
    [business.tenantId, count],
  )

describe('plans of home, under forced row security', () => {
  it.each([
    ['what is open', figuresOfOpen, 70],
    ['paid today', paidToday, 40],
    ['drafts', draftsCount, 10],
    ['the most overdue', nextOverdue(8), 40],
    ['the newest drafts', nextDrafts(8), 15],
    ['the quotes that end soon', nextEnding(8), 20],
  ])('%s does not look at what was closed long ago', async (_, query, most) => {
    const plan = await planOf(business.as('OWNER'), query)
    expect(plan.buffers, plan.nodes.join()).toBeLessThanOrEqual(most)
  })
}, 60_000)
