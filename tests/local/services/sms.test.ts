import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isFromTwilio } from '../../../workers/adapters/sms/signature.ts'
import { eventually, post, SMS_AUTH_TOKEN, startTestServices, type TestServices } from './running-services.ts'

let test: TestServices
let receiver: Server
let hook: string
let status = 200
const told: { fields: Record<string, string>; isSigned: boolean }[] = []
let count = 0

const OURS = '+14165550100'
const somebody = () => `+1416555${String(1000 + ++count)}`

async function take(request: IncomingMessage) {
  const chunks: Buffer[] = []
  for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk)
  const fields = [...new URLSearchParams(Buffer.concat(chunks).toString('utf8'))]
  const signature = String(request.headers['x-twilio-signature'])
  const url = new URL(request.url ?? '/', hook).href
  told.push({ fields: Object.fromEntries(fields), isSigned: isFromTwilio(SMS_AUTH_TOKEN, signature, url, fields) })
}

beforeAll(async () => {
  receiver = createServer(async (request, response) => {
    await take(request)
    response.writeHead(status).end()
  })
  await new Promise<void>((done) => receiver.listen(0, '127.0.0.1', done))
  hook = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook?a=1`
  test = await startTestServices({ mailHoldMs: 100, smsWebhookUrl: () => hook })
})
afterAll(async () => {
  await test.close()
  receiver.closeAllConnections()
  receiver.close()
})

const api = (path = '') => `${test.services.url}/sms/2010-04-01/Accounts/AC_local/Messages.json${path}`
const signedIn = (token = SMS_AUTH_TOKEN) => ({ authorization: `Basic ${btoa(`AC_local:${token}`)}` })
const send = async (to: string, more: Record<string, string> = {}, headers = signedIn()) => {
  const form = { To: to, From: OURS, Body: 'On our way', ...more }
  const answer = await fetch(api(), { method: 'POST', headers, body: new URLSearchParams(form) })
  return { status: answer.status, body: (await answer.json()) as { sid?: string; code?: number } }
}
const mailbox = async (to: string) =>
  (await (await fetch(`${test.services.url}/mailbox.json?to=${encodeURIComponent(to)}`)).json()) as object[]
const text = (body: object) => post(test.services, '/sms', body)

describe('what is sent', () => {
  it('stands in the mailbox, and its status is told, signed', async () => {
    const to = somebody()
    const { status: code, body } = await send(to, { Body: 'Pay: https://hub.example/p/1', StatusCallback: hook })
    expect([code, body]).toMatchObject([201, { sid: expect.stringMatching(/^SM/), status: 'queued' }])
    expect(await mailbox(to)).toMatchObject([
      {
        channel: 'SMS',
        to,
        from: OURS,
        subject: '',
        text: 'Pay: https://hub.example/p/1',
        links: ['https://hub.example/p/1'],
      },
    ])
    const mine = () => told.filter(({ fields }) => fields.MessageSid === body.sid)
    await eventually(() => mine().length === 2)
    expect(mine().map(({ fields, isSigned }) => [fields.MessageStatus, isSigned])).toEqual([
      ['sent', true],
      ['delivered', true],
    ])
    const more = await post(test.services, '/sms/status', {
      to,
      status: ['failed', 'sent'],
      times: 2,
      error_code: 30003,
    })
    expect(await more.json()).toEqual({ sid: body.sid, answered: [200, 200, 200, 200] })
    expect(mine().at(-2)?.fields).toMatchObject({ MessageStatus: 'failed', ErrorCode: '30003' })
  })

  it.each([
    ['a wrong token', {}, signedIn('guessed'), 401, 20003],
    ['no number', { To: '12' }, signedIn(), 400, 21211],
    ['nothing', { Body: '' }, signedIn(), 400, 21602],
    ['too much', { Body: 'x'.repeat(1601) }, signedIn(), 400, 21617],
  ])('is refused with %s', async (_, more, headers, code, error) => {
    expect(await send(somebody(), more, headers)).toMatchObject({ status: code, body: { code: error } })
  })

  it('is refused, or loses its answer, where that is switched on', async () => {
    const to = somebody()
    await post(test.services, '/failures', { to, outcome: 'reject' })
    expect(await send(to)).toMatchObject({ status: 400, body: { code: 21614 } })
    await post(test.services, '/failures', { to, outcome: 'timeout' })
    await expect(send(to)).rejects.toThrow()
    expect(await mailbox(to)).toHaveLength(1)
    const list = await fetch(api(`?${new URLSearchParams({ To: to, From: OURS })}`), { headers: signedIn() })
    expect(await list.json()).toMatchObject({ messages: [{ to, body: 'On our way' }] })
  })
})

describe('what a customer texts', () => {
  it('is told as Twilio tells it, as often as it is wished', async () => {
    const from = somebody()
    const answer = await text({ from, to: OURS, text: 'Grüße', media: ['https://x.example/1'], sid: 'SM1', times: 2 })
    expect([answer.status, await answer.json()]).toEqual([200, { sid: 'SM1', answered: [200, 200] }])
    expect(told.filter(({ fields }) => fields.From === from)).toMatchObject([
      {
        isSigned: true,
        fields: { To: OURS, Body: 'Grüße', MessageSid: 'SM1', NumMedia: '1', MediaUrl0: 'https://x.example/1' },
      },
      { isSigned: true },
    ])
    status = 503
    expect((await text({ from, to: OURS, text: 'x' })).status).toBe(502)
    status = 200
    expect((await text({ from, to: OURS })).status).toBe(422)
  })

  it('brings pictures that only we may fetch', async () => {
    const from = somebody()
    await text({ from, to: OURS, text: '', media: [{ mime_type: 'image/png', content: btoa('a picture') }] })
    const url = told.at(-1)!.fields.MediaUrl0!
    expect((await fetch(url)).status).toBe(401)
    const media = await fetch(url, { headers: signedIn() })
    expect([media.headers.get('content-type'), await media.text()]).toEqual(['image/png', 'a picture'])
  })

  it('STOP is obeyed until START, for these two numbers', async () => {
    const from = somebody()
    await text({ from, to: OURS, text: 'stop' })
    expect(await send(from)).toMatchObject({ status: 400, body: { code: 21610 } })
    expect((await send(from, { From: '+14165550199' })).status).toBe(201)
    await text({ from, to: OURS, text: 'START' })
    expect((await send(from)).status).toBe(201)
  })
})
