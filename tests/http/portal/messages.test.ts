import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import type { Conversation } from '../../../core/contract/conversations.ts'
import { PortalThread } from '../../../core/contract/portal.ts'
import { apiClient, mailTo, until } from '../../support/api.ts'
import { written } from '../../support/mail-world.ts'
import { useStack } from '../../support/shared-stack.ts'
import { CANARY, JSON_ONLY, openBusiness } from './business.ts'

const stack = useStack()
let business: Awaited<ReturnType<typeof openBusiness>>
beforeAll(async () => {
  business = await openBusiness(stack)
})

const FORM = { 'Content-Type': 'application/x-www-form-urlencoded' }
const post = (fields: Record<string, string>, headers: Record<string, string> = {}) =>
  apiClient(stack).call('POST', '/portal/messages', {
    body: new URLSearchParams(fields).toString(),
    headers: { ...FORM, ...headers },
  })
const get = (address: string, more = {}) => apiClient(stack).get(address, more)
const inbox = async (q: string) =>
  (await business.owner.api.get(`/v1/conversations?q=${encodeURIComponent(q)}`)).body.data as Conversation[]
const fieldOf = (html: string, name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(html)?.[1] ?? ''

describe('asking from the page of an invoice', () => {
  it('H-API-35 takes a link, a form without a script, and leads to the conversation, where one writes on', async () => {
    const { link, number, token, email } = await business.send()
    const href = /href="([^"]*\/ask)"/.exec((await get(link)).text)?.[1] ?? ''
    const asking = await get(href)
    expect([asking.status, asking.headers.get('Server-Timing')]).toEqual([200, expect.stringMatching(/^db;desc="1"/)])
    expect(fieldOf(asking.text, 'token')).toBe(token)
    const sent = await post({ token, body: 'Is the <b>flush</b> in it?\r\nThanks' })
    expect([sent.status, sent.headers.get('Server-Timing')]).toEqual([303, expect.stringMatching(/^db;desc="1"/)])
    const thread = sent.headers.get('Location')!
    expect(thread).toMatch(/^\/portal\/messages\/[A-Za-z0-9_-]{43}$/)
    const page = await get(thread)
    expect([page.status, page.headers.get('Server-Timing')]).toEqual([200, expect.stringMatching(/^db;desc="1"/)])
    for (const text of [
      'Maple Corner Plumbing',
      number,
      'Is the &lt;b&gt;flush&lt;/b&gt; in it?',
      'comes to you by mail',
    ])
      expect(page.text).toContain(text)
    const again = await post({ token: fieldOf(page.text, 'token'), body: 'And when?' })
    expect([again.status, again.headers.get('Location')]).toEqual([303, thread])
    expect(await inbox('flush')).toMatchObject([
      {
        channel: 'WEB_PORTAL',
        subject: `Invoice ${number}`,
        snippet: 'And when?',
        unread: true,
        from: { address: email },
      },
    ])
    const { status, body } = await get(thread, JSON_ONLY)
    expect(status).toBe(200)
    expect(PortalThread.parse(body.data).messages.map(({ text }) => text)).toEqual([
      'Is the <b>flush</b> in it?\nThanks',
      'And when?',
    ])
  })

  it('is answered by mail with a link to the conversation, where the answer stands, too; what answers that mail goes on there', async () => {
    const { token, email } = await business.send()
    await post({ token, body: 'Does the warranty cover this kettle?' })
    const [{ id }] = (await inbox('kettle')) as [Conversation]
    const answer = (body: object) => business.owner.api.post(`/v1/conversations/${id}/messages`, body)
    const sent = await answer({ body_text: 'It does, for a year.' })
    expect([sent.status, sent.headers.get('Server-Timing')]).toEqual([201, expect.stringMatching(/^db;desc="3"/)])
    const [mail] = (await mailTo(stack, email, 2)) as unknown as [{ links: string[]; headers: Record<string, string> }]
    const link = mail.links.find((one) => one.includes('/portal/messages/'))!
    const reply = written({ from: `Jane <${email}>`, subject: 'Re: Invoice', text: 'Then I am glad.' })
    const query = new URLSearchParams({ from: email, to: mail.headers['Reply-To']! })
    expect((await fetch(`${stack.origin}/local/email?${query}`, { method: 'POST', body: reply })).status).toBe(200)
    const words = () =>
      get(link, JSON_ONLY).then(({ body }) => body.data.messages.map(({ text }: { text: string }) => text))
    await until(words, (all) => all.length === 3)
    expect(await words()).toEqual(['Does the warranty cover this kettle?', 'It does, for a year.', 'Then I am glad.'])
    // Not for anybody else.
    const elsewhere = `colleague-${email}`
    await answer({ body_text: 'Look at this', to: elsewhere })
    await answer({ body_text: 'With a copy', cc: [elsewhere] })
    for (const one of await mailTo(stack, elsewhere)) expect(one.links.join()).not.toContain('/portal/messages/')
  })

  it('is JSON where that is asked for, once for each key', async () => {
    const { token } = await business.send()
    const other = await post({ token, body: 'By a program' }, { Accept: 'application/json' })
    const [one, two] = await Promise.all([
      post({ token, body: 'By a program' }, { Accept: 'application/json', 'Idempotency-Key': 'k1' }),
      post({ token, body: 'By a program' }, { Accept: 'application/json', 'Idempotency-Key': 'k1' }),
    ])
    for (const { status, body } of [one, two, other]) {
      expect([status, body.data]).toEqual([201, { thread_url: expect.stringMatching(/^\/portal\/messages\//) }])
    }
    expect((await get(one.body.data.thread_url, JSON_ONLY)).body.data.messages).toHaveLength(1)
    const elsewhere = await post({ token, body: 'Else' }, { Accept: 'application/json', 'Idempotency-Key': 'k1' })
    expect(elsewhere.status).toBe(422)
    await post({ token, body: 'By a program' }, { Accept: 'application/json', 'Idempotency-Key': 'k2' })
    expect((await get(one.body.data.thread_url, JSON_ONLY)).body.data.messages).toHaveLength(2)
  })

  it('costs at most 8 KB however long it is, and runs nothing (PT6)', async () => {
    // Without an address of its own, that of its owner is named.
    await business.owner.api.patch('/v1/business', { email: 'hello@maple.example' })
    const { token } = await business.send()
    let thread = ''
    for (const letters of ['日本語', 'a̐é', 'xyz']) {
      const body = Array.from({ length: 3900 }, () => letters[Math.floor(Math.random() * letters.length)]).join('')
      thread = (await post({ token, body })).headers.get('Location')!
    }
    const page = await get(thread)
    expect(gzipSync(page.text).length).toBeLessThan(8 * 1024)
    expect(page.text).not.toMatch(/<script|<link rel="stylesheet"|javascript:|\son\w+=|@import|url\(/i)
    for (const secret of [business.owner.tenantId, CANARY]) expect(page.text).not.toContain(secret)
    expect(page.text).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/)
    expect(Object.fromEntries(page.headers)).toMatchObject({
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    })
  })

  it('what is refused keeps what was typed', async () => {
    const { token } = await business.send()
    for (const body of [' ', 'ü'.repeat(4001)]) {
      const refused = await post({ token, body })
      expect(refused.status).toBe(422)
      expect(refused.text).toContain('Your message was not sent')
      expect(refused.text).toContain(`>${body}</textarea>`)
      expect((await post({ token, body }, { Accept: 'application/json' })).body.error.details[0].field).toBe('body')
    }
    expect((await post({ token, body: 'ü'.repeat(4000) })).status).toBe(303)
    expect((await post({ token, body: 'x'.repeat(70_000) })).status).toBe(413)
  })

  it('HD1 is refused from another site', async () => {
    const { token } = await business.send()
    const refused = await post({ token, body: 'From elsewhere' }, { 'Sec-Fetch-Site': 'cross-site' })
    expect(refused.status).toBe(403)
    expect((await post({ token, body: 'From elsewhere' }, { Origin: 'https://evil.example' })).status).toBe(403)
    expect(await inbox('elsewhere')).toEqual([])
    expect((await post({ token, body: 'From here' }, { Origin: 'null' })).status).toBe(303)
  })

  it('PT4 a link opens its own page alone, and one that opens nothing is answered alike', async () => {
    const { token, id } = await business.send()
    const thread = (await post({ token, body: 'Mine' })).headers.get('Location')!
    const own = thread.split('/').at(-1)!
    const answers = [
      await get(`/portal/messages/${token}`),
      await get(`/portal/invoices/${own}`),
      await get(`/portal/invoices/${own}/ask`),
      await get(`/portal/quotes/${own}`),
      await get(`/portal/messages/${'A'.repeat(43)}`),
      await get('/portal/messages'),
      await post({ token: 'A'.repeat(43), body: 'x' }),
      await post({ body: 'x' }),
    ]
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    for (const { status, text } of answers) expect([status, text.includes('Link expired')]).toEqual([404, true])
    expect((await apiClient(stack).call('POST', `/portal/invoices/${own}/pay`)).status).toBe(404)
    await business.owner.api.post(`/v1/invoices/${id}/revoke-payment-link`)
    expect([(await get(thread)).status, (await post({ token: own, body: 'Late' })).status]).toEqual([404, 404])
  })
})
