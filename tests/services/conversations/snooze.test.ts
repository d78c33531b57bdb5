import { beforeAll, expect, it } from 'vitest'
import { ConversationQuery } from '../../../core/contract/conversations.ts'
import { newId } from '../../../core/db/ids.ts'
import { Meter } from '../../../core/db/meter.ts'
import type { Role } from '../../../core/domain/permissions.ts'
import { assignConversation } from '../../../core/services/conversations/assign.ts'
import { getConversation } from '../../../core/services/conversations/get.ts'
import { listConversations } from '../../../core/services/conversations/list.ts'
import { markConversation } from '../../../core/services/conversations/mark.ts'
import { closeConversation, openConversation } from '../../../core/services/conversations/move.ts'
import { presentConversation } from '../../../core/services/conversations/present.ts'
import { snoozeConversation } from '../../../core/services/conversations/snooze.ts'
import { countUnread } from '../../../core/services/conversations/unread.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { mailWorld, written } from '../../support/mail-world.ts'
import { expectRefusal } from '../../support/refusal.ts'

const database = useDatabase()
const cursors = new Cursors('a secret of the tests')
let world: ReturnType<typeof mailWorld>
let b: TestBusiness

beforeAll(async () => {
  if (!database.kind) return
  world = mailWorld(database)
  b = await makeBusiness(database)
})

const idsOf = async (query: object = {}, of = b) =>
  (await listConversations(of.as('OWNER'), cursors, ConversationQuery.parse({ limit: 100, ...query }))).rows.map(
    ({ id }) => id,
  )
const from = (id: string) => `Jane <jane-${id}@customer.example>`
async function mailed(of = b, mark = newId()): Promise<string> {
  await world.deliver(of, written({ from: from(mark), subject: `Leak ${mark}`, text: newId() }))
  return (await idsOf({}, of))[0]!
}
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString()
const get = async (id: string, role: Role = 'OWNER') => presentConversation(await getConversation(b.as(role), id))
/** Its time has come, as far as the product knows; the job then finds it so. */
async function pass(id: string): Promise<void> {
  await database.admin(`update conversations set snoozed_until = app.now() where id = $1`, [id])
  await database.admin(`update app.jobs set run_at = app.now() where key like $1`, [`wake:${id}:%`])
  await world.sweep()
}

it('is hidden until its time, for everybody, and comes back unread in one trip and one job', async () => {
  const id = await mailed()
  await markConversation(b.as('OWNER'), id, { unread: false })
  const meter = new Meter()
  const until = inDays(1)
  const snoozed = presentConversation(await snoozeConversation(b.as('STAFF', { meter }), id, { until }))
  expect([meter.trips, snoozed.status, snoozed.snoozed_until]).toEqual([1, 'SNOOZED', until])
  expect(snoozed.allowed_actions).toEqual([
    'assign',
    'open',
    'close',
    'snooze',
    'mark',
    'reply',
    'note',
    'create_contact',
  ])
  expect([await idsOf(), await idsOf({ status: 'SNOOZED' })]).toEqual([expect.not.arrayContaining([id]), [id]])
  await world.sweep()
  expect((await get(id)).status).toBe('SNOOZED')
  await pass(id)
  expect(await get(id)).toMatchObject({ status: 'OPEN', snoozed_until: null, unread: true })
  const audit = await database.admin<{ action: string }>(
    'select action from app.audit where entity_id = $1 order by at, id',
    [id],
  )
  expect(audit.map(({ action }) => action)).toEqual(
    expect.arrayContaining(['conversation.snooze', 'conversation.wake']),
  )
})

it('comes back at once when somebody writes, and its job finds nothing to do then', async () => {
  const mark = newId()
  const id = await mailed(b, mark)
  await snoozeConversation(b.as('OWNER'), id, { until: inDays(2) })
  expect(await mailed(b, mark)).toBe(id)
  expect(await get(id)).toMatchObject({ status: 'OPEN', unread: true })
  await closeConversation(b.as('OWNER'), id)
  await pass(id)
  expect((await get(id)).status).toBe('CLOSED')
})

it('waits for the last time that was said, and the job of an earlier one leaves it alone', async () => {
  const id = await mailed()
  const [sooner, later] = [inDays(1), inDays(30)]
  await snoozeConversation(b.as('OWNER'), id, { until: sooner })
  await snoozeConversation(b.as('OWNER'), id, { until: later })
  await database.admin(`update app.jobs set run_at = app.now() where key like $1`, [`wake:${id}:%`])
  await world.sweep()
  expect(await get(id)).toMatchObject({ status: 'SNOOZED', snoozed_until: later })
  expect((await openConversation(b.as('OWNER'), id)).status).toBe('OPEN')
  expect((await get(id)).snoozed_until).toBeNull()
})

it('takes a time to come, within a year, from whoever may close it', async () => {
  const id = await mailed()
  for (const until of [inDays(-1), new Date().toISOString(), inDays(400)])
    await expectRefusal(snoozeConversation(b.as('OWNER'), id, { until }), 'VALIDATION_ERROR', 'until')
  const until = inDays(1)
  await expectRefusal(snoozeConversation(b.as('VIEWER'), id, { until }), 'FORBIDDEN')
  await expectRefusal(snoozeConversation(b.as('AGENT'), id, { until }), 'NOT_FOUND')
  await expectRefusal(snoozeConversation(b.as('OWNER'), id, { until, if_match_version: 9 }), 'CONFLICT')
  await assignConversation(b.as('OWNER'), id, { assigned_to: b.userIds.AGENT })
  expect((await snoozeConversation(b.as('AGENT'), id, { until })).status).toBe('SNOOZED')
})

it('counts for each member the open ones that he sees and has not seen', async () => {
  const of = await makeBusiness(database)
  const count = async (role: Role) => (await countUnread(of.as(role))).count
  const [one, two, three] = [await mailed(of), await mailed(of), await mailed(of)]
  expect([await count('OWNER'), await count('VIEWER'), await count('AGENT')]).toEqual([3, 3, 0])
  await markConversation(of.as('OWNER'), one, { unread: false })
  await closeConversation(of.as('STAFF'), two)
  await snoozeConversation(of.as('STAFF'), three, { until: inDays(1) })
  expect([await count('OWNER'), await count('VIEWER')]).toEqual([0, 1])
  await assignConversation(of.as('OWNER'), two, { assigned_to: of.userIds.AGENT })
  expect([await count('AGENT'), await count('OWNER')]).toEqual([0, 0])
  await openConversation(of.as('STAFF'), two)
  expect([await count('AGENT'), await count('OWNER'), await count('VIEWER')]).toEqual([1, 1, 2])
  await assignConversation(of.as('OWNER'), two, { assigned_to: null })
  expect([await count('AGENT'), await count('OWNER')]).toEqual([0, 1])
})
