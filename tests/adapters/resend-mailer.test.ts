import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Mailer, OutgoingMail } from '../../core/services/ports.ts'
import { resendMailer } from '../../workers/adapters/mail/resend.ts'
import { post, startTestServices, type TestServices } from '../local/services/running-services.ts'

let test: TestServices
let mailer: Mailer
let count = 0

const CONFIG = { apiKey: 're_local', from: 'SMB Hub <hub@example.com>' }

beforeAll(async () => {
  test = await startTestServices({ mailHoldMs: 1_000 })
  mailer = resendMailer({ ...CONFIG, apiUrl: `${test.services.url}/mail`, timeoutMs: 150 })
})
afterAll(() => test.close())

const mail = (change: Partial<OutgoingMail> = {}): OutgoingMail => {
  count += 1
  return {
    key: `invoice.send:${count}`,
    isAutomatic: false,
    to: `person${count}@example.com`,
    fromName: 'Ada & Sons',
    replyTo: 'ada@example.com',
    subject: 'Invoice INV-1',
    text: 'Hello',
    html: '<p>Hello</p>',
    ...change,
  }
}

interface Item {
  id: string
  from: string
  subject: string
  headers: Record<string, string>
  attachments: { name: string; mime_type: string; size: number }[]
}

const inbox = async (to: string) => (await (await fetch(`${test.services.url}/mailbox.json?to=${to}`)).json()) as Item[]
const fail = (to: string, outcome: string) => post(test.services, '/failures', { to, outcome })

describe('mail', () => {
  it('EM7 says of itself that no person wrote it, where that is so', async () => {
    const said = async (isAutomatic: boolean) => {
      const sent = mail({ isAutomatic })
      await mailer.send(sent)
      const { 'Reply-To': _, ...headers } = (await inbox(sent.to))[0]!.headers
      return headers
    }
    expect(await said(true)).toEqual({ 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' })
    expect(await said(false)).toEqual({})
  })

  it('arrives with its names and attachments', async () => {
    const content = new Uint8Array(20_000).map((_, index) => index % 256)
    const sent = mail({
      attachments: [{ name: '../INV-1.pdf', mimeType: 'application/pdf', content }],
      headers: { 'In-Reply-To': '<1@example.com>' },
    })
    const outcome = await mailer.send(sent)
    const [found] = await inbox(sent.to)
    expect(outcome).toEqual({ outcome: 'accepted', id: found?.id })
    expect(found).toMatchObject({
      from: '"Ada & Sons" <hub@example.com>',
      subject: 'Invoice INV-1',
      headers: { 'Reply-To': 'ada@example.com', 'In-Reply-To': '<1@example.com>' },
      attachments: [{ name: '.._INV-1.pdf', mime_type: 'application/pdf', size: 20_000 }],
    })
    const file = await fetch(`${test.services.url}/mailbox/${found?.id}/0`)
    expect(new Uint8Array(await file.arrayBuffer())).toEqual(content)
  })

  it('EM1 refused stays refused, and sends nothing', async () => {
    const sent = mail()
    await fail(sent.to, 'reject')
    expect(await mailer.send(sent)).toMatchObject({ outcome: 'refused', reason: expect.stringContaining(sent.to) })
    expect(await inbox(sent.to)).toEqual([])
    await fail(sent.to, 'ok')
    expect((await mailer.send(sent)).outcome).toBe('accepted')
  })

  it('EM1 timeout after accept is unknown, and the retry makes no second mail', async () => {
    const sent = mail()
    await fail(sent.to, 'timeout')
    expect((await mailer.send(sent)).outcome).toBe('unknown')
    expect((await mailer.send(sent)).outcome).toBe('unknown')
    await fail(sent.to, 'ok')
    const [found] = await inbox(sent.to)
    expect(await mailer.send(sent)).toEqual({ outcome: 'accepted', id: found?.id })
    expect(await inbox(sent.to)).toHaveLength(1)
  })

  it('EM1 the retry of a mail whose link is new was accepted before', async () => {
    const sent = mail()
    await mailer.send(sent)
    expect(await mailer.send({ ...sent, text: 'Another link' })).toEqual({ outcome: 'accepted', id: null })
    expect(await inbox(sent.to)).toHaveLength(1)
  })

  it('nobody there is unknown', async () => {
    const nobody = resendMailer({ ...CONFIG, apiUrl: 'http://127.0.0.1:9', timeoutMs: 200 })
    expect((await nobody.send(mail())).outcome).toBe('unknown')
  })
})

describe('EM4 headers', () => {
  const BREAKS = ['\r\n', '\n', '\r', '\u0000', '\u0085', '\u2028', '\u000b']

  it.each(BREAKS)('a name or subject with %j stays one line', async (mark) => {
    const sent = mail({ fromName: `Ada${mark}Bcc: x@y.zz`, subject: `Hello${mark}Bcc: x@y.zz` })
    expect((await mailer.send(sent)).outcome).toBe('accepted')
    const [found] = await inbox(sent.to)
    expect([found?.from, found?.subject]).toEqual(['"Ada Bcc: x@y.zz" <hub@example.com>', 'Hello Bcc: x@y.zz'])
  })

  it.each(BREAKS)('an address with %j is refused', async (mark) => {
    for (const change of [{ to: `a@b.co${mark}Bcc: x@y.zz` }, { replyTo: `a@b.co${mark}` }]) {
      expect((await mailer.send(mail(change))).outcome).toBe('refused')
    }
  })

  it.each(['a@b.co, c@d.co', 'a@b.co;c@d.co', 'Ada <a@b.co>', 'a@b.co<c@d.co>', '', 'a@b'])(
    'exactly one plain address is taken, not %j',
    async (to) => {
      expect((await mailer.send(mail({ to }))).outcome).toBe('refused')
    },
  )

  it('a name cannot end its quotes', async () => {
    const sent = mail({ fromName: 'Ada" <evil@example.com>, "\\' })
    await mailer.send(sent)
    expect((await inbox(sent.to))[0]?.from).toBe('"Ada\\" <evil@example.com>, \\"\\\\" <hub@example.com>')
  })

  it('other headers keep to one line and cannot add recipients', async () => {
    const sent = mail({ headers: { 'In-Reply-To': '<1@x>\r\nBcc: x@y.zz' } })
    await mailer.send(sent)
    expect((await inbox(sent.to))[0]?.headers['In-Reply-To']).toBe('<1@x> Bcc: x@y.zz')
    for (const name of ['Bcc', 'bcc', 'From', 'X-A\r\nBcc', 'X A']) {
      expect((await mailer.send(mail({ headers: { [name]: 'x@y.zz' } }))).outcome).toBe('refused')
    }
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
    [200, '{"id":"1"}', 'accepted'],
    [200, 'no json', 'unknown'],
    [302, '', 'unknown'],
    [400, '{"message":"no"}', 'refused'],
    [401, '{}', 'refused'],
    [403, '{}', 'refused'],
    [408, '{}', 'unknown'],
    [409, '{"name":"concurrent_idempotent_requests"}', 'unknown'],
    [409, '{"name":"invalid_idempotent_request"}', 'accepted'],
    [422, '{}', 'refused'],
    [429, '{}', 'refused'],
    [500, '{}', 'unknown'],
    [503, '<html>', 'unknown'],
  ])('IN3 %i %s is %s', async (status, body, outcome) => {
    answer = [status, body]
    expect((await resendMailer({ ...CONFIG, apiUrl: url }).send(mail())).outcome).toBe(outcome)
  })
})
