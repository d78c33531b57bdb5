import { beforeAll, describe, expect, it } from 'vitest'
import type { Conversation, Message } from '../../core/contract/conversations.ts'
import { twilioSignature } from '../../workers/adapters/sms/signature.ts'
import { apiClient, type SignedUp, signUp, until } from '../support/api.ts'
import { useStack } from '../support/shared-stack.ts'
import { someNumber } from '../support/text-world.ts'

const stack = useStack()
let owner: SignedUp
let ours: string

beforeAll(async () => {
  owner = await signUp(stack)
  ours = someNumber()
  expect((await owner.api.post('/v1/phone-numbers', { phone: ours })).status).toBe(201)
}, 60_000)

const local = (path: string, body: object) => apiClient(stack).post(`/local${path}`, body)
const text = (from: string, words: string, more: object = {}) => local('/sms', { from, to: ours, text: words, ...more })
const inbox = async (q = '') =>
  (await owner.api.get(`/v1/conversations?limit=100&q=${encodeURIComponent(q)}`)).body.data as Conversation[]
const messagesOf = async (id: string) =>
  (await owner.api.get(`/v1/conversations/${id}/messages`)).body.data as Message[]
const mailbox = async (to: string) =>
  (await (await fetch(`${stack.origin}/local/mailbox.json?to=${encodeURIComponent(to)}`)).json()) as object[]
/** A conversation that somebody began. */
async function begun(words = 'The tap drips') {
  const from = someNumber()
  expect((await text(from, words)).status).toBe(200)
  return { from, id: (await inbox(from))[0]!.id }
}
const deliveryOf = async (id: string, delivery: string) =>
  (
    await until(
      () => owner.api.get(`/v1/messages/${id}`),
      ({ body }) => body.data.delivery === delivery,
    )
  ).body.data as Message

describe('text messages over HTTP', () => {
  it('come in, are answered, and say how they fared', async () => {
    const { from, id } = await begun('Grüße, the tap drips 😀')
    expect((await inbox('drips'))[0]).toMatchObject({ id, channel: 'SMS', phone_number: ours, from: { address: from } })
    const sent = await owner.api.post(`/v1/conversations/${id}/messages`, { body_text: 'We come at ten. 😀' })
    expect([sent.status, sent.headers.get('Server-Timing')]).toEqual([201, expect.stringMatching(/^db;desc="3"/)])
    expect(await mailbox(from)).toMatchObject([{ channel: 'SMS', from: ours, to: from, text: 'We come at ten. 😀' }])
    await deliveryOf(sent.body.data.id, 'DELIVERED')
    expect((await local('/sms/status', { to: from, status: ['sent', 'queued'], times: 3, shuffle: true })).status).toBe(
      200,
    )
    expect((await messagesOf(id))[0]).toMatchObject({ delivery: 'DELIVERED' })
    await local('/sms/status', { to: from, status: 'undelivered', error_code: 30005 })
    expect((await messagesOf(id))[0]).toMatchObject({ delivery: 'FAILED', delivery_reason: 'Nobody has this number' })
  })

  it('the same one told ten times is one', async () => {
    const { from, id } = await begun()
    await text(from, 'Told often', { times: 10 })
    expect(await messagesOf(id)).toHaveLength(2)
  })

  it('are refused after STOP, and fail where the provider refuses or is away', async () => {
    const { from, id } = await begun()
    const answer = (body_text: string) => owner.api.post(`/v1/conversations/${id}/messages`, { body_text })
    await text(from, 'Stop')
    const stopped = await answer('But wait')
    expect([stopped.status, stopped.body.error.message]).toEqual([409, expect.stringMatching(/said STOP/)])
    expect(stopped.body.error.latest).toMatchObject({ id, opted_out_at: expect.any(String) })
    await text(from, 'Start')
    await local('/failures', { to: from, outcome: 'reject' })
    const failed = await answer('Hello?')
    expect([failed.status, failed.body.data]).toMatchObject([
      201,
      { delivery: 'FAILED', delivery_reason: expect.any(String) },
    ])
    await local('/failures', { to: from, outcome: 'ok' })
    const retried = await owner.api.post(`/v1/messages/${failed.body.data.id}/retry`, {})
    expect(retried.status).toBe(200)
    await deliveryOf(failed.body.data.id, 'DELIVERED')
    await local('/failures', { to: from, outcome: 'timeout' })
    const lost = await answer('Lost answer')
    expect(lost.status).toBe(201)
    await deliveryOf(lost.body.data.id, 'DELIVERED')
    expect(await mailbox(from)).toHaveLength(2)
  }, 30_000)

  it('SM1 WH1 what Twilio did not sign is refused and changes nothing', async () => {
    const { from, id } = await begun()
    const url = `${stack.origin}/v1/webhooks/sms/twilio`
    const form = { MessageSid: 'SM-forged', From: from, To: ours, Body: 'Forged' }
    const signed = twilioSignature('sms_local', url, Object.entries(form))
    const post = (address: string, fields: Record<string, string>, signature: string | null) =>
      apiClient(stack).call('POST', address, {
        body: new URLSearchParams(fields).toString(),
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          ...(signature === null ? {} : { 'X-Twilio-Signature': signature }),
        },
      })
    const forged = [
      await post(url, form, null),
      await post(url, form, ''),
      await post(url, form, twilioSignature('guessed', url, Object.entries(form))),
      await post(url, { ...form, Body: 'Changed' }, signed),
      await post(`${url}?a=1`, form, signed),
      await post(`${url}/status`, form, signed),
    ]
    expect(forged.map(({ status }) => status)).toEqual(forged.map(() => 400))
    expect(await messagesOf(id)).toHaveLength(1)
    const taken = await post(url, form, signed)
    expect([taken.status, taken.headers.get('Content-Type'), taken.text]).toEqual([
      200,
      expect.stringContaining('text/xml'),
      expect.stringMatching(/<Response><\/Response>$/),
    ])
    expect((await post(url, { ...form, Body: 'x'.repeat(70_000) }, signed)).status).toBe(413)
    // To a number of nobody: taken and forgotten.
    expect((await text(from, 'To nobody', { to: someNumber() })).status).toBe(200)
    expect((await messagesOf(id)).map(({ new_text }) => new_text)).toEqual(['Forged', 'The tap drips'])
  })
})
