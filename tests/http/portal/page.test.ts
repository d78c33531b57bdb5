import { gzipSync } from 'node:zlib'
import { beforeAll, describe, expect, it } from 'vitest'
import { PortalInvoice } from '../../../core/contract/portal.ts'
import { apiClient, mailTo } from '../../support/api.ts'
import { useStack } from '../../support/shared-stack.ts'
import { CANARY, JSON_ONLY, openBusiness, pay } from './business.ts'

const stack = useStack()
let business: Awaited<ReturnType<typeof openBusiness>>
beforeAll(async () => {
  business = await openBusiness(stack)
})

const get = (address: string, more = {}) => apiClient(stack).get(address, more)
const viewsOf = async (id: string) => (await business.owner.api.get(`/v1/invoices/${id}`)).body.data.views.count

describe('the page of an invoice', () => {
  it('says who, what, until when, and offers to pay', async () => {
    const { link, number } = await business.send()
    const page = await get(link)
    expect(page.status).toBe(200)
    for (const text of ['Maple Corner Plumbing', number, 'Jane Okafor', 'Repair', '$200.00', 'CAD', 'Due in 14 days'])
      expect(page.text).toContain(text)
    expect(page.text).toMatch(/<form [^>]*method="post" action="\/portal\/invoices\/[A-Za-z0-9_-]{43}\/pay">/)
  })

  it('prints a price of six decimals as the mail and the invoice do', async () => {
    const line = { name: 'Energy', qty: '12345', unit: 'kWh', rate: '0.00101' }
    const { id, link, email } = await business.send({ line_items: [line] })
    const [mail] = await mailTo(stack, email)
    const page = await get(link)
    for (const text of [page.text, mail?.text]) {
      expect(text).toContain('12,345 kWh × $0.00101')
      expect(text).toContain('$12.47')
    }
    const { data } = (await business.owner.api.get(`/v1/invoices/${id}`)).body
    expect(data).toMatchObject({ total: '12.47', line_items: [{ qty: '12345', rate: '0.00101', amount: '12.47' }] })
  })

  it('costs one trip, one request and at most 8 KB, and runs nothing (PT6)', async () => {
    const { link } = await business.send()
    const page = await get(link)
    expect(page.headers.get('Server-Timing')).toMatch(/^db;desc="1"/)
    expect(gzipSync(page.text).length).toBeLessThan(8 * 1024)
    expect(page.text).not.toMatch(/<script|<link rel="stylesheet"|javascript:|\son\w+=|@import|url\(/i)
    expect(
      [...page.text.matchAll(/\s(?:src|href)="([^"]*)"/g)]
        .map(([, to]) => to)
        .filter((to) => /^(https?:)?\/\//.test(to!)),
    ).toEqual([])
  })

  it('PT6 PT10 HD2 may not be kept, framed, indexed, or tell where one came from', async () => {
    const { link } = await business.send()
    for (const page of [await get(link), await get(`${stack.origin}/portal/invoices/x`), await get(link, JSON_ONLY)]) {
      const headers = Object.fromEntries(page.headers)
      expect(headers).toMatchObject({
        'cache-control': 'no-store',
        'referrer-policy': 'no-referrer',
        'x-robots-tag': 'noindex, nofollow',
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
      })
      expect(headers['content-security-policy']).toContain("default-src 'none'")
      expect(headers['content-security-policy']).toContain("frame-ancestors 'none'")
    }
    const policy = (await get(link)).headers.get('Content-Security-Policy')
    expect(policy).toMatch(
      new RegExp(
        `^default-src 'none'; style-src 'sha256-[^']+'; img-src data:; form-action 'self' ${stack.servicesUrl}; frame-ancestors 'none'; base-uri 'none'$`,
      ),
    )
  })

  it('PT7 leaks nothing, and the address of the owner only while the business has none', async () => {
    const { tenantId, email, api } = business.owner
    await api.patch('/v1/business', { email: 'hello@maple.example' })
    const { link, id } = await business.send()
    await api.patch('/v1/business', { email: null })
    const answers = [await get(link), await get(link, JSON_ONLY)]
    for (const { text } of answers) {
      for (const secret of [tenantId, email, id, CANARY]) expect(text).not.toContain(secret)
      expect(text.replace(/req_[0-9a-f]+/, '')).not.toMatch(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}/)
    }
  })

  it('is JSON when that is asked for', async () => {
    const { link, number } = await business.send()
    const { status, body } = await get(link, JSON_ONLY)
    expect(status).toBe(200)
    expect(body.meta).toEqual({ request_id: expect.stringMatching(/^req_/), cursor: null })
    expect(PortalInvoice.parse(body.data)).toMatchObject({
      invoice_number: number,
      status: 'SENT',
      amount_due: '200.00',
      pay_state: 'payable',
    })
  })

  it('counts who looks, but not checks, prefetches, previews in conversations or returns from paying', async () => {
    const { link, id } = await business.send()
    await get(link)
    await get(link)
    await apiClient(stack).call('HEAD', link)
    await get(link, { headers: { 'Sec-Purpose': 'prefetch;prerender' } })
    await get(`${link}?checkout=canceled`)
    for (const previewer of [
      'WhatsApp/2.23.20.0',
      'TelegramBot (like TwitterBot)',
      'facebookexternalhit/1.1',
      'Slackbot 1.0',
    ])
      expect((await get(link, { headers: { 'User-Agent': previewer } })).status).toBe(200)
    expect(await viewsOf(id)).toBe(2)
    // People: a phone of that brand, and browsers inside of conversations.
    for (const browser of ['Android 13; CUBOT X70) Chrome/140', 'iPhone Snapchat/13.1', 'Windows Teams/25.1 Edg/140'])
      await get(link, { headers: { 'User-Agent': `Mozilla/5.0 (${browser}` } })
    expect(await viewsOf(id)).toBe(5)
  })
})

describe('a link that opens nothing', () => {
  it('PT5 PT4 is answered alike, whatever it was: same bytes, one trip', async () => {
    const [revoked, expired, quote] = [await business.send(), await business.send(), await business.send()]
    await business.owner.api.post(`/v1/invoices/${revoked.id}/revoke-payment-link`)
    await stack.admin(`update app.portal_tokens set expires_at = app.now() where object_id = $1`, [expired.id])
    await stack.admin(`update app.portal_tokens set object_type = 'quote' where object_id = $1`, [quote.id])
    const addresses = [
      revoked.link,
      expired.link,
      quote.link,
      `${stack.origin}/portal/invoices/${'A'.repeat(43)}`,
      `${stack.origin}/portal/invoices/1`,
      `${stack.origin}/portal/invoices/%00%ff`,
      `${stack.origin}/portal/invoices/${revoked.id}`,
    ]
    const answers = await Promise.all(addresses.map((address) => get(address)))
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1)
    expect(answers[0]!.text).toContain('Link expired')
    for (const { status, headers } of answers) {
      expect(status).toBe(404)
      expect(headers.get('Server-Timing')).toMatch(/^db;desc="1"/)
    }
    const asked = await Promise.all(addresses.map((address) => get(address, JSON_ONLY)))
    expect(new Set(asked.map(({ body }) => JSON.stringify(body.error)))).toEqual(
      new Set([JSON.stringify({ code: 'NOT_FOUND', message: 'Link expired', details: [] })]),
    )
  })

  it('PT5 is closed as soon as it is revoked', async () => {
    const { id, link } = await business.send()
    expect((await get(link)).status).toBe(200)
    await business.owner.api.post(`/v1/invoices/${id}/revoke-payment-link`)
    expect((await get(link)).status).toBe(404)
    expect((await apiClient(stack).call('POST', `${link}/pay`)).status).toBe(404)
  })

  it('is the same page below other addresses of the portal', async () => {
    const { token } = await business.send()
    for (const path of ['', '/quotes/abc', `/quotes/${token}`, '/invoices', '/invoices/a/b/c']) {
      const answer = await get(`${stack.origin}/portal${path}`)
      expect([answer.status, answer.text.includes('Link expired')], path).toEqual([404, true])
    }
  })
})

describe('an invoice that is over', () => {
  it('PT5 H-POR-4 says that it was voided', async () => {
    const { id, link } = await business.send()
    await business.owner.api.post(`/v1/invoices/${id}/void`, {})
    const page = await get(link)
    expect(page.status).toBe(410)
    expect(page.text).toContain('This invoice was voided')
    expect(page.text).toContain('Maple Corner Plumbing')
    expect(page.text).not.toContain('<form')
    expect((await get(link, JSON_ONLY)).status).toBe(410)
  })

  it('H-MON-9 is a receipt once it is paid: what, when, with what', async () => {
    const sent = await business.send()
    await pay(stack, business.owner, sent)
    const page = await get(sent.link)
    expect(page.status).toBe(200)
    for (const text of [
      'Paid, thank you',
      'Jane',
      'Amount paid',
      '$200.00',
      'Visa ending 4242',
      'Open the card receipt',
      String(new Date().getFullYear()),
    ])
      expect(page.text).toContain(text)
    expect(page.text).not.toContain('<form')
    const { data } = (await get(sent.link, JSON_ONLY)).body
    expect(data).toMatchObject({
      status: 'PAID',
      amount_due: '0.00',
      pay_state: 'closed',
      payments: [{ amount: '200.00', method_label: 'Visa ending 4242', receipt_url: expect.stringMatching(/^http/) }],
    })
  })

  it('says what is left when a part was paid', async () => {
    const { id, link } = await business.send()
    await business.owner.api.post('/v1/payments', { invoice_id: id, amount: '50.00', provider: 'CASH' })
    const page = await get(link)
    for (const text of ['Partly paid', '−$50.00', 'Pay $150.00']) expect(page.text).toContain(text)
  })
})
