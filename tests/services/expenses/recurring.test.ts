import { beforeEach, describe, expect, it } from 'vitest'
import { CreateContact } from '../../../core/contract/contacts.ts'
import { CreateExpense } from '../../../core/contract/expenses.ts'
import { Meter } from '../../../core/db/meter.ts'
import { addDays } from '../../../core/domain/kernel/dates.ts'
import type { Role } from '../../../core/domain/permissions.ts'
import { createExpense } from '../../../core/services/expenses/create.ts'
import { deleteExpense } from '../../../core/services/expenses/delete.ts'
import { getRecurringCosts } from '../../../core/services/expenses/recurring.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'

const database = useDatabase()
let b: TestBusiness
let today: string
beforeEach(async () => {
  b = await makeBusiness(database)
  const sql = `select (app.now() at time zone timezone)::date::text as today from app.tenants where id = $1`
  today = (await database.admin<{ today: string }>(sql, [b.tenantId]))[0]!.today
})

const spend = (daysAgo: number, more: object = {}, role: Role = 'OWNER') =>
  createExpense(
    b.as(role),
    CreateExpense.parse({ vendor_name: 'Cloud', amount: '20.00', expense_date: addDays(today, -daysAgo), ...more }),
  )
const weekly = async (more: object = {}, role: Role = 'OWNER') => {
  for (const daysAgo of [15, 8, 1]) await spend(daysAgo, more, role)
}
const costs = (role: Role = 'OWNER') => getRecurringCosts(b.as(role))

describe('costs that come back', () => {
  it('are found in one trip, with what they come to in a year', async () => {
    await weekly()
    await spend(3, { vendor_name: 'Hardware', amount: '99.00' })
    const meter = new Meter()
    const found = await getRecurringCosts(b.as('VIEWER', { meter }))
    expect(meter.trips).toBe(1)
    expect(found.costs).toMatchObject([
      {
        vendor_name: 'Cloud',
        rhythm: 'WEEK',
        times: 3,
        last_amount: '20.00',
        yearly_cost: '1040.00',
        last_on: addDays(today, -1),
        next_on: addDays(today, 6),
        is_late: false,
      },
    ])
    expect(found.totals).toEqual([{ currency: 'CAD', yearly_cost: '1040.00' }])
  })

  it('of a contact and of its name as it was typed before are one vendor’s; in each currency by itself', async () => {
    const { id } = await b.contact(CreateContact.parse({ type: 'VENDOR', display_name: 'CLOUD' }))
    await spend(15)
    await spend(8, { vendor_name: ' cloud ' })
    await spend(1, { vendor_contact_id: id, vendor_name: null })
    await weekly({ vendor_name: 'Japan', currency: 'JPY', amount: '1500' })
    const found = await costs()
    expect(found.costs.map(({ vendor_name, vendor_contact_id }) => [vendor_name, vendor_contact_id])).toEqual([
      ['CLOUD', id],
      ['Japan', null],
    ])
    expect(found.totals).toEqual([
      { currency: 'CAD', yearly_cost: '1040.00' },
      { currency: 'JPY', yearly_cost: '78000' },
    ])
  })

  it('leave out what was rejected or deleted, has no vendor or day, or is of another business', async () => {
    await spend(15)
    const { id } = await spend(8)
    await spend(1)
    await spend(22, { vendor_name: null })
    await spend(22, { expense_date: null })
    expect((await costs()).costs.length).toBe(1)
    await deleteExpense(b.as('OWNER'), id)
    // One left out of two steps is too many.
    expect((await costs()).costs).toEqual([])
    await spend(8)
    await database.admin(`update expenses set status = 'REJECTED', decided_at = now() where tenant_id = $1`, [
      b.tenantId,
    ])
    expect((await costs()).costs).toEqual([])
    expect((await getRecurringCosts((await makeBusiness(database)).as('OWNER'))).costs).toEqual([])
  })

  it('are a hundred at most, and what all of them come to', async () => {
    await weekly({ vendor_name: 'Zurich', currency: 'USD' })
    await database.admin(
      `insert into expenses (tenant_id, id, vendor_name, expense_date, listed_on, amount, currency, created_by)
       select $1, gen_random_uuid(), 'Vendor ' || v, d, d, 100, 'CAD', 'user_1' from generate_series(1, 101) v, unnest($2::date[]) d`,
      [b.tenantId, [15, 8, 1].map((daysAgo) => addDays(today, -daysAgo))],
    )
    const found = await costs()
    expect(found.costs.length).toBe(100)
    expect(found.totals).toEqual([
      { currency: 'CAD', yearly_cost: '5252.00' },
      { currency: 'USD', yearly_cost: '1040.00' },
    ])
  })

  it('of an agent are read from what is his', async () => {
    await weekly()
    expect((await costs('AGENT')).costs).toEqual([])
    await weekly({ vendor_name: 'Bus' }, 'AGENT')
    expect((await costs('AGENT')).costs.map(({ vendor_name }) => vendor_name)).toEqual(['Bus'])
    expect((await costs()).costs.length).toBe(2)
  })
})
