import { newId } from '../../core/db/ids.ts'
import type { SharedStack } from './shared-stack.ts'

export interface Answer {
  status: number
  headers: Headers
  // biome-ignore lint/suspicious/noExplicitAny: answers of every route pass here; tests look at what they expect
  body: any
  text: string
}

export interface Call {
  body?: unknown
  headers?: Record<string, string>
  token?: string | null
  /** Where the caller seems to be; each client has an address of its own, so that limits are not shared. */
  address?: string
}

export type Api = ReturnType<typeof apiClient>

let lastAddress = 0
export const newAddress = () => `198.51.${(++lastAddress >> 8) & 255}.${lastAddress & 255}-${newId().slice(-6)}`

/** Calls the running Worker as a client would. */
export function apiClient(stack: SharedStack, token: string | null = null, address = newAddress()) {
  async function call(method: string, path: string, { body, headers = {}, ...more }: Call = {}): Promise<Answer> {
    const bearer = more.token === undefined ? token : more.token
    const response = await fetch(path.startsWith('http') ? path : `${stack.origin}${path}`, {
      method,
      redirect: 'manual',
      headers: {
        ...(bearer ? { Authorization: `Bearer ${bearer}` } : {}),
        ...(body === undefined || typeof body === 'string' ? {} : { 'Content-Type': 'application/json' }),
        'CF-Connecting-IP': more.address ?? address,
        // Packing and unpacking each answer is a tenth of the work of these tests.
        'Accept-Encoding': 'identity',
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    })
    const text = await response.text()
    return { status: response.status, headers: response.headers, text, body: parse(text) }
  }
  return {
    token,
    call,
    get: (path: string, more?: Call) => call('GET', path, more),
    post: (path: string, body?: unknown, more?: Call) => call('POST', path, { body, ...more }),
    patch: (path: string, body?: unknown, more?: Call) => call('PATCH', path, { body, ...more }),
    delete: (path: string, more?: Call) => call('DELETE', path, more),
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The newest mail to an address, waited for. */
export async function mailTo(stack: SharedStack, to: string, count = 1) {
  for (let tries = 0; tries < 50; tries++) {
    const response = await fetch(`${stack.origin}/local/mailbox.json?to=${encodeURIComponent(to)}`)
    const mails = (await response.json()) as {
      to: string
      subject: string
      text: string
      html: string
      links: string[]
    }[]
    if (mails.length >= count) return mails
    await pause(tries)
  }
  throw new Error(`no mail to ${to}`)
}

export interface SignedUp {
  api: Api
  email: string
  password: string
  tenantId: string
  jwt: string
}

/** A business of its own, made as a stranger would make it. */
export async function signUp(stack: SharedStack, more: Record<string, unknown> = {}): Promise<SignedUp> {
  const email = `owner-${newId()}@example.com`
  const password = `a good password ${newId().slice(-6)}`
  const guest = apiClient(stack)
  const signed = await guest.post('/v1/auth/signup', {
    email,
    name: 'Olga Owner',
    business_name: 'Test & Co',
    intent: 'invoicing',
    use_case: 'services',
    password,
    ...more,
  })
  if (signed.status !== 201) throw new Error(`sign-up answered ${signed.status} ${signed.text}`)
  const [mail] = await mailTo(stack, email)
  const link = mail?.links.find((one) => one.includes('?token='))
  const verified = await guest.post('/v1/auth/verify', { token: new URL(link ?? '').searchParams.get('token') })
  if (verified.status !== 200) throw new Error(`verify answered ${verified.status} ${verified.text}`)
  const { jwt, tenant_id: tenantId } = verified.body.data
  return { api: apiClient(stack, jwt), email, password, tenantId, jwt }
}

/** A second member of a business, invited and accepted by mail. */
export async function invite(stack: SharedStack, owner: SignedUp, role: string): Promise<Api> {
  const email = `${role.toLowerCase()}-${newId()}@example.com`
  const invited = await owner.api.post('/v1/team/invitations', { email, role })
  if (invited.status !== 201) throw new Error(`invitation answered ${invited.status} ${invited.text}`)
  const [mail] = await mailTo(stack, email)
  const link = mail?.links.find((one) => one.includes('?token=')) ?? ''
  const accepted = await apiClient(stack).post('/v1/auth/accept-invitation', {
    token: new URL(link).searchParams.get('token'),
    name: `The ${role}`,
    password: 'a good password 12',
  })
  if (accepted.status !== 200) throw new Error(`accept-invitation answered ${accepted.status} ${accepted.text}`)
  return apiClient(stack, accepted.body.data.jwt)
}

/** Pays at the checkout page as a customer does, and waits until the invoice says so. */
export async function payAtCheckout(url: string, outcome: string): Promise<Response> {
  return fetch(url, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
    body: `outcome=${outcome}`,
  })
}

/** Asks again until it is so; what a person sees within a few seconds. */
export async function until<T>(ask: () => Promise<T>, isSo: (value: T) => boolean, seconds = 15): Promise<T> {
  let last: T
  let tries = 0
  const end = Date.now() + seconds * 1000
  do {
    last = await ask()
    if (isSo(last)) return last
    await pause(tries++)
  } while (Date.now() < end)
  throw new Error(`still ${JSON.stringify(last)}`)
}

/** Most of what is waited for is there in a moment; what is not costs few questions. */
const pause = (tries: number) => new Promise((resolve) => setTimeout(resolve, Math.min(150, 20 * 2 ** tries)))
