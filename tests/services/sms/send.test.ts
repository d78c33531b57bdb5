import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { CreateConversation, SendMessage } from '../../../core/contract/conversations.ts'
import { newId } from '../../../core/db/ids.ts'
import { createConversation } from '../../../core/services/conversations/create.ts'
import { getConversation } from '../../../core/services/conversations/get.ts'
import { presentConversation } from '../../../core/services/conversations/present.ts'
import { cancelMessage } from '../../../core/services/messages/cancel.ts'
import { getMessage } from '../../../core/services/messages/get.ts'
import { presentMessage } from '../../../core/services/messages/present.ts'
import { retryMessage } from '../../../core/services/messages/retry.ts'
import { sendMessage } from '../../../core/services/messages/send.ts'
import { deletePhoneNumber } from '../../../core/services/phone-numbers/delete.ts'
import { listPhoneNumbers } from '../../../core/services/phone-numbers/list.ts'
import { type TextKey, textFared } from '../../../core/services/sms/event.ts'
import type { OutgoingText } from '../../../core/services/sms/ports.ts'
import { signedFiles } from '../../../workers/adapters/files/addresses.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import type { FakeTexter } from '../../support/fake-texter.ts'
import { expectRefusal, refusalOf } from '../../support/refusal.ts'
import { someNumber, textWorld } from '../../support/text-world.ts'

const database = useDatabase()
const origin = 'http://hub.example'
const present = presentMessage(signedFiles({ secret: 'a secret of the tests', origin, filesOrigin: origin }))
let world: ReturnType<typeof textWorld>
let texter: FakeTexter
let b: TestBusiness
let ours: string

beforeAll(async () => {
  if (!database.kind) return
  world = textWorld(database)
  texter = world.context.texter as FakeTexter
  b = await makeBusiness(database)
  ours = await world.numberOf(b)
})
beforeEach(() => {
  if (texter)
    Object.assign(texter, {
      asked: [],
      outcome: { outcome: 'accepted', id: `SM${newId()}` },
      meanwhile: async () => {},
    })
})

/** A conversation that somebody began. */
async function begun(number = ours) {
  const theirs = someNumber()
  const { conversation_id: id } = (await world.text(number, theirs, 'Water!'))!
  return { id, theirs }
}
const send = async (id: string, input: object, of = b, key?: string) => {
  const idem = key ? { idem: { scope: 's', key, hash: 'h' } } : {}
  return present(await sendMessage(of.as('STAFF', idem), world.context, id, SendMessage.parse(input)))
}
const message = async (id: string, of = b) => present(await getMessage(of.as('OWNER'), id))
const conversation = async (id: string, of = b) => presentConversation(await getConversation(of.as('OWNER'), id))
const keyOf = ({ statusUrl }: OutgoingText): TextKey =>
  Object.fromEntries(new URL(statusUrl).searchParams) as unknown as TextKey
const told = (of: TextKey, status: string, more: { sid?: string; errorCode?: string } = {}) =>
  textFared(world.context.system, of, { sid: 'SM-any', status, errorCode: null, ...more })

describe('an answer by text message', () => {
  it('leaves from the number that was written to, as it was written, without subject, quotes and signature', async () => {
    const { id, theirs } = await begun()
    const sent = await send(id, { body_text: 'We come at ten.\r\nSam 😀' })
    expect(texter.asked).toEqual([
      {
        from: ours,
        to: theirs,
        body: 'We come at ten.\nSam 😀',
        statusUrl: `http://hub.example/status?tenant=${b.tenantId}&key=message%3A${sent.id}%3A1`,
        triedAt: null,
      },
    ])
    expect(sent).toMatchObject({
      direction: 'OUTBOUND',
      from: { address: ours },
      to: [{ address: theirs }],
      subject: '',
      signature: '',
      quoted: '',
      delivery: 'SENT',
    })
    expect(await conversation(id)).toMatchObject({ snippet: 'We come at ten. Sam 😀', last_direction: 'OUTBOUND' })
  })

  it('has no copies, files or subject, and is not longer than ten go together', async () => {
    const { id } = await begun()
    const wrong: [object, string][] = [
      [{ to: 'a@b.example' }, 'to'],
      [{ subject: 'Hi' }, 'subject'],
      [{ cc: ['a@b.example'] }, 'cc'],
      [{ body_text: 'x'.repeat(1531) }, 'body_text'],
      [{ body_text: '😀'.repeat(331) }, 'body_text'],
    ]
    for (const [input, field] of wrong)
      await expectRefusal(send(id, { body_text: 'Hi', ...input }), 'VALIDATION_ERROR', field)
    expect((await send(id, { body_text: 'x'.repeat(1530), file_ids: [], cc: [] })).delivery).toBe('SENT')
    expect(texter.asked).toHaveLength(1)
  })

  it('SM2 is refused after STOP before anybody is asked, also when it waited, and goes out again after START', async () => {
    const { id, theirs } = await begun()
    const held = await send(id, { body_text: 'Later', hold_seconds: 5 })
    await world.text(ours, theirs, 'STOP')
    const refused = await refusalOf(send(id, { body_text: 'But' }), 'CONFLICT')
    expect(refused.message).toMatch(/said STOP/)
    expect((await conversation(id)).allowed_actions).not.toContain('reply')
    await database.admin(`update app.jobs set run_at = app.now() where key like 'message.send:' || $1 || '%'`, [
      held.id,
    ])
    await database.admin(`update outbound set send_at = app.now() where id = $1`, [held.id])
    await world.sweep()
    expect(await message(held.id)).toMatchObject({
      delivery: 'FAILED',
      delivery_reason: expect.stringMatching(/said STOP/),
    })
    expect(texter.asked).toEqual([])
    await world.text(ours, theirs, 'START')
    expect((await send(id, { body_text: 'Again' })).delivery).toBe('SENT')
  })

  it('that the provider refuses is FAILED, and can be sent again; who said STOP to it is known from then on', async () => {
    const { id } = await begun()
    texter.outcome = { outcome: 'refused', reason: 'No such number', isOptedOut: false }
    const failed = await send(id, { body_text: 'Hi' })
    expect(failed).toMatchObject({
      delivery: 'FAILED',
      delivery_reason: 'No such number',
      allowed_actions: expect.arrayContaining(['retry']),
    })
    texter.outcome = { outcome: 'accepted', id: 'SM2' }
    expect(present(await retryMessage(b.as('STAFF'), world.context, failed.id))).toMatchObject({ delivery: 'SENT' })
    // The provider is asked whether it has it already.
    expect(texter.asked.map(({ triedAt }) => triedAt !== null)).toEqual([false, true])
    texter.outcome = { outcome: 'refused', reason: 'Unsubscribed', isOptedOut: true }
    await send(id, { body_text: 'Hi again' })
    expect((await conversation(id)).opted_out_at).not.toBeNull()
  })

  it('EM1 whose answer was lost is asked about again by its job, since when it was tried', async () => {
    const { id } = await begun()
    texter.outcome = { outcome: 'unknown', reason: 'No answer' }
    const sent = await send(id, { body_text: 'Hi' })
    expect(sent).toMatchObject({ delivery: 'QUEUED', delivery_reason: 'No answer' })
    await database.admin(`update app.jobs set run_at = app.now() where key like 'message.send:' || $1 || '%'`, [
      sent.id,
    ])
    texter.outcome = { outcome: 'accepted', id: 'SM3' }
    await world.sweep()
    expect(await message(sent.id)).toMatchObject({ delivery: 'SENT' })
    const [first, second] = texter.asked
    expect(keyOf(second!)).toEqual(keyOf(first!))
    expect(Math.abs(second!.triedAt!.getTime() - Date.now())).toBeLessThan(60_000)
  })

  it('can be held and taken back', async () => {
    const { id } = await begun()
    const held = await send(id, { body_text: 'Oops', hold_seconds: 10 })
    await cancelMessage(b.as('STAFF'), held.id)
    expect(await message(held.id)).toMatchObject({ delivery: 'CANCELED' })
    expect(texter.asked).toEqual([])
  })

  it('sent twice by a lost answer is one', async () => {
    const { id } = await begun()
    const [one, two] = [await send(id, { body_text: 'Once' }, b, 'k'), await send(id, { body_text: 'Once' }, b, 'k')]
    expect(two.id).toBe(one.id)
    expect(texter.asked).toHaveLength(1)
  })

  it('does not leave from a number that the business gave up', async () => {
    const of = await makeBusiness(database)
    const number = await world.numberOf(of)
    const { id } = await begun(number)
    await deletePhoneNumber(of.as('OWNER'), (await listPhoneNumbers(of.as('OWNER')))[0]!.id)
    await expectRefusal(send(id, { body_text: 'Hi' }, of), 'CONFLICT')
    expect(texter.asked).toEqual([])
  })
})

describe('how it fared', () => {
  const sent = async () => {
    const { id } = await begun()
    const row = await send(id, { body_text: 'Hi' })
    return { row, key: keyOf(texter.asked.at(-1)!), sid: (texter.outcome as { id: string }).id, id }
  }

  it('WH14 only goes on: late, repeated and shuffled', async () => {
    const { row, key, sid, id } = await sent()
    expect(await told(key, 'delivered', { sid })).toEqual({ tenant_id: b.tenantId, conversation_id: id })
    const delivered = await message(row.id)
    expect(delivered).toMatchObject({ delivery: 'DELIVERED', delivery_times: { delivered_at: expect.any(String) } })
    for (const status of ['sent', 'queued', 'sending', 'delivered', 'accepted', 'read?'])
      await told(key, status, { sid })
    expect(await message(row.id)).toMatchObject({ delivery: 'DELIVERED', delivery_times: delivered.delivery_times! })
    await told(key, 'undelivered', { sid, errorCode: '30003' })
    await told(key, 'delivered', { sid })
    expect(await message(row.id)).toMatchObject({
      delivery: 'FAILED',
      delivery_reason: 'The phone was off or out of reach',
    })
  })

  it('is told before its answer, or instead of it', async () => {
    const { id } = await begun()
    texter.meanwhile = async (text) => void (await told(keyOf(text), 'delivered', { sid: 'SM-early' }))
    texter.outcome = { outcome: 'accepted', id: 'SM-early' }
    expect((await send(id, { body_text: 'Early' })).delivery).toBe('DELIVERED')
    texter.meanwhile = async () => {}
    texter.outcome = { outcome: 'unknown', reason: 'No answer' }
    const lost = await send(id, { body_text: 'Lost' })
    await told(keyOf(texter.asked.at(-1)!), 'sent', { sid: 'SM-lost' })
    expect(await message(lost.id)).toMatchObject({ delivery: 'SENT', delivery_reason: null })
    const asked = texter.asked.length
    await database.admin(`update app.jobs set run_at = app.now() where key like 'message.send:' || $1 || '%'`, [
      lost.id,
    ])
    await world.sweep()
    expect(texter.asked).toHaveLength(asked)
  })

  it('of the attempt before, of another message or another business changes nothing', async () => {
    const { row, key, sid } = await sent()
    const other = await makeBusiness(database)
    expect(await told({ ...key, tenant: other.tenantId }, 'delivered', { sid })).toBeNull()
    expect(await told({ ...key, key: 'message:x:1' }, 'delivered', { sid })).toBeNull()
    expect(await told(key, 'delivered', { sid: 'SM-other' })).toBeNull()
    expect(await message(row.id)).toMatchObject({ delivery: 'SENT' })
    await told(key, 'failed', { sid, errorCode: '21610' })
    await retryMessage(b.as('STAFF'), world.context, row.id)
    await told(key, 'failed', { sid })
    expect(await message(row.id)).toMatchObject({
      delivery: 'FAILED',
      delivery_reason: expect.stringMatching(/said STOP/),
    })
  })
})

describe('texting a contact first', () => {
  const text = async (contact_id: string, more: object = {}, of = b, role: 'STAFF' | 'AGENT' = 'STAFF') =>
    presentConversation(
      await createConversation(
        of.as(role),
        world.context,
        CreateConversation.parse({ contact_id, channel: 'SMS', body_text: 'Hello', ...more }),
      ),
    )

  it('begins a conversation, and goes on in it', async () => {
    const phone = someNumber()
    const jane = await b.contact({ display_name: 'Jane Okafor', phone: `${phone} ext. 4` })
    const first = await text(jane.id)
    expect(first).toMatchObject({
      channel: 'SMS',
      phone_number: ours,
      contact: { id: jane.id },
      snippet: 'Hello',
      reply_to: phone,
    })
    expect(await text(jane.id, { body_text: 'Me again' })).toMatchObject({ id: first.id, snippet: 'Me again' })
    await world.text(ours, phone, 'Yes?')
    expect(await conversation(first.id)).toMatchObject({ snippet: 'Yes?', unread: true })
    expect(texter.asked.map(({ to, from }) => [to, from])).toEqual([
      [phone, ours],
      [phone, ours],
    ])
  })

  it('is refused without a number on either side, with a subject, and after STOP', async () => {
    const none = await b.contact({ display_name: 'No phone' })
    await expectRefusal(text(none.id), 'VALIDATION_ERROR', 'contact_id')
    await expectRefusal(text(newId()), 'VALIDATION_ERROR', 'contact_id')
    const phone = someNumber()
    const jane = await b.contact({ phone })
    await expectRefusal(text(jane.id, { subject: 'Hi' }), 'VALIDATION_ERROR', 'subject')
    const of = await makeBusiness(database)
    await expectRefusal(text((await of.contact({ phone })).id, {}, of), 'VALIDATION_ERROR', 'channel')
    await world.text(ours, phone, 'stop')
    await expectRefusal(text(jane.id), 'CONFLICT')
    expect(texter.asked).toEqual([])
  })

  it('an agent’s is his own, and that of another is none of his', async () => {
    const jane = await b.contact({ phone: someNumber() }, 'AGENT')
    expect((await text(jane.id, {}, b, 'AGENT')).assigned_to).toBe(b.userIds.AGENT)
    const phone = someNumber()
    const his = await b.contact({ phone }, 'AGENT')
    await world.text(ours, phone, 'Hello')
    await expectRefusal(text(his.id, {}, b, 'AGENT'), 'CONFLICT')
  })
})
