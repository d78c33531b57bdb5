import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../core/db/ids.ts'
import { apiClient, mailTo, payAtCheckout, type SignedUp, signUp, until } from '../support/api.ts'
import { useStack } from '../support/shared-stack.ts'

const stack = useStack()
let owner: SignedUp
beforeAll(async () => {
  owner = await signUp(stack)
})

async function sentInvoice(rate = '200.00', more: Record<string, unknown> = {}) {
  const email = `customer-${newId()}@example.com`
  const contact = await owner.api.post('/v1/contacts', { display_name: 'Jane Okafor', email })
  const draft = await owner.api.post('/v1/invoices', {
    contact_id: contact.body.data.id,
    line_items: [{ name: 'Repair', qty: 1, rate }],
    ...more,
  })
  const sent = await owner.api.post(`/v1/invoices/${draft.body.data.id}/send`, {
    channel: 'EMAIL',
    message: 'Thank you',
  })
  expect(sent.status, sent.text).toBe(200)
  const [mail] = await mailTo(stack, email)
  const link = mail!.links.find((one) => one.includes('/portal/invoices/'))!
  return { id: draft.body.data.id as string, email, link, invoice: sent.body.data }
}
const invoiceNow = async (id: string) => (await owner.api.get(`/v1/invoices/${id}`)).body.data
const checkoutOf = async (link: string) => {
  const answer = await apiClient(stack).call('POST', `${link}/pay`)
  expect(answer.status, answer.text).toBe(303)
  return answer.headers.get('Location')!
}

describe('questions of customers', () => {
  const answersTo = async (email: string) => {
    const [mail] = (await mailTo(stack, email)) as unknown as { headers: Record<string, string> }[]
    return Object.entries(mail!.headers).flatMap(([name, value]) => (/^reply-to$/i.test(name) ? [value] : []))
  }

  it('go to the owner until the business names an address of its own, or into the inbox from the page', async () => {
    const { link, email } = await sentInvoice()
    expect(await answersTo(email)).toEqual([owner.email])
    expect((await apiClient(stack).get(link)).text).toContain(`${new URL(link).pathname}/ask`)
    await owner.api.patch('/v1/business', { email: 'hello@maple.example' })
    expect(await answersTo((await sentInvoice()).email)).toEqual(['hello@maple.example'])
    await owner.api.patch('/v1/business', { email: null })
  })
})

describe('the loop by curl alone', () => {
  it('goes from an invoice to PAID', async () => {
    const { id, link, invoice } = await sentInvoice()
    expect(invoice).toMatchObject({ status: 'SENT', total: '200.00', invoice_number: expect.stringMatching(/^INV-/) })
    const page = await apiClient(stack).get(link)
    expect(page.status).toBe(200)
    expect(page.text).toContain('200.00')
    const checkout = await checkoutOf(link)
    const paid = await payAtCheckout(checkout, 'paid')
    expect(paid.status).toBe(303)
    expect(
      await until(
        () => invoiceNow(id),
        (now) => now.status === 'PAID',
      ),
    ).toMatchObject({ amount_due: '0.00', amount_paid: '200.00' })
    const payments = await owner.api.get(`/v1/payments?invoice_id=${id}`)
    expect(payments.body.data).toMatchObject([{ provider: 'STRIPE', status: 'SUCCEEDED', amount: '200.00' }])
    expect((await apiClient(stack).get(link)).text).toMatch(/paid/i)
  })

  it('a declined card leaves the invoice payable', async () => {
    const { id, link } = await sentInvoice()
    const checkout = await checkoutOf(link)
    const declined = await payAtCheckout(checkout, 'declined')
    expect(declined.status).toBe(303)
    expect((await invoiceNow(id)).status).toBe('SENT')
    await payAtCheckout(await checkoutOf(link), 'paid')
    await until(
      () => invoiceNow(id),
      (now) => now.status === 'PAID',
    )
  })

  it('MO6 void while a checkout page is open: the page closes, late money would be unapplied', async () => {
    const { id, link } = await sentInvoice()
    const checkout = await checkoutOf(link)
    expect((await owner.api.post(`/v1/invoices/${id}/void`)).status).toBe(200)
    await until(
      () => payAtCheckout(checkout, 'paid'),
      (answer) => answer.status === 409,
      10,
    ).catch(() => {})
    expect((await apiClient(stack).get(link)).status).toBe(410)
    expect((await invoiceNow(id)).status).toBe('VOID')
  })

  it('a held send can be taken back, or goes out when the time is over', async () => {
    const email = `customer-${newId()}@example.com`
    const contact = await owner.api.post('/v1/contacts', { display_name: 'Held', email })
    const make = async () =>
      (
        await owner.api.post('/v1/invoices', {
          contact_id: contact.body.data.id,
          line_items: [{ name: 'x', rate: '5' }],
        })
      ).body.data.id
    const [first, second] = [await make(), await make()]
    expect((await owner.api.post(`/v1/invoices/${first}/send`, { hold_seconds: 2 })).status).toBe(202)
    expect((await owner.api.post(`/v1/invoices/${first}/cancel-send`)).status).toBe(200)
    expect((await owner.api.post(`/v1/invoices/${second}/send`, { hold_seconds: 2 })).status).toBe(202)
    await until(
      () => invoiceNow(second),
      (now) => now.status === 'SENT',
    )
    expect((await invoiceNow(first)).status).toBe('DRAFT')
    expect(await mailTo(stack, email)).toHaveLength(1)
  })
})

describe('EM1 mail', () => {
  it('a refusing provider leaves a draft with its number and a way to retry', async () => {
    const email = `refused-${newId()}@example.com`
    const contact = await owner.api.post('/v1/contacts', { display_name: 'Refused', email })
    const draft = await owner.api.post('/v1/invoices', {
      contact_id: contact.body.data.id,
      line_items: [{ name: 'x', rate: '5' }],
    })
    const { id } = draft.body.data
    for (const outcome of ['reject', 'timeout']) {
      await apiClient(stack).post('/local/failures', { to: email, outcome })
      const refused = await owner.api.post(`/v1/invoices/${id}/send`)
      expect(refused.status, refused.text).toBe(502)
      expect(refused.body.error.code).toBe('PROVIDER_ERROR')
      expect(await invoiceNow(id)).toMatchObject({ status: 'DRAFT', invoice_number: expect.stringMatching(/^INV-/) })
    }
    await apiClient(stack).post('/local/failures', { to: email, outcome: 'ok' })
    expect((await owner.api.post(`/v1/invoices/${id}/send`)).status).toBe(200)
    expect(await mailTo(stack, email)).toHaveLength(1)
  })
})
