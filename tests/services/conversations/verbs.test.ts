import { beforeAll, describe, expect, it } from 'vitest'
import { ContactQuery } from '../../../core/contract/contacts.ts'
import { ConversationQuery } from '../../../core/contract/conversations.ts'
import { newId } from '../../../core/db/ids.ts'
import { Meter } from '../../../core/db/meter.ts'
import type { Role } from '../../../core/domain/permissions.ts'
import { listContacts } from '../../../core/services/contacts/list.ts'
import { assignConversation } from '../../../core/services/conversations/assign.ts'
import { createSender } from '../../../core/services/conversations/create-contact.ts'
import { getConversation } from '../../../core/services/conversations/get.ts'
import { listConversations } from '../../../core/services/conversations/list.ts'
import { markConversation } from '../../../core/services/conversations/mark.ts'
import { closeConversation, openConversation } from '../../../core/services/conversations/move.ts'
import { presentConversation } from '../../../core/services/conversations/present.ts'
import { proposeSender } from '../../../core/services/conversations/sender.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { listMailboxes } from '../../../core/services/mailboxes/list.ts'
import { rotateMailbox } from '../../../core/services/mailboxes/rotate.ts'
import { listMessages } from '../../../core/services/messages/list.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { mailWorld, type Written, written } from '../../support/mail-world.ts'
import { expectRefusal } from '../../support/refusal.ts'

const database = useDatabase()
const cursors = new Cursors('a secret of the tests')
let world: ReturnType<typeof mailWorld>
let b: TestBusiness
let theirs: TestBusiness

beforeAll(async () => {
  if (!database.kind) return
  world = mailWorld(database)
  b = await makeBusiness(database)
  theirs = await makeBusiness(database)
})

const list = (query: object = {}, role: Role = 'OWNER', of = b) =>
  listConversations(of.as(role), cursors, ConversationQuery.parse({ limit: 100, ...query }))
const idsOf = async (query: object = {}, role: Role = 'OWNER') => (await list(query, role)).rows.map(({ id }) => id)
const contacts = async (of = b) =>
  (await listContacts(of.as('OWNER'), cursors, ContactQuery.parse({ limit: 100 }))).rows

/** A mail of somebody of whom nothing is known, and the conversation that it begins. */
async function mailed(more: Written = {}, of = b): Promise<string> {
  const subject = `Leak ${newId()}`
  await world.deliver(of, written({ from: `Jane <jane-${newId()}@customer.example>`, subject, ...more }))
  const found = (await list({}, 'OWNER', of)).rows.find((row) => row.subject === (more.subject ?? subject))
  return found!.id
}

const SIGNED =
  'The tap drips.\r\n\r\nBest regards,\r\nJane Okafor\r\nTel: +1 416 555 0123\r\n12 King Street, Toronto, ON M5V 2T6\r\n'

describe('a conversation', () => {
  it('is given to a member and to nobody, in one trip each', async () => {
    const id = await mailed()
    const meter = new Meter()
    const given = await assignConversation(b.as('STAFF', { meter }), id, { assigned_to: b.userIds.AGENT })
    expect([given.assigned_to, given.version, meter.trips]).toEqual([b.userIds.AGENT, 2, 1])
    expect(await idsOf({ assigned_to: b.userIds.AGENT })).toEqual([id])
    expect(await idsOf({ assigned_to: 'nobody' })).not.toContain(id)
    expect(await idsOf({ assigned_to: 'me' })).toEqual([])
    const free = await assignConversation(b.as('STAFF'), id, { assigned_to: null, if_match_version: 2 })
    expect(free.assigned_to).toBeNull()
    await expectRefusal(assignConversation(b.as('STAFF'), id, { assigned_to: null, if_match_version: 2 }), 'CONFLICT')
    for (const assigned_to of [theirs.userIds.STAFF, 'nobody-known'])
      await expectRefusal(assignConversation(b.as('STAFF'), id, { assigned_to }), 'VALIDATION_ERROR', 'assigned_to')
    for (const role of ['AGENT', 'VIEWER'] as const)
      await expectRefusal(assignConversation(b.as(role), id, { assigned_to: null }), 'FORBIDDEN')
  })

  it('H-SM-8 is closed and opened, and what is closed is only hidden', async () => {
    const id = await mailed()
    expect((await closeConversation(b.as('STAFF'), id)).status).toBe('CLOSED')
    expect([await idsOf(), await idsOf({ status: 'CLOSED' })]).toEqual([expect.not.arrayContaining([id]), [id]])
    await expectRefusal(closeConversation(b.as('STAFF'), id), 'CONFLICT')
    expect((await openConversation(b.as('STAFF'), id)).status).toBe('OPEN')
    await expectRefusal(openConversation(b.as('STAFF'), id), 'CONFLICT')
  })

  it('is read by each member for himself', async () => {
    const id = await mailed()
    const before = (await getConversation(b.as('OWNER'), id)).version
    expect((await markConversation(b.as('OWNER'), id, { unread: false })).unread).toBe(false)
    expect((await markConversation(b.as('OWNER'), id, { unread: false })).version).toBe(before)
    expect((await getConversation(b.as('STAFF'), id)).unread).toBe(true)
    expect(await idsOf({ unread: 'true' })).not.toContain(id)
    expect(await idsOf({ unread: 'false' })).toContain(id)
    expect((await markConversation(b.as('OWNER'), id, { unread: true })).unread).toBe(true)
    expect(await idsOf({ unread: 'true' })).toContain(id)
    expect((await markConversation(b.as('OWNER'), id, { unread: true })).unread).toBe(true)
  })

  it('is found by who wrote, by its subject and by words of its texts', async () => {
    const id = await mailed({
      from: 'Zoë Bálint <zoe@plumb-customer.example>',
      subject: 'Boiler in the attic',
      text: 'The pressure valve whistles when the radiators are warm.',
    })
    for (const q of ['zoe', 'balint', 'plumb-customer', 'attic boi', 'whistl radiator', 'zoe attic valve'])
      expect([q, await idsOf({ q })]).toEqual([q, [id]])
    expect(await idsOf({ q: 'whistle nobody' })).toEqual([])
    expect((await list({ q: 'whistle' }, 'OWNER', theirs)).rows).toEqual([])
  })

  it('TI1 is nobody else’s business', async () => {
    const id = await mailed()
    const stranger = () => theirs.as('OWNER')
    const calls = [
      () => getConversation(stranger(), id),
      () => listMessages(id)(stranger(), cursors, { limit: 20 }),
      () => proposeSender(stranger(), id),
      () => assignConversation(stranger(), id, { assigned_to: null }),
      () => closeConversation(stranger(), id),
      () => markConversation(stranger(), id, { unread: true }),
      () => createSender(stranger(), id, {}),
    ]
    for (const call of calls) await expectRefusal(call(), 'NOT_FOUND')
    expect((await list({}, 'OWNER', theirs)).rows).toEqual([])
  })

  it('H-RBAC-14 is seen by the agent to whom it was given, with its messages, and by no other agent', async () => {
    const [his, other] = [await mailed(), await mailed()]
    await assignConversation(b.as('OWNER'), his, { assigned_to: b.userIds.AGENT })
    expect(await idsOf({}, 'AGENT')).toEqual([his])
    const { rows } = await listMessages(his)(b.as('AGENT'), cursors, { limit: 20 })
    expect(rows).toHaveLength(1)
    expect((await closeConversation(b.as('AGENT'), his)).status).toBe('CLOSED')
    await expectRefusal(getConversation(b.as('AGENT'), other), 'NOT_FOUND')
    await expectRefusal(listMessages(other)(b.as('AGENT'), cursors, { limit: 20 }), 'NOT_FOUND')
    await expectRefusal(closeConversation(b.as('AGENT'), other), 'NOT_FOUND')
    await expectRefusal(getConversation(b.as('DELEGATE'), his), 'NOT_FOUND')
    expect(presentConversation(await getConversation(b.as('VIEWER'), other)).allowed_actions).toEqual(['mark'])
    await expectRefusal(closeConversation(b.as('VIEWER'), other), 'FORBIDDEN')
  })
})

describe('an unknown sender', () => {
  it('is proposed with what his signature says, and becomes a contact with it in two trips', async () => {
    const id = await mailed({ from: 'jane.okafor@mail.example', text: SIGNED })
    expect(await proposeSender(b.as('STAFF'), id)).toEqual({
      name: { value: 'Jane Okafor', line: 'Jane Okafor', confidence: expect.any(String) },
      phone: { value: '+14165550123', line: expect.any(String), confidence: 'HIGH' },
      address: { value: expect.stringContaining('Toronto'), line: expect.any(String), confidence: expect.any(String) },
    })
    const meter = new Meter()
    const known = await createSender(b.as('STAFF', { meter }), id, {})
    expect(meter.trips).toBe(2)
    expect(presentConversation(known)).toMatchObject({
      contact: { display_name: 'Jane Okafor', email: 'jane.okafor@mail.example', phone: '+14165550123' },
      allowed_actions: ['assign', 'close', 'snooze', 'mark', 'reply', 'note'],
    })
    expect((await contacts()).find(({ email }) => email === 'jane.okafor@mail.example')).toMatchObject({
      address_line1: '12 King Street',
      city: 'Toronto',
      region: 'ON',
      postal_code: 'M5V 2T6',
    })
    await expectRefusal(createSender(b.as('STAFF'), id, {}), 'CONFLICT')
    expect(await idsOf({ q: 'okafor' })).toContain(id)
  })

  it('is what whoever makes him a contact says he is', async () => {
    const id = await mailed({ from: 'j@typed.example', text: SIGNED })
    await expectRefusal(createSender(b.as('STAFF'), id, { phone: 'x' }), 'VALIDATION_ERROR', 'phone')
    const known = await createSender(b.as('STAFF'), id, { display_name: ' Jane at home ', phone: '416 555 0199' })
    expect(presentConversation(known).contact).toMatchObject({ display_name: 'Jane at home', phone: '+14165550199' })
    const bare = await createSender(b.as('STAFF'), await mailed({ from: 'k@typed.example' }), { phone: null })
    expect(presentConversation(bare).contact).toMatchObject({ display_name: 'k@typed.example', phone: null })
  })

  it('takes with him all that he wrote, and is nobody twice', async () => {
    const of = await makeBusiness(database)
    const from = 'Bob <bob@both.example>'
    const [first, second] = [await mailed({ from }, of), await mailed({ from }, of)]
    await createSender(of.as('OWNER'), first, {})
    expect((await getConversation(of.as('OWNER'), second)).contact_name).toBe('Bob')
    const before = (await contacts(of)).length
    const third = await mailed({ from: 'Zed <zed@both.example>' }, of)
    const zed = await of.contact({ display_name: 'Zed Zimmer', email: 'zed@both.example' })
    expect((await createSender(of.as('OWNER'), third, {})).contact_id).toBe(zed.id)
    expect(await contacts(of)).toHaveLength(before + 1)
  })

  it('is made a contact once, however often the answer is lost', async () => {
    const of = await makeBusiness(database)
    const id = await mailed({}, of)
    const idem = { scope: 's', key: newId(), hash: 'h' }
    const made = await Promise.all([1, 2].map(() => createSender(of.as('OWNER', { idem }), id, {}).catch((e) => e)))
    const again = await createSender(of.as('OWNER', { idem }), id, {})
    expect(await contacts(of)).toHaveLength(1)
    expect(made).toContainEqual(expect.objectContaining({ contact_id: again.contact_id }))
  })
})

describe('a mailbox', () => {
  it('is there from the first day, and can be rotated by who leads', async () => {
    const of = await makeBusiness(database)
    const [before] = await listMailboxes(of.as('AGENT'))
    expect(before).toMatchObject({ id: of.tenantId, local: expect.stringMatching(/^[a-z0-9]{24,}$/), aliases: [] })
    const after = await rotateMailbox(of.as('ADMIN'), before!.id)
    expect(after.aliases).toEqual([before!.local])
    for (const role of ['STAFF', 'AGENT', 'VIEWER'] as const)
      await expectRefusal(rotateMailbox(of.as(role), before!.id), 'FORBIDDEN')
    await expectRefusal(rotateMailbox(theirs.as('OWNER'), before!.id), 'NOT_FOUND')
    await expectRefusal(rotateMailbox(of.as('OWNER'), newId()), 'NOT_FOUND')
  })
})
