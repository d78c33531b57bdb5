import { newId } from '../../core/db/ids.ts'
import type { TestStack } from '../support/stack.ts'
import { ask } from './ask.ts'

const BUSINESSES = 24
const INVOICES = 60
const LINKS = 6

/** Businesses that are asked in turn, so that none meets its limit. */
export interface BenchBusiness {
  headers: Record<string, string>
  contactId: string
  invoiceIds: string[]
  /** Paths of portal pages. */
  links: string[]
}

export const makeBusinesses = async (stack: TestStack): Promise<BenchBusiness[]> => {
  const made: BenchBusiness[] = []
  for (let n = 0; n < BUSINESSES; n++) made.push(await makeBusiness(stack, n))
  return made
}

async function makeBusiness(stack: TestStack, n: number): Promise<BenchBusiness> {
  const jwt = await signUp(stack, `bench${n}@example.com`)
  const headers = { authorization: `Bearer ${jwt}` }
  const post = async (path: string, body: object) => {
    const { status, text } = await ask(`${stack.origin}${path}`, { method: 'POST', headers, body })
    if (status >= 300) throw new Error(`${path} answers ${status}: ${text}`)
    return JSON.parse(text).data
  }
  const rate = await post('/v1/tax-rates', { name: 'HST', percent: '13', is_default: true })
  const contact = await post('/v1/contacts', { display_name: 'Jane Okafor', email: 'jane@okafor.example' })
  const invoiceIds: string[] = []
  for (let i = 0; i < INVOICES; i++) {
    invoiceIds.push((await post('/v1/invoices', newInvoice(contact.id, rate.id))).id)
  }
  const links: string[] = []
  for (const id of invoiceIds.slice(0, LINKS)) {
    links.push((await post(`/v1/invoices/${id}/payment-link`, {})).payment_link_url)
  }
  return { headers, contactId: contact.id, invoiceIds, links }
}

export const newInvoice = (contactId: string, rateId?: string) => ({
  contact_id: contactId,
  line_items: [
    { name: 'Kitchen tap replacement', rate: '180.00', tax_rate_id: rateId },
    { name: 'Call-out (Toronto core)', rate: '60.00', tax_rate_id: rateId },
  ],
})

async function signUp({ origin }: TestStack, email: string): Promise<string> {
  const post = (path: string, body: object) => ask(`${origin}${path}`, { method: 'POST', body })
  await post('/v1/auth/signup', {
    email,
    name: 'Dana Kowalski',
    business_name: 'Maple Corner Plumbing',
    intent: 'optimize_operations',
    use_case: '',
    password: `bench ${newId()}`,
    currency: 'CAD',
    timezone: 'America/Toronto',
    country: 'CA',
  })
  const [mail] = JSON.parse((await ask(`${origin}/local/mailbox.json?to=${email}`)).text)
  const token = new URL(mail.links.find((link: string) => link.includes('token='))).searchParams.get('token')
  return JSON.parse((await post('/v1/auth/verify', { token })).text).data.jwt
}
