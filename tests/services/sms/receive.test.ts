import { beforeAll, describe, expect, it } from 'vitest'
import { ConversationQuery } from '../../../core/contract/conversations.ts'
import { createSender } from '../../../core/services/conversations/create-contact.ts'
import { listConversations } from '../../../core/services/conversations/list.ts'
import { markConversation } from '../../../core/services/conversations/mark.ts'
import { closeConversation } from '../../../core/services/conversations/move.ts'
import { presentConversation } from '../../../core/services/conversations/present.ts'
import { Cursors } from '../../../core/services/cursor.ts'
import { listMessages } from '../../../core/services/messages/list.ts'
import { presentMessage } from '../../../core/services/messages/present.ts'
import { createPhoneNumber } from '../../../core/services/phone-numbers/create.ts'
import { deletePhoneNumber } from '../../../core/services/phone-numbers/delete.ts'
import { listPhoneNumbers } from '../../../core/services/phone-numbers/list.ts'
import { signedFiles } from '../../../workers/adapters/files/addresses.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { expectRefusal } from '../../support/refusal.ts'
import { someNumber, textWorld } from '../../support/text-world.ts'

const database = useDatabase()
const cursors = new Cursors('a secret of the tests')
const origin = 'http://hub.example'
const addresses = signedFiles({ secret: 'a secret of the tests', origin, filesOrigin: origin })
let world: ReturnType<typeof textWorld>
let b: TestBusiness
let ours: string

beforeAll(async () => {
  if (!database.kind) return
  world = textWorld(database)
  b = await makeBusiness(database)
  ours = await world.numberOf(b)
})

const conversations = async (query: object = {}, of = b, role: 'OWNER' | 'AGENT' = 'OWNER') =>
  (await listConversations(of.as(role), cursors, ConversationQuery.parse(query))).rows.map(presentConversation)
const from = async (number: string, of = b) => (await conversations({ q: number, limit: 100 }, of))[0]!
const messages = async (id: string, of = b) =>
  (await listMessages(id)(of.as('OWNER'), cursors, { limit: 50 })).rows.map(presentMessage(addresses))

describe('a text message to a number of a business', () => {
  it('becomes a message in the conversation of the two numbers, unread by everybody, of the contact who has the number', async () => {
    const jane = await b.contact({ display_name: 'Jane Okafor', phone: '+14165550123' })
    await world.text(ours, '+14165550123', 'Water heater again. 😀')
    const [conversation] = await conversations({ q: 'heater okafor' })
    expect(conversation).toMatchObject({
      channel: 'SMS',
      contact: { id: jane.id, display_name: 'Jane Okafor' },
      from: { name: '', address: '+14165550123' },
      phone_number: ours,
      subject: '',
      snippet: 'Water heater again. 😀',
      status: 'OPEN',
      unread: true,
      opted_out_at: null,
    })
    expect(await messages(conversation!.id)).toMatchObject([
      {
        direction: 'INBOUND',
        kind: 'MESSAGE',
        new_text: 'Water heater again. 😀',
        sender: null,
        raw_url: null,
        problem: null,
      },
    ])
    expect((await from('416 555-0123')).id).toBe(conversation!.id)
    expect(await conversations({ q: 'heater' }, b, 'AGENT')).toEqual([])
  })

  it('the same one again is one message; another goes on in the same conversation, and opens it', async () => {
    const jane = someNumber()
    await world.text(ours, jane, 'First', { sid: 'SM-1' })
    const { id } = await from(jane)
    await closeConversation(b.as('OWNER'), id)
    await markConversation(b.as('OWNER'), id, { unread: false })
    expect(await world.text(ours, jane, 'First', { sid: 'SM-1' })).toMatchObject({ is_new: false, conversation_id: id })
    expect(await conversations({ q: jane, status: 'CLOSED' })).toMatchObject([{ unread: false }])
    await world.text(ours, jane, 'Second')
    expect(await conversations({ q: jane })).toMatchObject([{ id, snippet: 'Second', unread: true }])
    expect((await messages(id)).map(({ new_text }) => new_text)).toEqual(['Second', 'First'])
  })

  it('SM2 is routed by the receiving number, and one to a number of nobody reaches nobody', async () => {
    const other = await makeBusiness(database)
    const theirs = await world.numberOf(other)
    const jane = someNumber()
    await world.text(ours, jane, 'To us', { sid: 'SM-same' })
    await world.text(theirs, jane, 'To them', { sid: 'SM-same' })
    expect(await conversations({ q: jane })).toMatchObject([{ snippet: 'To us', phone_number: ours }])
    expect(await conversations({}, other)).toMatchObject([{ snippet: 'To them', phone_number: theirs }])
    for (const nobody of [someNumber(), 'whatsapp:+14165550100', '12345', ''])
      expect(await world.text(nobody, jane, 'Hello')).toBeNull()
    const second = await world.numberOf(b)
    await world.text(second, jane, 'To our second')
    expect((await conversations({ q: jane })).map(({ phone_number }) => phone_number)).toEqual([second, ours])
  })

  it('SM2 STOP is kept until START, for the two numbers', async () => {
    const jane = someNumber()
    const second = await world.numberOf(b)
    const optedOut = async () =>
      Object.fromEntries((await conversations({ q: jane })).map((one) => [one.phone_number, one.opted_out_at !== null]))
    await world.text(ours, jane, 'Please stop by')
    await world.text(second, jane, 'Hello')
    await world.text(ours, jane, ' Stop ')
    expect(await optedOut()).toEqual({ [ours]: true, [second]: false })
    await world.text(ours, jane, 'HELP')
    await world.text(ours, jane, 'Where are you?')
    expect(await optedOut()).toEqual({ [ours]: true, [second]: false })
    await world.text(ours, jane, 'unstop')
    expect(await optedOut()).toEqual({ [ours]: false, [second]: false })
    await world.text(ours, jane, 'ARRET', { statedConsent: 'STOP' })
    expect((await optedOut())[ours]).toBe(true)
  })

  it('keeps whatever its sender is, and whatever he writes', async () => {
    for (const sender of ['24273', 'MyBank', '+4915112345678']) {
      const text = `From ${sender}: nul \u0000, half \ud83d, <b>bold</b>`
      const arrival = await world.text(ours, sender, text)
      const [message] = await messages(arrival!.conversation_id)
      expect(message).toMatchObject({
        from: { address: sender },
        new_text: `From ${sender}: nul \ufffd, half \ufffd, <b>bold</b>`,
      })
    }
  })

  it('says that pictures came with it', async () => {
    const jane = someNumber()
    const arrival = await world.text(ours, jane, '', { media: ['https://elsewhere.example/1.jpg'] })
    expect((await from(jane)).snippet).toBe('Pictures')
    expect((await messages(arrival!.conversation_id))[0]!.problem).toMatch(/pictures/)
  })

  it('an unknown sender becomes a contact with his number, and is known from then on', async () => {
    const jane = someNumber()
    await world.text(ours, jane, 'Hi, this is Jane')
    const { id } = await from(jane)
    const linked = presentConversation(await createSender(b.as('OWNER'), id, { display_name: 'Jane Roe' }))
    expect(linked.contact).toMatchObject({ display_name: 'Jane Roe', phone: jane, email: null })
    const second = await world.numberOf(b)
    await world.text(second, jane, 'Me again')
    const all = await conversations({ q: jane })
    expect(all.map(({ contact }) => contact?.id)).toEqual([linked.contact!.id, linked.contact!.id])
  })
})

describe('the numbers of a business', () => {
  it('are given in any way of writing, belong to one business at a time, and are at most ten', async () => {
    const [one, other] = [await makeBusiness(database), await makeBusiness(database)]
    const phone = someNumber()
    const taken = await createPhoneNumber(one.as('ADMIN'), {
      phone: `${phone.slice(0, 2)} (${phone.slice(2, 5)}) ${phone.slice(5)}`,
    })
    expect(taken.phone).toBe(phone)
    for (const each of [one, other])
      await expectRefusal(createPhoneNumber(each.as('OWNER'), { phone }), 'VALIDATION_ERROR', 'phone')
    await expectRefusal(deletePhoneNumber(other.as('OWNER'), taken.id), 'NOT_FOUND')
    await deletePhoneNumber(one.as('OWNER'), taken.id)
    await createPhoneNumber(other.as('OWNER'), { phone })
    for (const wrong of ['416 555 0100', '+1', 'x', '+14165550100 ext. 4'])
      await expectRefusal(createPhoneNumber(one.as('OWNER'), { phone: wrong }), 'VALIDATION_ERROR', 'phone')
    for (let n = 0; n < 10; n++) await world.numberOf(one)
    await expectRefusal(createPhoneNumber(one.as('OWNER'), { phone: someNumber() }), 'VALIDATION_ERROR', 'phone')
    expect(await listPhoneNumbers(one.as('VIEWER'))).toHaveLength(10)
    expect(await listPhoneNumbers(other.as('VIEWER'))).toMatchObject([{ phone }])
  })

  it('a number that was given up brings nothing more; what came stays', async () => {
    const of = await makeBusiness(database)
    const { id, phone } = await createPhoneNumber(of.as('OWNER'), { phone: someNumber() })
    await world.text(phone, '+14165550123', 'Before')
    await deletePhoneNumber(of.as('OWNER'), id)
    expect(await world.text(phone, '+14165550123', 'After')).toBeNull()
    expect((await conversations({}, of)).map(({ snippet }) => snippet)).toEqual(['Before'])
  })
})
