import { beforeAll, describe, expect, it } from 'vitest'
import { CreateConversation } from '../../../core/contract/conversations.ts'
import { CreateExpense } from '../../../core/contract/expenses.ts'
import { NoticeQuery } from '../../../core/contract/notices.ts'
import { CreateWorkItem } from '../../../core/contract/work-items.ts'
import { newId } from '../../../core/db/ids.ts'
import { Meter } from '../../../core/db/meter.ts'
import { ACTIONS, auditOf } from '../../../core/domain/actions.ts'
import { assignConversation } from '../../../core/services/conversations/assign.ts'
import { createConversation } from '../../../core/services/conversations/create.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { createExpense } from '../../../core/services/expenses/create.ts'
import { rejectExpense } from '../../../core/services/expenses/decide.ts'
import { submitExpense } from '../../../core/services/expenses/submit.ts'
import { sendInvoice } from '../../../core/services/invoices/send.ts'
import { presentNotice } from '../../../core/services/notices/internal.ts'
import { listNotices } from '../../../core/services/notices/list.ts'
import { getNoticeSettings, markNoticeRead, updateNoticeSettings } from '../../../core/services/notices/settings.ts'
import { receiveMailEvent } from '../../../core/services/outbound/receive.ts'
import { createWorkItem } from '../../../core/services/work-items/create.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { sendPorts } from '../../support/fake-mailer.ts'
import { mailWorld, written } from '../../support/mail-world.ts'
import { expectRefusal } from '../../support/refusal.ts'

type Role = Parameters<TestBusiness['as']>[0]

const database = useDatabase()
const cursors = new Cursors('a secret of the tests')
let world: ReturnType<typeof mailWorld>
let b: TestBusiness

beforeAll(async () => {
  if (!database.kind) return
  world = mailWorld(database)
  b = await makeBusiness(database)
})

const noticesOf = async (role: Role, query: object = {}, of = b) =>
  (await listNotices(of.as(role), cursors, NoticeQuery.parse(query))).rows.map(presentNotice)
const shown = async (role: Role, query: object = {}, of = b) =>
  (await noticesOf(role, query, of)).map(({ kind, title, context, count }) => [kind, title, context, count])

async function mailed(of = b): Promise<string> {
  await world.deliver(of, written({ text: `It drips ${crypto.randomUUID()}` }))
  const [row] = await database.admin<{ id: string }>(
    `select id from conversations where tenant_id = $1 order by created_at desc limit 1`,
    [of.tenantId],
  )
  return row!.id
}

describe('a notice', () => {
  it('is for who is given something, and not for who gives it or anybody else; one trip to read', async () => {
    const id = await mailed()
    expect(await shown('OWNER')).toEqual([])
    await assignConversation(b.as('OWNER'), id, { assigned_to: b.userIds.AGENT })
    await assignConversation(b.as('OWNER'), id, { assigned_to: b.userIds.AGENT })
    expect(await shown('AGENT')).toEqual([['CONVERSATION_ASSIGNED', 'Jane', 'Leak', 2]])
    await mailed()
    expect(await shown('AGENT')).toEqual([
      ['MESSAGE_RECEIVED', 'Jane', 'Leak', 1],
      ['CONVERSATION_ASSIGNED', 'Jane', 'Leak', 2],
    ])
    for (const role of ['OWNER', 'ADMIN', 'STAFF', 'VIEWER'] as const) expect(await shown(role), role).toEqual([])
    const meter = new Meter()
    await listNotices(b.as('AGENT', { meter }), cursors, NoticeQuery.parse({}))
    expect(meter.trips).toBe(1)
  })

  it('TI2 is of this business only, and says nothing of what is no longer his', async () => {
    const [of, other] = [await makeBusiness(database), await makeBusiness(database)]
    const id = await mailed(of)
    await assignConversation(of.as('OWNER'), id, { assigned_to: of.userIds.AGENT })
    await assignConversation(of.as('OWNER'), id, { assigned_to: null })
    expect(await shown('AGENT', {}, of)).toEqual([['CONVERSATION_ASSIGNED', null, null, 1]])
    expect(await shown('AGENT', {}, other)).toEqual([])
    const [his] = await noticesOf('AGENT', {}, of)
    await expectRefusal(markNoticeRead(other.as('AGENT'), his!.id, { older: true }), 'NOT_FOUND')
    await expectRefusal(markNoticeRead(of.as('OWNER'), his!.id, { older: true }), 'NOT_FOUND')
    expect(await noticesOf('AGENT', { unread: 'true' }, of)).toHaveLength(1)
  })

  it('of work that one makes for another says what it is; for oneself there is none', async () => {
    const of = await makeBusiness(database)
    const work = (title: string, to: string) => CreateWorkItem.parse({ title, assigned_to: to })
    await createWorkItem(of.as('OWNER'), work('Mend the tap', of.userIds.STAFF))
    await createWorkItem(of.as('STAFF'), work('My own', of.userIds.STAFF))
    expect(await shown('STAFF', {}, of)).toEqual([['WORK_ITEM_ASSIGNED', 'Mend the tap', null, 1]])
  })

  it('of a payment that comes from outside is for the office', async () => {
    const of = await makeBusiness(database)
    const { id } = await of.sentInvoice()
    await database.admin(
      `with t as (select set_config('app.tenant', $1, true) as id) insert into app.audit (tenant_id, at, actor, action, entity_type, entity_id)
        select t.id::uuid, app.now(), 'job:WEBHOOK_PROCESS', 'payment.apply', 'payment', $2::uuid from t`,
      [of.tenantId, id],
    )
    for (const role of ['OWNER', 'ADMIN', 'STAFF'] as const)
      expect(
        (await noticesOf(role, {}, of)).map(({ kind, object }) => [kind, object]),
        role,
      ).toEqual([['PAYMENT_RECEIVED', { type: 'invoice', id }]])
    for (const role of ['AGENT', 'VIEWER'] as const) expect(await noticesOf(role, {}, of), role).toEqual([])
  })

  it('is read one by one or all at once, and what happens after that is another', async () => {
    const of = await makeBusiness(database)
    const id = await mailed(of)
    const give = () => assignConversation(of.as('OWNER'), id, { assigned_to: of.userIds.STAFF })
    await give()
    const read = async (older: boolean, meter = new Meter()) => {
      const [first] = await noticesOf('STAFF', {}, of)
      const { unread } = await markNoticeRead(of.as('STAFF', { meter }), first!.id, { older })
      return [unread, meter.trips]
    }
    expect(await read(false)).toEqual([0, 1])
    await give()
    expect((await noticesOf('STAFF', {}, of)).map(({ read, count }) => [read, count])).toEqual([
      [false, 1],
      [true, 1],
    ])
    await createWorkItem(of.as('OWNER'), CreateWorkItem.parse({ title: 'Tap', assigned_to: of.userIds.STAFF }))
    expect(await read(false)).toEqual([1, 1])
    expect(await read(true)).toEqual([0, 1])
    expect((await getNoticeSettings(of.as('STAFF'))).unread).toBe(0)
  })

  it('of what came back, or did not go out while nobody looked, is for who sent it, once', async () => {
    const of = await makeBusiness(database)
    const jane = await of.contact({ display_name: 'Jane', email: 'jane@customer.example' })
    const write = (hold_seconds: number) =>
      createConversation(
        of.as('STAFF'),
        world.context,
        CreateConversation.parse({ contact_id: jane.id, subject: 'Tap', body_text: 'Done', hold_seconds }),
      )
    const mailId = newId()
    world.mailer.outcome = { outcome: 'accepted', id: mailId }
    const { id } = await of.draft()
    await sendInvoice(of.as('STAFF'), sendPorts(world.mailer), id, {
      channel: 'EMAIL',
      hold_seconds: 0,
      to: 'jo@customer.example',
    })
    for (const event of ['one', 'one', 'other']) {
      const told = {
        id: `${mailId}${event}`,
        mailId,
        type: 'email.bounced',
        told: 'BOUNCED',
        at: new Date().toISOString(),
      } as const
      const stored = await receiveMailEvent(world.context.system, { ...told, reason: 'gone', permanent: true })
      if (stored) await world.work([{ tenant_id: stored.tenantId, key: stored.job }])
    }
    expect((await noticesOf('STAFF', {}, of)).map(({ kind, object, count }) => [kind, object, count])).toEqual([
      ['SEND_FAILED', { type: 'invoice', id }, 1],
    ])
    // Who is at it is told by the answer.
    world.mailer.outcome = { outcome: 'refused', reason: 'No such mailbox' }
    await write(0)
    expect(await noticesOf('STAFF', {}, of)).toHaveLength(1)
    await write(60)
    await database.admin(`update outbound set send_at = app.now() where tenant_id = $1 and send_at is not null`, [
      of.tenantId,
    ])
    await database.admin(`update app.jobs set run_at = app.now() where tenant_id = $1 and type = 'MESSAGE_SEND'`, [
      of.tenantId,
    ])
    await world.sweep()
    world.mailer.outcome = { outcome: 'accepted', id: 'mail' }
    expect((await noticesOf('STAFF', {}, of)).map(({ kind, object, title }) => [kind, object.type, title])).toEqual([
      ['SEND_FAILED', 'conversation', 'Jane'],
      ['SEND_FAILED', 'invoice', expect.any(String)],
    ])
    for (const role of ['OWNER', 'ADMIN', 'AGENT', 'VIEWER'] as const)
      expect(await noticesOf(role, {}, of), role).toEqual([])
  })

  it('is left by actions that there are', async () => {
    const [row] = await database.admin<{ condition: string }>(
      `select pg_get_triggerdef(oid) as condition from pg_trigger where tgname = 'notices'`,
    )
    const names = [...row!.condition.matchAll(/'([a-z_]+\.[a-z_]+)'/g)].map(([, name]) => name)
    expect(names.length).toBeGreaterThan(5)
    const known = new Set<string>([...ACTIONS.map((action) => auditOf(action as never)), ...JOBS])
    expect(names.filter((name) => !known.has(name!))).toEqual([])
  })
})
/** What only a job does. */
const JOBS = [
  'message.receive',
  'payment.apply',
  'payment.dispute',
  'payment.inquire',
  'payment.win_dispute',
  'payment.lose_dispute',
  'payment.close_dispute',
]

describe('the mail of the morning', () => {
  async function morning(of: TestBusiness) {
    await database.admin(
      `update app.jobs set run_at = app.now() where tenant_id = $1 and type = 'NOTICES_MAIL' and done_at is null`,
      [of.tenantId],
    )
    await world.sweep()
    await world.work(
      await database.admin(
        `select tenant_id, key from app.jobs where tenant_id = $1 and type = 'NOTICES_MAIL' and done_at is null`,
        [of.tenantId],
      ),
    )
  }
  const mailsTo = (of: TestBusiness) => world.mailer.sent.filter(({ key }) => key.includes(of.userIds.STAFF))
  const planned = async (of: TestBusiness) =>
    (
      await database.admin<{ key: string }>(`select key from app.jobs where tenant_id = $1 and type = 'NOTICES_MAIL'`, [
        of.tenantId,
      ])
    ).length

  it('names what was not read, once, and plans the next', async () => {
    const of = await makeBusiness(database)
    await updateNoticeSettings(of.as('STAFF'), { mail: 'DAILY' })
    await updateNoticeSettings(of.as('STAFF'), { mail: 'DAILY' })
    expect(await planned(of)).toBe(1)
    const id = await mailed(of)
    await assignConversation(of.as('OWNER'), id, { assigned_to: of.userIds.STAFF })
    await morning(of)
    expect(mailsTo(of)).toMatchObject([
      {
        subject: 'One thing waits for you',
        text: expect.stringContaining('- A conversation was given to you: Jane, Leak'),
      },
    ])
    await morning(of)
    expect(mailsTo(of)).toHaveLength(1)
  })

  it('is not sent to who reads, who wants none, or who left', async () => {
    const of = await makeBusiness(database)
    await updateNoticeSettings(of.as('STAFF'), { mail: 'DAILY' })
    const id = await mailed(of)
    await assignConversation(of.as('OWNER'), id, { assigned_to: of.userIds.STAFF })
    const [read] = await noticesOf('STAFF', {}, of)
    await markNoticeRead(of.as('STAFF'), read!.id, { older: false })
    await morning(of)
    await assignConversation(of.as('OWNER'), id, { assigned_to: of.userIds.STAFF })
    await updateNoticeSettings(of.as('STAFF'), { mail: 'NEVER' })
    await morning(of)
    expect(mailsTo(of)).toEqual([])
  })
})

describe('a notice of an expense', () => {
  it('is for who may approve when it is submitted, and for who submitted it when it was decided', async () => {
    const of = await makeBusiness(database)
    const input = CreateExpense.parse({
      vendor_name: 'Beacon Fuel',
      amount: '5',
      expense_date: '2026-11-18',
      category: 'Vehicle',
    })
    const { id } = await createExpense(of.as('AGENT'), input)
    await submitExpense(of.as('AGENT'), id)
    for (const [role, count] of [
      ['OWNER', 1],
      ['ADMIN', 1],
      ['STAFF', 0],
      ['AGENT', 0],
    ] as const)
      expect([role, (await shown(role, {}, of)).length]).toEqual([role, count])
    expect(await shown('OWNER', {}, of)).toEqual([['EXPENSE_SUBMITTED', 'Beacon Fuel', 'Vehicle', 1]])
    await rejectExpense(of.as('ADMIN'), id, { reason: 'Private' })
    expect(await shown('AGENT', {}, of)).toEqual([['EXPENSE_REJECTED', 'Beacon Fuel', 'Vehicle', 1]])
  })
})
