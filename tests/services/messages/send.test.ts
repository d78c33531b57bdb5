import { beforeAll, describe, expect, it } from 'vitest'
import { ConversationQuery, ForwardMessage, SendMessage } from '../../../core/contract/conversations.ts'
import { newId } from '../../../core/db/ids.ts'
import { connect, Meter } from '../../../core/db/meter.ts'
import { TenantDb } from '../../../core/db/tenant-db.ts'
import type { Role } from '../../../core/domain/permissions.ts'
import { assignConversation } from '../../../core/services/conversations/assign.ts'
import { getConversation } from '../../../core/services/conversations/get.ts'
import { listConversations } from '../../../core/services/conversations/list.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { cancelMessage } from '../../../core/services/messages/cancel.ts'
import { forwardMessage } from '../../../core/services/messages/forward.ts'
import { getMessage } from '../../../core/services/messages/get.ts'
import { listMessages } from '../../../core/services/messages/list.ts'
import type { MessagePorts } from '../../../core/services/messages/mail.ts'
import { retryMessage } from '../../../core/services/messages/retry.ts'
import { sendMessage } from '../../../core/services/messages/send.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { Crash, crashingDb, crashPoints } from '../../support/crash.ts'
import { useDatabase } from '../../support/database.ts'
import { type FakeMailer, fakeMailer } from '../../support/fake-mailer.ts'
import { mailWorld, type Written, written } from '../../support/mail-world.ts'
import { expectRefusal } from '../../support/refusal.ts'

const database = useDatabase()
const cursors = new Cursors('a secret of the tests')
let world: ReturnType<typeof mailWorld>
let b: TestBusiness
let theirs: TestBusiness
let mailer: FakeMailer
let ports: MessagePorts

beforeAll(async () => {
  if (!database.kind) return
  world = mailWorld(database)
  mailer = fakeMailer()
  ports = Object.assign(world.context, { mailer })
  b = await makeBusiness(database, { name: 'Keller Plumbing' })
  theirs = await makeBusiness(database)
})

const conversations = async (of = b) =>
  (await listConversations(of.as('OWNER'), cursors, ConversationQuery.parse({ limit: 100 }))).rows

/** A mail of a stranger, and the conversation that it begins. */
async function mailed(more: Written = {}, of = b): Promise<string> {
  const subject = `Leak ${newId()}`
  const from = `Jane <jane-${newId()}@customer.example>`
  await world.deliver(
    of,
    written({ from, subject, headers: { 'Message-ID': `<${newId()}@customer.example>` }, ...more }),
  )
  return (await conversations(of)).find((row) => row.subject === (more.subject ?? subject))!.id
}

const send = (id: string, input: Partial<SendMessage> = {}, role: Role = 'OWNER', meter = new Meter()) =>
  sendMessage(b.as(role, { meter }), ports, id, SendMessage.parse({ body_text: 'On my way.', ...input }))
const messages = async (id: string, of = b) =>
  (await listMessages(id)(of.as('OWNER'), cursors, { limit: 100, cursor: undefined })).rows
const lastMail = () => mailer.sent.at(-1)!
const refused = { outcome: 'refused', reason: 'No such mailbox' } as const
const unknown = { outcome: 'unknown', reason: 'No answer' } as const
const accepted = { outcome: 'accepted', id: 'mail' } as const

async function answered<T>(outcome: FakeMailer['outcome'], verb: () => Promise<T>): Promise<T> {
  mailer.outcome = outcome
  try {
    return await verb()
  } finally {
    mailer.outcome = accepted
  }
}

/** As if its time had come. */
async function due(id: string): Promise<void> {
  const [job] = await database.admin<{ key: string }>(
    `with o as (update outbound set send_at = case when send_at is not null then app.now() end, claimed_until = null where id = $1)
     update app.jobs set run_at = app.now() - interval '1 second' where payload->>'message_id' = $1::text and done_at is null returning key`,
    [id],
  )
  if (job) await world.work([{ tenant_id: b.tenantId, key: job.key }])
}

describe('an answer', () => {
  it('goes to who wrote, in three trips, with what it answers below it and the name of who wrote it', async () => {
    const id = await mailed({ text: 'It drips.\r\nSince Monday.' })
    const meter = new Meter()
    const row = await send(id, { cc: ['site@customer.example'] }, 'STAFF', meter)
    expect([row.status, row.direction, meter.trips]).toEqual(['SENT', 'OUTBOUND', 3])
    const { reply_to, last_direction, snippet } = await getConversation(b.as('OWNER'), id)
    expect([last_direction, snippet]).toEqual(['OUTBOUND', 'On my way.'])
    const mail = lastMail()
    expect(mail).toMatchObject({ to: reply_to, cc: ['site@customer.example'], fromName: 'Keller Plumbing' })
    expect(mail.subject).toMatch(/^Re: Leak /)
    expect(mail.text).toMatch(
      /^On my way\.\n\n-- \nstaff of \w+\nKeller Plumbing\n\nOn .*, Jane <.*> wrote:\n> It drips\.\n> Since Monday\.$/,
    )
    const [newest, first] = await messages(id)
    expect(mail.headers).toEqual({
      'Message-ID': expect.stringContaining(newest!.id),
      'In-Reply-To': expect.stringMatching(/@customer\.example>$/),
      References: expect.stringMatching(/^<.*@customer\.example>$/),
    })
    expect(first!.direction).toBe('INBOUND')
  })

  it('is found by the secret in the address that it names, and by nobody else’s', async () => {
    const id = await mailed()
    await send(id)
    const to = lastMail().replyTo!
    const local = (await world.addressOf(b)).split('@')[0]!
    expect(to).toMatch(new RegExp(`^${local}\\+[a-z2-7]{24}@`))
    const stranger = written({ from: 'Bo <bo@elsewhere.example>', subject: 'Another', text: `Let him in ${newId()}` })
    const arrival = await world.arrive(stranger, { to: to.toUpperCase().replace(/@.*/, '@in.hub.example') })
    await world.work([{ tenant_id: b.tenantId, key: (arrival as { job: string }).job }])
    expect((await messages(id))[0]!.from_address).toBe('bo@elsewhere.example')
    // The answer goes on to who began it.
    expect((await getConversation(b.as('OWNER'), id)).reply_to).toMatch(/^jane-/)
    const [, token] = /\+([a-z2-7]+)@/.exec(to)!
    const foreign = await world.addressOf(theirs)
    const lost = await world.arrive(written({ subject: 'Lost' }), { to: foreign.replace('@', `+${token}@`) })
    await world.work([{ tenant_id: theirs.tenantId, key: (lost as { job: string }).job }])
    expect((await conversations(theirs)).map(({ subject }) => subject)).toEqual(['Lost'])
    expect((await messages(id)).length).toBe(3)
  })

  it('that is refused keeps its text, and is another mail when it is tried again', async () => {
    const id = await mailed()
    const before = mailer.sent.length
    const row = await answered(refused, () => send(id))
    expect([row.status, row.reason, row.new_text]).toEqual(['FAILED', 'No such mailbox', 'On my way.'])
    const meter = new Meter()
    const again = await retryMessage(b.as('STAFF', { meter }), ports, row.id)
    expect([again.status, again.reason, meter.trips]).toEqual(['SENT', null, 3])
    expect([mailer.sent.length - before, lastMail().key]).toEqual([1, `message:${row.id}:2`])
    await expectRefusal(retryMessage(b.as('STAFF'), ports, row.id), 'CONFLICT')
  })

  it('EM1 of which nobody knows is tried again by its job, and is one mail', async () => {
    const id = await mailed()
    const before = mailer.sent.length
    const row = await answered(unknown, () => send(id))
    expect([row.status, row.tried, row.reason]).toEqual(['QUEUED', true, 'No answer'])
    await due(row.id)
    expect((await getMessage(b.as('OWNER'), row.id)).status).toBe('SENT')
    expect(mailer.sent.length - before).toBe(1)
    const other = await answered(unknown, () => send(id))
    expect((await retryMessage(b.as('OWNER'), ports, other.id)).status).toBe('SENT')
    expect(mailer.sent.length - before).toBe(2)
    await due(other.id)
    expect(mailer.sent.length - before).toBe(2)
  })

  for (const point of crashPoints(3)) {
    it(`a crash ${point.when} trip ${point.trip} is one message and one mail, by its key or by its job`, async () => {
      for (const byJob of [false, true]) {
        const id = await mailed()
        const before = mailer.sent.length
        const idem = { scope: 'send', key: newId(), hash: 'h' }
        const fresh = () => connect({ url: database.appUrl, gateway: database.gateway.url }, new Meter())
        const actor = { kind: 'user', userId: b.userIds.OWNER, orgId: b.orgId, sessionId: null } as const
        const as = (db: ReturnType<typeof fresh>) => TenantDb.open(db, actor, { requestId: 'r' }, { idem })
        const input = SendMessage.parse({ body_text: 'Once.' })
        await expect(sendMessage(as(crashingDb(fresh(), point)), ports, id, input)).rejects.toThrow(Crash)
        await database.admin(
          `with a as (update outbound set claimed_until = null where claimed_until is not null)
           update app.idempotency set leased_until = now() - interval '1 second' where result is null`,
        )
        const written = (await messages(id)).find(({ direction }) => direction === 'OUTBOUND')
        if (byJob && written) await due(written.id)
        expect((await sendMessage(as(fresh()), ports, id, input)).status).toBe('SENT')
        expect((await messages(id)).filter(({ direction }) => direction === 'OUTBOUND')).toHaveLength(1)
        expect(mailer.sent.length - before).toBe(1)
      }
    })
  }
})

describe('what waits', () => {
  it('is held, can be taken back, and is not seen any more', async () => {
    const id = await mailed()
    const before = mailer.sent.length
    const meter = new Meter()
    const row = await send(id, { hold_seconds: 10 }, 'OWNER', meter)
    expect([row.status, meter.trips]).toEqual(['QUEUED', 2])
    expect((await getConversation(b.as('OWNER'), id)).last_direction).toBe('INBOUND')
    expect((await cancelMessage(b.as('OWNER'), row.id)).status).toBe('CANCELED')
    await due(row.id)
    expect([mailer.sent.length - before, (await messages(id)).length]).toEqual([0, 1])
    await expectRefusal(cancelMessage(b.as('OWNER'), row.id), 'CONFLICT')
  })

  it('goes out when its time has come, once, and is not taken back any more', async () => {
    const id = await mailed()
    const before = mailer.sent.length
    const tomorrow = new Date(Date.now() + 86_400_000).toISOString()
    const row = await send(id, { send_at: tomorrow })
    expect(new Date(row.send_at!).toISOString()).toBe(tomorrow)
    await due(row.id)
    await due(row.id)
    expect([(await getMessage(b.as('OWNER'), row.id)).status, mailer.sent.length - before]).toEqual(['SENT', 1])
    expect((await getConversation(b.as('OWNER'), id)).last_direction).toBe('OUTBOUND')
    await expectRefusal(cancelMessage(b.as('OWNER'), row.id), 'CONFLICT')
  })
})

describe('two people in one thread', () => {
  it('do not answer over each other unknowingly', async () => {
    const id = await mailed()
    const [seen] = await messages(id)
    const mine = await send(id, { seen_message_id: seen!.id }, 'STAFF')
    await expectRefusal(send(id, { seen_message_id: seen!.id }, 'OWNER'), 'CONFLICT')
    await send(id, { seen_message_id: seen!.id }, 'STAFF')
    await send(id, { seen_message_id: mine.id }, 'STAFF')
    await send(id, {}, 'OWNER')
    await expectRefusal(send(id, { seen_message_id: newId() }), 'VALIDATION_ERROR', 'seen_message_id')
  })
})

describe('a note', () => {
  it('goes to nobody, in two trips, and changes nothing of what is listed', async () => {
    const id = await mailed()
    const before = mailer.sent.length
    const meter = new Meter()
    const note = await send(id, { internal: true, body_text: 'Ask Sam first.' }, 'STAFF', meter)
    expect([note.internal, note.status, meter.trips]).toEqual([true, null, 2])
    expect([mailer.sent.length - before, (await getConversation(b.as('OWNER'), id)).snippet]).toEqual([0, 'It drips.'])
    expect((await send(id)).quoted).not.toContain('Ask Sam')
    await expectRefusal(send(id, { internal: true, cc: ['a@b.example'] }), 'VALIDATION_ERROR', 'cc')
    const on = ForwardMessage.parse({ to: 'a@b.example' })
    await expectRefusal(forwardMessage(b.as('OWNER'), ports, note.id, on), 'CONFLICT')
  })
})

describe('a message', () => {
  it('is sent on with what came with it, and its conversation stays whose it was', async () => {
    const id = await mailed({ text: 'See the plan.' })
    const [first] = await messages(id)
    const { reply_to } = await getConversation(b.as('OWNER'), id)
    const meter = new Meter()
    const input = ForwardMessage.parse({ to: 'sub@trade.example', body_text: 'Can you?' })
    const row = await forwardMessage(b.as('OWNER', { meter }), ports, first!.id, input)
    expect([row.conversation_id, row.status, meter.trips]).toEqual([id, 'SENT', 3])
    expect(lastMail()).toMatchObject({ to: 'sub@trade.example', subject: expect.stringMatching(/^Fwd: Leak/) })
    expect(lastMail().text).toMatch(/Forwarded message[\s\S]*From: Jane[\s\S]*See the plan\./)
    expect((await getConversation(b.as('OWNER'), id)).reply_to).toBe(reply_to)
  })

  it('TI1 is nobody else’s business, and an agent’s only where he sees the conversation', async () => {
    const id = await mailed()
    const row = await send(id, { hold_seconds: 10 })
    const stranger = () => theirs.as('OWNER')
    const input = SendMessage.parse({ body_text: 'x' })
    await expectRefusal(sendMessage(stranger(), ports, id, input), 'NOT_FOUND')
    await expectRefusal(cancelMessage(stranger(), row.id), 'NOT_FOUND')
    await expectRefusal(retryMessage(stranger(), ports, row.id), 'NOT_FOUND')
    await expectRefusal(
      forwardMessage(stranger(), ports, row.id, ForwardMessage.parse({ to: 'a@b.example' })),
      'NOT_FOUND',
    )
    await expectRefusal(send(id, {}, 'AGENT'), 'NOT_FOUND')
    await expectRefusal(cancelMessage(b.as('AGENT'), row.id), 'NOT_FOUND')
    await expectRefusal(send(id, {}, 'VIEWER'), 'FORBIDDEN')
    await assignConversation(b.as('OWNER'), id, { assigned_to: b.userIds.AGENT })
    expect((await send(id, {}, 'AGENT')).status).toBe('SENT')
    expect((await cancelMessage(b.as('AGENT'), row.id)).status).toBe('CANCELED')
  })

  it('needs somewhere to go', async () => {
    const id = await mailed({ from: 'MAILER-DAEMON <>', subject: `Undelivered ${newId()}` })
    await expectRefusal(send(id), 'VALIDATION_ERROR', 'to')
    expect((await send(id, { to: 'jane@customer.example' })).status).toBe('SENT')
  })
})
