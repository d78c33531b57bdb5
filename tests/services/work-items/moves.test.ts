import { beforeEach, describe, expect, it } from 'vitest'
import { MOVES, workItemMachine } from '../../../core/domain/work-items/machine.ts'
import { archiveWorkItem } from '../../../core/services/work-items/archive.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { stripeWorld } from '../../support/stripe-world.ts'
import { workOf } from '../../support/work-items.ts'

const database = useDatabase()
let b: TestBusiness
let work: ReturnType<typeof workOf>
beforeEach(async () => {
  if (!database.kind) return
  b = await makeBusiness(database)
  work = workOf(b, database)
})

describe('H-SM-1 C-8 its statuses', () => {
  const states = workItemMachine.states
  it.each(states)('from %s', async (from) => {
    for (const to of states.filter((state) => state !== from)) {
      const { id } = await work.make()
      if (from !== 'NEW') await work.change(id, { status: from })
      const reached = await work.change(id, { status: to }).then(
        ({ status }) => status,
        ({ code }) => code,
      )
      const closed = ['DONE', 'CANCELED']
      const possible = !closed.includes(from) || to === 'IN_PROGRESS' || (from === 'DONE' && to === 'CANCELED')
      expect([from, to, reached]).toEqual([from, to, possible ? to : 'CONFLICT'])
      const shown = await work.get(id)
      expect(shown.closed_at === null).toBe(!closed.includes(shown.status))
      for (const state of states.filter((each) => each !== shown.status)) {
        const isListed = shown.allowed_actions.includes(MOVES[state])
        expect([shown.status, state, isListed]).toEqual([
          shown.status,
          state,
          !closed.includes(shown.status) ||
            state === 'IN_PROGRESS' ||
            (shown.status === 'DONE' && state === 'CANCELED'),
        ])
      }
    }
  })

  it('H-AN-4 are events, as are being made, given and closed; all of it is in the audit', async () => {
    const { id } = await work.make()
    await work.change(id, { assigned_to: b.userIds.STAFF })
    await work.change(id, { status: 'IN_PROGRESS', title: 'Fix the other tap' })
    await work.change(id, { status: 'DONE' })
    const events = await database.admin<{ event: string }>(
      `select event from app.outbox where tenant_id = $1 order by id`,
      [b.tenantId],
    )
    expect(events.map(({ event }) => event)).toEqual([
      'work_item.created',
      'work_item.assigned',
      'work_item.status_changed',
      'work_item.status_changed',
      'work_item.closed',
    ])
    const audits = await database.admin(
      `select action, before, after from app.audit where tenant_id = $1 and entity_id = $2 order by id`,
      [b.tenantId, id],
    )
    expect(audits.slice(1)).toEqual([
      { action: 'work_item.assign', before: { assigned_to: null }, after: { assigned_to: b.userIds.STAFF } },
      {
        action: 'work_item.move',
        before: { status: 'NEW', title: 'Fix the tap' },
        after: { status: 'IN_PROGRESS', title: 'Fix the other tap' },
      },
      { action: 'work_item.move', before: { status: 'IN_PROGRESS' }, after: { status: 'DONE' } },
    ])
  })

  it('what was closed a month ago is archived: in no list that does not ask for it, until it is taken up again', async () => {
    const world = stripeWorld(database)
    const [old, again, late] = [
      await work.make({ title: 'Old' }),
      await work.make({ title: 'Again' }),
      await work.make({ title: 'Late' }),
    ]
    for (const { id } of [old, again, late]) await work.change(id, { status: 'DONE' })
    expect(b.jobs.map(({ type, delay_seconds }) => [type, delay_seconds])).toEqual(
      Array.from({ length: 3 }, () => ['WORK_ITEM_ARCHIVE', 30 * 86_400]),
    )
    await work.change(again.id, { status: 'IN_PROGRESS' })
    await database.admin(`update work_items set closed_at = closed_at - interval '30 days' where id = $1`, [old.id])
    await database.admin(`update app.jobs set run_at = app.now() where tenant_id = $1`, [b.tenantId])
    expect(await work.titles()).toHaveLength(3)
    await world.sweep()
    expect((await work.titles()).sort()).toEqual(['Again', 'Late'])
    expect(await work.titles({ archived: 'true' })).toEqual(['Old'])
    expect(await work.titles({ archived: 'true', status: 'DONE' })).toEqual(['Old'])
    const back = await work.change(old.id, { status: 'IN_PROGRESS' })
    expect([back.archived_at, back.closed_at]).toEqual([null, null])
    expect(await archiveWorkItem(b.as('OWNER'), late.id).catch(({ code }) => code)).toBe('FORBIDDEN')
  })
})
