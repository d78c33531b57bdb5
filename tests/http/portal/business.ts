import { newId } from '../../../core/db/ids.ts'
import { apiClient, mailTo, payAtCheckout, type SignedUp, signUp, until } from '../../support/api.ts'
import type { SharedStack } from '../../support/shared-stack.ts'

export const CANARY = 'CANARY-internal'

/** Maple Corner Plumbing, which sends invoices by mail. */
export async function openBusiness(stack: SharedStack) {
  const owner = await signUp(stack, {
    business_name: 'Maple Corner Plumbing',
    currency: 'CAD',
    timezone: 'America/Toronto',
    country: 'CA',
  })
  return { owner, send: (more: Record<string, unknown> = {}) => sendInvoice(stack, owner, more) }
}

export interface Sent {
  id: string
  number: string
  link: string
  token: string
  email: string
}

async function sendInvoice(stack: SharedStack, owner: SignedUp, more: Record<string, unknown>): Promise<Sent> {
  const email = `customer-${newId()}@example.com`
  const contact = await owner.api.post('/v1/contacts', { display_name: 'Jane Okafor', email, notes: CANARY })
  const draft = await owner.api.post('/v1/invoices', {
    contact_id: contact.body.data.id,
    line_items: [{ name: 'Repair', qty: 1, rate: '200' }],
    internal_notes: CANARY,
    tags: [CANARY],
    ...more,
  })
  const sent = await owner.api.post(`/v1/invoices/${draft.body.data.id}/send`, { channel: 'EMAIL' })
  if (sent.status !== 200) throw new Error(`send answered ${sent.status} ${sent.text}`)
  const [mail] = await mailTo(stack, email)
  const link = mail?.links.find((one) => one.includes('/portal/invoices/')) ?? ''
  return {
    id: draft.body.data.id,
    number: sent.body.data.invoice_number,
    link,
    token: link.split('/').at(-1) ?? '',
    email,
  }
}

export const JSON_ONLY = { headers: { Accept: 'application/json' } }

/** Presses Pay, as a browser that keeps its cookies. */
export async function leave(stack: SharedStack, link: string): Promise<{ page: string; cookie: string }> {
  const { headers } = await apiClient(stack).call('POST', `${link}/pay`)
  return { page: headers.get('Location') ?? '', cookie: headers.get('Set-Cookie') ?? '' }
}

/** Where the browser is led that comes back with this cookie. */
export async function comeBack(stack: SharedStack, address: string | null, cookie: string): Promise<string> {
  const headers = { Cookie: cookie.split('; Max')[0] ?? '' }
  const answer = await apiClient(stack).call('GET', address ?? '', { headers })
  if (answer.status !== 303) throw new Error(`the way back answered ${answer.status} ${answer.text}`)
  return answer.headers.get('Location') ?? ''
}

/** Goes from the page to the end of the checkout, as a customer does. */
export async function pay(stack: SharedStack, owner: SignedUp, { id, link }: Sent): Promise<void> {
  const opened = await apiClient(stack).call('POST', `${link}/pay`)
  await payAtCheckout(opened.headers.get('Location') ?? '', 'paid')
  await until(
    () => owner.api.get(`/v1/invoices/${id}`),
    ({ body }) => body.data.status === 'PAID',
  )
}
