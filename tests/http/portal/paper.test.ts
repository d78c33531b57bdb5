import { beforeAll, describe, expect, it } from 'vitest'
import { apiClient, signUp } from '../../support/api.ts'
import { hasPdfText, pdfText } from '../../support/pdf-text.ts'
import { makeLinkedQuote } from '../../support/quotes.ts'
import { useStack } from '../../support/shared-stack.ts'
import { makeTeam, type TeamBusiness } from '../../support/team.ts'
import { JSON_ONLY, openBusiness, pay } from './business.ts'

const stack = useStack()
let business: Awaited<ReturnType<typeof openBusiness>>
let b: TeamBusiness
beforeAll(async () => {
  business = await openBusiness(stack)
  b = await (await makeTeam(stack)).business()
}, 60_000)

const fetchPaper = async (address: string, token?: string) => {
  const response = await fetch(address, token ? { headers: { Authorization: `Bearer ${token}` } } : {})
  return { response, bytes: new Uint8Array(await response.arrayBuffer()) }
}

describe('the paper behind a link', () => {
  it('is offered on the page as a plain link, and is a PDF with the pay link as a QR code', async () => {
    const { link, number } = await business.send()
    const page = await apiClient(stack).get(link)
    const path = new URL(link).pathname
    expect(page.text).toContain(`<a href="${path}/pdf">Download PDF</a>`)
    const { response, bytes } = await fetchPaper(`${link}/pdf`)
    expect(response.status).toBe(200)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="Invoice-${number}.pdf"`,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex, nofollow',
    })
    // Its mail had it already.
    expect(response.headers.get('Server-Timing')).toMatch(/^db;desc="1"/)
    if (hasPdfText()) {
      expect(pdfText(bytes)).toContain(`Pay online at ${new URL(link).host}`)
      expect(pdfText(bytes)).toContain('$200.00 CAD')
    }
  })

  it('says PAID once it is, and counts no view', async () => {
    const sent = await business.send()
    const { id, link } = sent
    await fetchPaper(`${link}/pdf`)
    expect((await business.owner.api.get(`/v1/invoices/${id}`)).body.data.views.count).toBe(0)
    await pay(stack, business.owner, sent)
    const { response, bytes } = await fetchPaper(`${link}/pdf`)
    expect(response.status).toBe(200)
    if (hasPdfText()) expect(pdfText(bytes).split('\n')).toContain('PAID')
  })

  it('is there for a quote, without a link to pay', async () => {
    const { token } = await makeLinkedQuote(b)
    const { response, bytes } = await fetchPaper(`${stack.origin}/portal/quotes/${token}/pdf`)
    expect(response.headers.get('Content-Disposition')).toMatch(/^attachment; filename="Quote-[\w-]+\.pdf"$/)
    if (hasPdfText()) expect(pdfText(bytes)).not.toContain('Pay online')
  })

  it('is gone with its link, and with what is void', async () => {
    const { id, link } = await business.send()
    const other = await business.send()
    await business.owner.api.post(`/v1/invoices/${id}/revoke-payment-link`)
    const revoked = await fetchPaper(`${link}/pdf`)
    const unknown = await fetchPaper(`${stack.origin}/portal/invoices/${'x'.repeat(43)}/pdf`)
    expect([revoked.response.status, unknown.response.status]).toEqual([404, 404])
    await business.owner.api.post(`/v1/invoices/${other.id}/void`, {})
    expect((await fetchPaper(`${other.link}/pdf`)).response.status).toBe(410)
    expect((await apiClient(stack).get(`${other.link}/pdf`, JSON_ONLY)).status).toBe(410)
    expect((await apiClient(stack).get(other.link)).text).not.toContain('Download PDF')
  })
})

describe('the receipt behind a link', () => {
  it('is not there before something is paid, and says each part with its day, what went back, and what is left', async () => {
    const { id, link, number } = await business.send()
    const own = `${stack.origin}/v1/invoices/${id}/download-receipt/pdf`
    const token = business.owner.api.token ?? ''
    expect((await fetchPaper(`${link}/receipt`)).response.status).toBe(404)
    expect((await fetchPaper(own, token)).response.status).toBe(409)
    expect((await apiClient(stack).get(link)).text).not.toContain('Download receipt')

    const take = (amount: string, paid_at: string) =>
      business.owner.api.post('/v1/payments', { invoice_id: id, amount, paid_at, method_label: 'Cash' })
    // Entered the other way round: a receipt is in the order of the days.
    const second = await take('50.00', '2026-03-05T17:00:00Z')
    await take('40.00', '2026-03-04T17:00:00Z')
    expect((await apiClient(stack).get(link)).text).toContain(`<a href="${new URL(link).pathname}/receipt">`)
    const { response, bytes } = await fetchPaper(`${link}/receipt`)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="Receipt-${number}.pdf"`,
      'cache-control': 'no-store',
    })
    if (!hasPdfText()) return
    const paid = [
      'Paid Wednesday, March 4, 2026, Cash −$40.00',
      'Paid Thursday, March 5, 2026, Cash −$50.00',
      'Amount due $110.00',
    ]
    const sums = (text: string) => text.split('\n').filter((line) => /^(Paid \w+,|Refunded|Amount due|Left)/.test(line))
    expect(sums(pdfText(bytes))).toEqual(['Paid Thursday, March 5, 2026', ...paid])
    expect(sums(pdfText((await fetchPaper(own, token)).bytes))).toEqual(['Paid Thursday, March 5, 2026', ...paid])
    await business.owner.api.post(`/v1/payments/${second.body.data.id}/reverse`, { reason: 'The wrong invoice' })
    // A mistake is no refund.
    const after = pdfText((await fetchPaper(`${link}/receipt`)).bytes)
    expect(sums(after)).toEqual(['Paid Wednesday, March 4, 2026', paid[0], 'Amount due $160.00'])
    expect(after).toContain('PAID IN PART')
  })

  it('is gone with its link, and no quote has one', async () => {
    const { id, link } = await business.send()
    await business.owner.api.post('/v1/payments', { invoice_id: id, amount: '1.00' })
    await business.owner.api.post(`/v1/invoices/${id}/revoke-payment-link`)
    expect((await fetchPaper(`${link}/receipt`)).response.status).toBe(404)
    const { token } = await makeLinkedQuote(b)
    expect((await fetchPaper(`${stack.origin}/portal/quotes/${token}/receipt`)).response.status).toBe(404)
  })
})

describe('the paper of what was sent', () => {
  it('is the same bytes for everybody and at any time, with the link behind its end', async () => {
    const { id, link } = await business.send()
    const address = `${stack.origin}/v1/invoices/${id}/pdf`
    const token = business.owner.api.token ?? ''
    const [linked, first, second] = [
      await fetchPaper(`${link}/pdf`),
      await fetchPaper(address, token),
      await fetchPaper(address, token),
    ]
    expect(Buffer.from(first.bytes).equals(Buffer.from(second.bytes))).toBe(true)
    expect(Buffer.from(linked.bytes.subarray(0, first.bytes.length)).equals(Buffer.from(first.bytes))).toBe(true)
    expect(linked.bytes.length).toBeGreaterThan(first.bytes.length)
    expect(second.response.headers.get('Server-Timing')).toMatch(/^db;desc="1"/)
  })
})

describe('the paper in the app', () => {
  it('is its own business’s alone', async () => {
    const { id, number } = await business.send()
    const stranger = await signUp(stack)
    const address = `${stack.origin}/v1/invoices/${id}/pdf`
    expect((await fetchPaper(address, stranger.api.token ?? '')).response.status).toBe(404)
    const { response, bytes } = await fetchPaper(address, business.owner.api.token ?? '')
    expect(response.headers.get('Content-Disposition')).toBe(`attachment; filename="Invoice-${number}.pdf"`)
    if (hasPdfText()) expect(pdfText(bytes)).toContain(number)
  })
})
