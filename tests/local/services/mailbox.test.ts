import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { post, startTestServices, type TestServices } from './running-services.ts'

let test: TestServices
let count = 0

beforeAll(async () => {
  test = await startTestServices({ mailHoldMs: 150 })
})
afterAll(() => test.close())

interface Item {
  id: string
  to: string
  subject: string
  links: string[]
  headers: Record<string, string>
  attachments: object[]
  [field: string]: unknown
}

const somebody = () => `Person${++count}@Example.com`
const mail = (to: string, change: object = {}) => ({
  from: '"SMB Hub" <hub@example.com>',
  to: [to],
  subject: 'Invoice INV-1',
  text: 'See https://hub.example/portal/1.',
  html: '<a href="https://hub.example/portal/1?a=1&amp;b=2">Open</a> <a href=\'https://hub.example/portal/1\'>Or</a>',
  ...change,
})
const send = (body: object, headers: Record<string, string> = {}) =>
  post(test.services, '/mail/emails', body, { authorization: 'Bearer re_local', ...headers })
const list = async (to: string): Promise<Item[]> =>
  (await fetch(`${test.services.url}/mailbox.json?to=${encodeURIComponent(to)}`)).json() as Promise<Item[]>
const fail = (to: string, outcome: string) => post(test.services, '/failures', { to, outcome })

describe('the mailbox', () => {
  it('shows a mail with exactly the promised fields', async () => {
    const to = somebody()
    const attachments = [{ filename: 'a.pdf', content: btoa('12345'), content_type: 'application/pdf' }]
    const sent = await send(mail(to, { attachments, reply_to: 'a@b.co', headers: { 'X-Kind': 'invoice' } }))
    const { id } = (await sent.json()) as { id: string }
    const [found] = await list(to.toLowerCase())
    expect(found).toEqual({
      id,
      channel: 'EMAIL',
      to,
      from: '"SMB Hub" <hub@example.com>',
      subject: 'Invoice INV-1',
      text: 'See https://hub.example/portal/1.',
      html: mail(to).html,
      headers: { 'X-Kind': 'invoice', 'Reply-To': 'a@b.co' },
      attachments: [{ name: 'a.pdf', mime_type: 'application/pdf', size: 5 }],
      links: ['https://hub.example/portal/1?a=1&b=2', 'https://hub.example/portal/1'],
      sent_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
    })
    const file = await fetch(`${test.services.url}/mailbox/${id}/0`)
    expect([await file.text(), file.headers.get('content-disposition')]).toEqual([
      '12345',
      "attachment; filename*=UTF-8''a.pdf",
    ])
  })

  it('lists the newest first, at most 200, of one address or of all', async () => {
    const to = somebody()
    for (let index = 0; index < 201; index += 1) await send(mail(to, { subject: `No. ${index}` }))
    const found = await list(`Somebody <${to}>`)
    expect([found.length, found[0]?.subject, found[199]?.subject]).toEqual([200, 'No. 200', 'No. 1'])
    expect(await list('nobody@example.com')).toEqual([])
    const all = (await (await fetch(`${test.services.url}/mailbox.json`)).json()) as Item[]
    expect(all).toHaveLength(200)
  })

  it('has a page on which nothing of a mail can run', async () => {
    const to = somebody()
    await send(mail(to, { subject: '<script>1</script>', html: '<p title="x">Hello</p><script>2</script>' }))
    const page = await (await fetch(`${test.services.url}/mailbox?to=${to}`)).text()
    expect(page).not.toContain('<script>')
    expect(page).toContain('sandbox="allow-top-navigation-by-user-activation allow-popups"')
    expect(page).toContain('srcdoc="&#60;base target=&#34;_top&#34;&#62;&#60;p title=&#34;x&#34;&#62;Hello')
  })

  it('survives a restart, with its failures', async () => {
    const to = somebody()
    await send(mail(to))
    await fail(to, 'reject')
    await test.restart()
    expect(await list(to)).toHaveLength(1)
    expect((await send(mail(to))).status).toBe(422)
  })
})

describe('the mail provider', () => {
  it('delivers once per key, and refuses another mail with it', async () => {
    const to = somebody()
    const key = { 'idempotency-key': `key-${to}` }
    const answers = await Promise.all([1, 2, 3].map(async () => (await send(mail(to), key)).json()))
    expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
    const other = await send(mail(to, { subject: 'Other' }), key)
    expect([other.status, await other.json()]).toMatchObject([409, { name: 'invalid_idempotent_request' }])
    expect(await list(to)).toHaveLength(1)
  })

  it('refuses an address for which that is switched on, in any case', async () => {
    const to = somebody()
    await fail(to.toUpperCase(), 'reject')
    const key = { 'idempotency-key': `key-${to}` }
    expect((await send(mail(to), key)).status).toBe(422)
    expect(await list(to)).toEqual([])
    await fail(to, 'ok')
    expect((await send(mail(to), key)).status).toBe(200)
    expect((await fail(to, 'maybe')).status).toBe(422)
  })

  it('EM1 timeout: the mail is there, the answer never comes', async () => {
    const to = somebody()
    await fail(to, 'timeout')
    const key = { 'idempotency-key': `key-${to}` }
    await expect(send(mail(to), key)).rejects.toThrow()
    await expect(send(mail(to), key)).rejects.toThrow()
    await fail(to, 'ok')
    expect((await send(mail(to), key)).status).toBe(200)
    expect(await list(to)).toHaveLength(1)
  })

  it.each([
    ['no key', mail('a@b.co'), { authorization: '' }, 401],
    ['two addresses in one', mail('a@b.co, c@d.co'), {}, 422],
    ['no body', mail('a@b.co', { text: '', html: '' }), {}, 422],
    ['a header with a line break', mail('a@b.co', { headers: { 'X-A': 'b\r\nBcc: c@d.co' } }), {}, 422],
    ['a subject with a line break', mail('a@b.co', { subject: 'a\nb' }), {}, 422],
    ['a field that it does not know', mail('a@b.co', { replyTo: 'c@d.co' }), {}, 422],
  ])('refuses %s', async (_, body, headers, status) => {
    expect((await send(body, headers)).status).toBe(status)
  })
})

describe('the product clock', () => {
  it('moves forward only, and is what mails are stamped with', async () => {
    const before = Date.now()
    const answer = await post(test.services, '/clock', { now: new Date(before + 86_400_000).toISOString() })
    expect(answer.status).toBe(200)
    const to = somebody()
    await send(mail(to))
    expect(Date.parse(String((await list(to))[0]?.sent_at)) - before).toBeGreaterThanOrEqual(86_400_000)
    await post(test.services, '/clock', { now: new Date(before).toISOString() })
    await send(mail(to))
    expect(Date.parse(String((await list(to))[0]?.sent_at)) - before).toBeGreaterThanOrEqual(86_400_000)
    expect((await post(test.services, '/clock', { advance_ms: -1 })).status).toBe(422)
  })

  it('asks the database when it has one', async () => {
    const there = new Date('2031-05-01T00:00:00.000Z')
    const own = await startTestServices({ clock: { shift: async () => there } })
    const answer = await post(own.services, '/clock', { advance_ms: 5 })
    expect(((await answer.json()) as { now: string }).now).toMatch(/^2031-05-01T00:00:00/)
    await own.close()
  })
})
