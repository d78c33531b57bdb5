import { beforeAll, describe, expect, it } from 'vitest'
import { apiClient, payAtCheckout, until } from '../../support/api.ts'
import { useStack } from '../../support/shared-stack.ts'
import { comeBack, JSON_ONLY, leave, openBusiness, pay, type Sent } from './business.ts'

const stack = useStack()
let business: Awaited<ReturnType<typeof openBusiness>>
beforeAll(async () => {
  business = await openBusiness(stack)
})

const press = (link: string, headers: Record<string, string> = {}) =>
  apiClient(stack).call('POST', `${link}/pay`, { headers })
const checkout = (link: string) => press(link).then(({ headers }) => headers.get('Location') ?? '')
const setOff = (link: string) => leave(stack, link)
const cameBack = (address: string | null, cookie: string) => comeBack(stack, address, cookie)
const get = (address: string) => apiClient(stack).get(address)
const paymentsOf = async ({ id }: Sent) => (await business.owner.api.get(`/v1/payments?invoice_id=${id}`)).body.data

describe('the form', () => {
  it('leads to the checkout page', async () => {
    const { link } = await business.send()
    const answer = await press(link)
    expect(answer.status).toBe(303)
    expect(answer.headers.get('Location')).toMatch(new RegExp(`^${stack.servicesUrl}/stripe/checkout/cs_`))
    expect(answer.headers.get('Cache-Control')).toBe('no-store')
    expect(answer.headers.get('Server-Timing')).toMatch(/^db;desc="3"/)
    expect((await press(link)).headers.get('Server-Timing')).toMatch(/^db;desc="1"/)
  })

  it('answers the address as JSON when that is asked for', async () => {
    const { link } = await business.send()
    const { status, body } = await press(link, JSON_ONLY.headers)
    expect(status).toBe(200)
    expect(body).toEqual({
      data: { checkout_url: await checkout(link) },
      meta: { request_id: expect.stringMatching(/^req_/), cursor: null },
    })
  })

  it('is found again by who reloads its address', async () => {
    const { link, token } = await business.send()
    const answer = await get(`${link}/pay`)
    expect([answer.status, answer.headers.get('Location')]).toEqual([303, `/portal/invoices/${token}`])
  })
})

describe('what another site sends (HD1)', () => {
  const ours = () => stack.origin
  it.each([
    [{ 'Sec-Fetch-Site': 'cross-site' }, 403],
    [{ 'Sec-Fetch-Site': 'cross-site', Origin: 'null' }, 403],
    [{ 'Sec-Fetch-Site': 'same-origin', Origin: 'null' }, 303],
    [{ 'Sec-Fetch-Site': 'none' }, 303],
    [{ Origin: 'https://evil.example' }, 403],
    [{ Origin: 'http://127.0.0.1' }, 403],
    [{ Origin: 'null' }, 303],
    [{ Origin: 'OURS' }, 303],
    [{}, 303],
  ])('%j is answered %i', async (headers, status) => {
    const { link } = await business.send()
    const sent = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, value === 'OURS' ? ours() : value]),
    )
    expect((await press(link, sent)).status).toBe(status)
  })
})

describe('after the checkout', () => {
  it('a declined card leaves it payable, and says that nothing was charged', async () => {
    const { link } = await business.send()
    const { page: address, cookie } = await setOff(link)
    const back = await payAtCheckout(address, 'declined')
    const page = await get(await cameBack(back.headers.get('Location'), cookie))
    for (const text of ['The payment was not completed', 'Nothing was charged', 'Pay $200.00'])
      expect(page.text).toContain(text)
  })

  it('a bank payment on its way is said, and cannot be paid twice', async () => {
    const { link } = await business.send()
    const page = await checkout(link)
    await payAtCheckout(page, 'async_pending')
    const waiting = await until(
      () => get(link),
      ({ text }) => text.includes('Your bank payment is on its way'),
    )
    expect(waiting.text).not.toContain('<form')
    expect((await press(link)).status).toBe(409)
    await payAtCheckout(page, 'async_failed')
    const refused = await until(
      () => get(link),
      ({ text }) => text.includes('Your bank refused the payment'),
    )
    expect(refused.text).toContain('Pay $200.00')
  })
})

describe('the address to which payment leads back (PT2)', () => {
  it.each(['paid', 'declined'])('knows the page by a cookie of an hour only: %s', async (outcome) => {
    const { link, token } = await business.send()
    const { page, cookie } = await setOff(link)
    expect(cookie).toMatch(/^__Host-hub_pay_\S+; Max-Age=3600; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
    const back = (await payAtCheckout(page, outcome)).headers.get('Location') ?? ''
    expect(back).toMatch(new RegExp(`^${stack.origin}/portal/return\\?session=`))
    expect(back).not.toContain(token)
    expect(await cameBack(back, cookie)).toBe(
      `/portal/invoices/${token}?checkout=${outcome === 'paid' ? 'done' : 'canceled'}`,
    )
  })

  it('opens nothing without it, and leads nowhere else', async () => {
    const { link } = await business.send()
    const leaving = await setOff(link)
    const back = (await payAtCheckout(leaving.page, 'paid')).headers.get('Location') ?? ''
    const forged = leaving.cookie.replace(/=[^;]*/, `=${encodeURIComponent('//evil.example/portal/x')}`)
    for (const cookie of ['', forged]) {
      const answer = await apiClient(stack).call('GET', back, { headers: { Cookie: cookie } })
      expect([answer.status, answer.headers.get('Cache-Control')]).toEqual([200, 'no-store'])
      expect(answer.text).toContain('open the link in the message that the business sent you')
      expect(answer.text).not.toContain('/portal/invoices/')
    }
  })

  it('finds back from each of two invoices that are paid at once', async () => {
    const [one, other] = [await business.send(), await business.send()]
    const [first, second] = [await setOff(one.link), await setOff(other.link)]
    const cookies = `${first.cookie.split(';')[0]}; ${second.cookie.split(';')[0]}`
    const back = (await payAtCheckout(first.page, 'paid')).headers.get('Location')
    expect(await cameBack(back, cookies)).toContain(one.token)
  })
})

describe('what cannot be paid', () => {
  it('PT5 is paid already: 409', async () => {
    const sent = await business.send()
    await pay(stack, business.owner, sent)
    const page = await press(sent.link)
    expect(page.status).toBe(409)
    expect(page.text).toContain('This invoice is paid already')
    expect((await press(sent.link, JSON_ONLY.headers)).body.error).toMatchObject({ code: 'CONFLICT' })
  })

  it('PT5 H-MON-8 is void: 410', async () => {
    const { id, link } = await business.send()
    await business.owner.api.post(`/v1/invoices/${id}/void`, {})
    expect([(await press(link)).status, (await press(link, JSON_ONLY.headers)).status]).toEqual([410, 410])
  })
})

describe('many at once', () => {
  it('MO4 64 payers share a page, and all paid money is one payment', async () => {
    const sent = await business.send()
    const answers = await Promise.all(
      Array.from({ length: 64 }, (_, index) => press(sent.link, index % 2 ? JSON_ONLY.headers : {})),
    )
    const pages = new Set<string>()
    for (const { status, headers, body } of answers) {
      if (status === 303) pages.add(headers.get('Location')!)
      else if (status === 200) pages.add(body.data.checkout_url)
      // The one token may be used 60 times a minute.
      else expect([409, 429]).toContain(status)
      if (status === 409) expect(headers.get('Retry-After')).toBe('1')
    }
    expect(pages.size).toBe(1)
    const [page] = [...pages]
    await Promise.all(Array.from({ length: 8 }, () => payAtCheckout(page!, 'paid')))
    await until(
      () => paymentsOf(sent),
      (payments) => payments.length === 1,
    )
    expect(await paymentsOf(sent)).toMatchObject([{ amount: '200.00', applied: '200.00' }])
  })
})

describe('with a key', () => {
  it('a replay answers the same and says so; another body is refused', async () => {
    const { link } = await business.send()
    const again = (body: string) =>
      apiClient(stack).call('POST', `${link}/pay`, {
        body,
        headers: { ...JSON_ONLY.headers, 'Idempotency-Key': 'pay-1' },
      })
    const [first, second, other] = [await again(''), await again(''), await again('x=1')]
    expect(first.headers.get('Idempotent-Replayed')).toBeNull()
    expect(second.headers.get('Idempotent-Replayed')).toBe('true')
    expect(second.body.data).toEqual(first.body.data)
    expect(other.status).toBe(422)
  })
})
