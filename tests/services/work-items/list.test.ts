import { sql } from 'drizzle-orm'
import { beforeEach, describe, expect, it } from 'vitest'
import { WorkItemQuery } from '../../../core/contract/work-items.ts'
import { addDays } from '../../../core/domain/kernel/dates.ts'
import { countWorkItems } from '../../../core/services/work-items/counts.ts'
import { listWorkItems } from '../../../core/services/work-items/list.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { workCursors, workOf } from '../../support/work-items.ts'

const database = useDatabase()
let b: TestBusiness
let work: ReturnType<typeof workOf>
beforeEach(async () => {
  if (!database.kind) return
  b = await makeBusiness(database)
  work = workOf(b, database)
})

describe('the list of work', () => {
  it('is by due date in the week of the business, in pages, with its counts', async () => {
    const day = await work.today()
    // Weeks end on Saturday in Canada.
    const [{ left }] = (await database.admin<{ left: number }>(`select 6 - extract(dow from $1::date)::int as left`, [
      day,
    ])) as [{ left: number }]
    const at = { Overdue: -1, Today: 0, 'End of the week': left, 'Next week': left + 1, 'In a year': 365 }
    await work.make({ title: 'No date' })
    for (const [title, days] of Object.entries(at).reverse())
      await work.make({ title, due_at: addDays(day, days), override_warnings: true })
    await work.make({ title: 'Done', due_at: day }).then(({ id }) => work.change(id, { status: 'DONE' }))
    const groupOf = Object.fromEntries(
      (await work.list({ status: 'OPEN' })).map(({ title, due_group }) => [title, due_group]),
    )
    expect(groupOf).toEqual({
      Overdue: 'overdue',
      Today: 'today',
      'End of the week': left === 0 ? 'today' : 'this_week',
      'Next week': 'later',
      'In a year': 'later',
      'No date': 'none',
    })
    for (const due of ['overdue', 'today', 'this_week', 'later', 'none'] as const) {
      const expected = Object.keys(groupOf).filter((title) => groupOf[title] === due)
      expect([due, (await work.titles({ due })).sort()]).toEqual([due, expected.sort()])
      expect([due, (await countWorkItems(b.as('VIEWER'), {}))[due]]).toEqual([due, expected.length])
    }
    expect((await work.titles()).at(-1)).toBe('No date')
    const walked: string[] = []
    let cursor: string | undefined
    do {
      const page = await listWorkItems(b.as('OWNER'), workCursors, WorkItemQuery.parse({ limit: 2, cursor }))
      walked.push(...page.rows.map(({ title }) => title))
      cursor = page.cursor ?? undefined
    } while (cursor)
    expect(walked).toEqual(await work.titles())
  })

  it.each([
    ['CA', 'Saturday'],
    ['DE', 'Sunday'],
    ['EG', 'Friday'],
    [null, 'Sunday'],
  ])('a week in %s ends on %s', async (country, last) => {
    const of = await makeBusiness(database, { country })
    const tenant = of.as('OWNER')
    const [, found] = await tenant.read(
      'work_items.read',
      tenant.db.execute<{ name: string; days: number }>(
        sql`select to_char(app.week_end(), 'FMDay') as name, app.week_end() - app.today() as days`,
      ),
    )
    expect(found.rows[0]!.name).toBe(last)
    expect(found.rows[0]!.days).toBeGreaterThanOrEqual(0)
    expect(found.rows[0]!.days).toBeLessThan(7)
  })

  it('is filtered by status, type, priority and whoever has it', async () => {
    await work.make({ title: 'Mine', assigned_to: b.userIds.OWNER, type: 'JOB' })
    await work.make({ title: 'Theirs', assigned_to: b.userIds.STAFF, priority: 'URGENT' })
    await work.make({ title: 'Nobody’s' }).then(({ id }) => work.change(id, { status: 'WAITING' }))
    expect(await work.titles({ assigned_to: 'me' })).toEqual(['Mine'])
    expect(await work.titles({ assigned_to: b.userIds.STAFF })).toEqual(['Theirs'])
    expect(await work.titles({ assigned_to: 'nobody' })).toEqual(['Nobody’s'])
    expect(await work.titles({ type: 'JOB' })).toEqual(['Mine'])
    expect(await work.titles({ priority: 'URGENT' })).toEqual(['Theirs'])
    expect(await work.titles({ status: 'WAITING' })).toEqual(['Nobody’s'])
    expect(await work.titles({ contact_id: 'x' })).toEqual([])
    expect(await countWorkItems(b.as('OWNER'), { assigned_to: 'me' })).toMatchObject({ none: 1 })
    expect(await countWorkItems(b.as('OWNER'), { assigned_to: 'nobody' })).toMatchObject({ none: 1 })
  })
})
