import { createHmac } from 'node:crypto'
import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../core/db/ids.ts'
import { type Answer, apiClient, mailTo } from '../../support/api.ts'
import { mailAddress, makeDraft, makeHeld, makeLinked, makeSent } from '../../support/rbac-objects.ts'
import { makeTeam, TEAM_PASSWORD, type TeamBusiness } from '../../support/rbac-team.ts'
import { fill, MEMBER_OPERATIONS, OPERATIONS } from '../../support/routes.ts'
import { callOperation, targetOf } from '../../support/routes-calls.ts'
import { useStack } from '../../support/shared-stack.ts'

const stack = useStack()
let b: TeamBusiness
beforeAll(async () => {
  if (stack.origin) b = await (await makeTeam(stack)).business()
}, 60_000)

/**
 * Trips to the database, warm (DESIGN 3). One, unless the verb has to look first (two), or goes around an outside call
 * (three; two where there is nothing to load, and without a claim). Signing in asks before and after it compares the password.
 */
const TRIPS: Readonly<Record<string, number>> = {
  'GET /health': 0,
  'GET /openapi.json': 0,
  'GET /.well-known/jwks.json': 0,
  'POST /v1/webhooks/stripe': 1,
  'GET /portal/invoices/{token}': 1,
  'POST /portal/invoices/{token}/pay': 3,
  'POST /v1/auth/signup': 1,
  'POST /v1/auth/verify': 1,
  'POST /v1/auth/login': 2,
  'POST /v1/auth/refresh': 1,
  'POST /v1/auth/logout': 1,
  'POST /v1/auth/forgot': 1,
  'POST /v1/auth/reset': 1,
  'POST /v1/auth/accept-invitation': 2,
  'POST /v1/auth/switch': 1,
  'POST /v1/auth/password': 2,
  'GET /v1/auth/me': 1,
  'GET /v1/auth/sessions': 1,
  'DELETE /v1/auth/sessions/{id}': 1,
  'GET /v1/invoices': 1,
  'POST /v1/invoices': 1,
  'GET /v1/invoices/{id}': 1,
  'PATCH /v1/invoices/{id}': 1,
  'DELETE /v1/invoices/{id}': 1,
  'GET /v1/invoices/{id}/activity': 1,
  'GET /v1/invoices/{id}/download-receipt': 1,
  'POST /v1/invoices/{id}/send': 3,
  'POST /v1/invoices/{id}/cancel-send': 1,
  'POST /v1/invoices/{id}/mark-sent': 2,
  'POST /v1/invoices/{id}/void': 1,
  'POST /v1/invoices/{id}/payment-link': 2,
  'POST /v1/invoices/{id}/revoke-payment-link': 1,
  'POST /v1/invoices/{id}/rotate-payment-link': 1,
  'GET /v1/payments': 1,
  'POST /v1/payments': 1,
  'GET /v1/payments/{id}': 1,
  'POST /v1/payments/{id}/reverse': 2,
  'GET /v1/unapplied-money': 1,
  'GET /v1/contacts': 1,
  'POST /v1/contacts': 1,
  'GET /v1/contacts/{id}': 1,
  'PATCH /v1/contacts/{id}': 1,
  'DELETE /v1/contacts/{id}': 1,
  'GET /v1/contacts/{id}/timeline': 1,
  'GET /v1/tax-rates': 1,
  'POST /v1/tax-rates': 1,
  'GET /v1/tax-rates/{id}': 1,
  'PATCH /v1/tax-rates/{id}': 1,
  'DELETE /v1/tax-rates/{id}': 1,
  'GET /v1/business': 1,
  'PATCH /v1/business': 1,
  'GET /v1/home/summary': 1,
  'GET /v1/stripe-account': 1,
  'POST /v1/stripe-account': 2,
  'GET /v1/team/members': 1,
  'GET /v1/team/members/{user_id}': 1,
  'PATCH /v1/team/members/{user_id}': 1,
  'DELETE /v1/team/members/{user_id}': 1,
  'GET /v1/team/invitations': 1,
  'POST /v1/team/invitations': 2,
  'GET /v1/team/invitations/{id}': 1,
  'DELETE /v1/team/invitations/{id}': 1,
  'POST /v1/team/invitations/{id}/resend': 2,
  'GET /v1/live': 1,
}

const tripsOf = (answer: Answer) => Number(/db;desc="(\d+)"/.exec(answer.headers.get('Server-Timing') ?? '')?.[1])
const tookTrips = (key: string, answer: Answer) => {
  expect(answer.status, `${key} ${answer.text}`).toBeLessThan(400)
  expect([key, tripsOf(answer)]).toEqual([key, TRIPS[key]])
}

describe('trips to the database', () => {
  it('every route is in the table', () => {
    expect(Object.keys(TRIPS).sort()).toEqual(OPERATIONS.map(({ key }) => key).sort())
  })

  it.each(MEMBER_OPERATIONS.map((op) => [op.key, op] as const))('%s', async (_, op) => {
    const target = await targetOf(op, b)
    // Whatever the isolate keeps of the settings is then as new as they are.
    await makeDraft(b)
    tookTrips(op.key, await callOperation(b, b.owner, op, target))
  })

  it('the routes of sign-in', async () => {
    const guest = apiClient(stack)
    const email = mailAddress()
    const password = TEAM_PASSWORD
    const asked = async (path: string, body?: unknown, headers = {}) => {
      const answer = await guest.post(`/v1/auth/${path}`, body, { headers })
      tookTrips(`POST /v1/auth/${path}`, answer)
      return answer
    }
    const tokenTo = async (to: string, count = 1) =>
      new URL((await mailTo(stack, to, count))[0]?.links[0] ?? '').searchParams.get('token')
    await asked('signup', { email, name: 'Olga', business_name: 'Own', password })
    await asked('verify', { token: await tokenTo(email) })
    const signedIn = await asked('login', { email, password })
    const cookieOf = (answer: Answer) => ({ Cookie: (answer.headers.get('Set-Cookie') ?? '').split(';')[0]! })
    const refreshed = await asked('refresh', undefined, cookieOf(signedIn))
    await asked('logout', undefined, cookieOf(refreshed))
    await asked('forgot', { email })
    await asked('reset', { token: await tokenTo(email, 2), password })
    const invited = mailAddress()
    await b.owner.post('/v1/team/invitations', { email: invited, role: 'STAFF' })
    await asked('accept-invitation', { token: await tokenTo(invited), name: 'New', password })
  })

  it('the page of a link, and paying there', async () => {
    const guest = apiClient(stack)
    const { token } = await makeLinked(b)
    const [page, pay] = [
      OPERATIONS.find(({ key }) => key === 'GET /portal/invoices/{token}')!,
      OPERATIONS.find(({ key }) => key.endsWith('/pay'))!,
    ]
    tookTrips(page.key, await guest.get(fill(page.path, { token })))
    tookTrips(pay.key, await guest.post(fill(pay.path, { token })))
    const again = await guest.post(fill(pay.path, { token }))
    expect([again.status, tripsOf(again)], 'an open checkout page is answered again').toEqual([303, 1])
    expect(tripsOf(await guest.get('/portal/invoices/nothing'))).toBe(1)
  })

  it('what needs no business: no trip; an event of Stripe is stored in one', async () => {
    const guest = apiClient(stack)
    for (const path of ['/health', '/openapi.json', '/.well-known/jwks.json'])
      tookTrips(`GET ${path}`, await guest.get(path))
    const event = {
      id: `evt_${newId()}`,
      object: 'event',
      type: 'account.updated',
      account: `acct_${newId()}`,
      created: 1,
      livemode: false,
      data: { object: { object: 'account', id: 'x' } },
    }
    const body = JSON.stringify(event)
    const at = Math.floor(Date.now() / 1000)
    const signature = createHmac('sha256', 'whsec_local').update(`${at}.${body}`).digest('hex')
    const headers = { 'Content-Type': 'application/json', 'Stripe-Signature': `t=${at},v1=${signature}` }
    tookTrips('POST /v1/webhooks/stripe', await guest.post('/v1/webhooks/stripe', body, { headers }))
  })

  it('a send that is held and a replay cost two, a CONFLICT two, a refused shape none', async () => {
    const { id } = await makeDraft(b)
    expect(tripsOf(await b.owner.post(`/v1/invoices/${id}/send`, { hold_seconds: 60 }))).toBe(2)
    const headers = { 'Idempotency-Key': newId() }
    await b.owner.post('/v1/contacts', { display_name: 'A' }, { headers })
    expect(tripsOf(await b.owner.post('/v1/contacts', { display_name: 'A' }, { headers }))).toBe(2)
    const held = await makeHeld(b)
    expect(tripsOf(await b.owner.patch(`/v1/invoices/${held.id}`, { notes: 'x', if_match_version: 77 }))).toBe(2)
    expect(tripsOf(await b.owner.post('/v1/contacts', {}))).toBe(0)
  })

  it('an edit of some money fields looks at the others first, an edit of notes does not', async () => {
    const { id } = await makeDraft(b)
    expect(tripsOf(await b.owner.patch(`/v1/invoices/${id}`, { line_items: [{ name: 'A', rate: '5' }] }))).toBe(2)
    expect(tripsOf(await b.owner.patch(`/v1/invoices/${id}`, { internal_notes: 'A' }))).toBe(1)
    const sent = await makeSent(b)
    expect(tripsOf(await b.owner.patch(`/v1/invoices/${sent.id}`, { tags: ['A'] }))).toBe(1)
  })

  it('never a number that depends on how many rows there are', async () => {
    const before = tripsOf(await b.owner.get('/v1/contacts?limit=100'))
    for (let n = 0; n < 30; n++) await b.owner.post('/v1/contacts', { display_name: `Person ${n}` })
    const page = await b.owner.get('/v1/contacts?limit=100')
    expect(page.body.data.length).toBeGreaterThan(30)
    expect(tripsOf(page)).toBe(before)
    const line_items = Array.from({ length: 100 }, (_, n) => ({ name: `Line ${n}`, rate: '1.00' }))
    const contact_id = page.body.data[0].id
    const long = await b.owner.post('/v1/invoices', { contact_id, line_items })
    expect([long.status, tripsOf(long)]).toEqual([201, 1])
    expect(tripsOf(await b.owner.get(`/v1/invoices/${long.body.data.id}`))).toBe(1)
  })
})
