import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { OutgoingText, Texter } from '../../../core/services/sms/ports.ts'
import { twilioTexter } from '../../../workers/adapters/sms/twilio.ts'
import { post, SMS_AUTH_TOKEN, startTestServices, type TestServices } from '../../local/services/running-services.ts'

let test: TestServices
let texter: Texter
let count = 0

const CONFIG = { accountSid: 'AC_local', authToken: SMS_AUTH_TOKEN }

beforeAll(async () => {
  test = await startTestServices({ mailHoldMs: 2_000, smsWebhookUrl: () => 'http://127.0.0.1:9/' })
  texter = twilioTexter({ ...CONFIG, apiUrl: `${test.services.url}/sms`, timeoutMs: 500 })
})
afterAll(() => test.close())

const text = (change: Partial<OutgoingText> = {}): OutgoingText => ({
  from: '+14165550100',
  to: `+1416555${2000 + ++count}`,
  body: 'On our way. 😀 Grüße & 100 %',
  statusUrl: 'http://127.0.0.1:1/status',
  triedAt: null,
  ...change,
})
const inbox = async (to: string) =>
  (await (await fetch(`${test.services.url}/mailbox.json?to=${encodeURIComponent(to)}`)).json()) as { text: string }[]
const fail = (to: string, outcome: string) => post(test.services, '/failures', { to, outcome })

describe('a text message', () => {
  it('arrives as it was written', async () => {
    const sent = text()
    expect(await texter.send(sent)).toEqual({ outcome: 'accepted', id: expect.stringMatching(/^SM/) })
    expect(await inbox(sent.to)).toMatchObject([{ channel: 'SMS', from: sent.from, text: sent.body }])
  })

  it('is refused where the number cannot have it, or wants nothing', async () => {
    const [wrong, stopped] = [text(), text()]
    await fail(wrong.to, 'reject')
    expect(await texter.send(wrong)).toMatchObject({ outcome: 'refused', isOptedOut: false })
    await post(test.services, '/sms', { from: stopped.to, to: stopped.from, text: 'STOP' })
    expect(await texter.send(stopped)).toEqual({
      outcome: 'refused',
      isOptedOut: true,
      reason: 'Attempt to send to unsubscribed recipient',
    })
    expect(await inbox(wrong.to)).toEqual([])
    expect(
      (await twilioTexter({ ...CONFIG, authToken: 'x', apiUrl: `${test.services.url}/sms` }).send(text())).outcome,
    ).toBe('refused')
  })

  it('EM1 whose answer was lost goes out once, however often it is tried again', async () => {
    const before = text({ body: 'The same words' })
    await texter.send(before)
    const sent = { ...before, triedAt: null }
    const { now } = (await (await post(test.services, '/clock', { advance_ms: 60_000 })).json()) as { now: string }
    const triedAt = new Date(now)
    await fail(sent.to, 'timeout')
    expect((await texter.send(sent)).outcome).toBe('unknown')
    // Twilio lists it although it answers no more messages.
    const found = await texter.send({ ...sent, triedAt })
    expect(found).toMatchObject({ outcome: 'accepted' })
    await fail(sent.to, 'ok')
    expect(await texter.send({ ...sent, triedAt })).toEqual(found)
    expect(await inbox(sent.to)).toHaveLength(2)
  })

  it('that never got there goes out when it is tried again', async () => {
    const sent = text({ triedAt: new Date() })
    expect((await texter.send(sent)).outcome).toBe('accepted')
    expect(await inbox(sent.to)).toHaveLength(1)
  })

  it('nobody there is unknown, also when it only asks', async () => {
    const nobody = twilioTexter({ ...CONFIG, apiUrl: 'http://127.0.0.1:9', timeoutMs: 200 })
    for (const triedAt of [null, new Date()]) expect((await nobody.send(text({ triedAt }))).outcome).toBe('unknown')
  })
})

describe('what a provider answers', () => {
  let provider: Server
  let answer: [status: number, body: string]
  let url: string

  beforeAll(async () => {
    provider = createServer((_, response) => response.writeHead(answer[0]).end(answer[1]))
    await new Promise<void>((done) => provider.listen(0, '127.0.0.1', done))
    url = `http://127.0.0.1:${(provider.address() as AddressInfo).port}`
  })
  afterAll(() => {
    provider.closeAllConnections()
    provider.close()
  })

  it.each([
    [201, '{"sid":"SM1"}', 'accepted'],
    [201, 'no json', 'unknown'],
    [201, '{"sid":7}', 'unknown'],
    [302, '', 'unknown'],
    [400, '{"code":21211,"message":"no"}', 'refused'],
    [401, '{}', 'refused'],
    [403, '{}', 'refused'],
    [408, '{}', 'unknown'],
    [429, '{"code":20429}', 'refused'],
    [500, '{}', 'unknown'],
    [503, '<html>', 'unknown'],
  ])('IN3 %i %s is %s', async (status, body, outcome) => {
    answer = [status, body]
    expect((await twilioTexter({ ...CONFIG, apiUrl: url }).send(text())).outcome).toBe(outcome)
  })

  it.each(['{"messages":[{}]}', 'no json', '[]'])('IN3 nothing is sent again while it lists %s', async (body) => {
    answer = [200, body]
    expect((await twilioTexter({ ...CONFIG, apiUrl: url }).send(text({ triedAt: new Date() }))).outcome).toBe('unknown')
  })
})
