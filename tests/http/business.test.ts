import { beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Api, invite, type SignedUp, signUp } from '../support/api.ts'
import { useStack } from '../support/shared-stack.ts'

const stack = useStack()
let owner: SignedUp
let staff: Api

beforeAll(async () => {
  owner = await signUp(stack, { country: 'CA', currency: 'CAD', timezone: 'America/Toronto' })
  staff = await invite(stack, owner, 'STAFF')
}, 60_000)

const trips = (answer: Answer) => /db;desc="(\d+)"/.exec(answer.headers.get('Server-Timing') ?? '')?.[1]

describe('/v1/business', () => {
  it('answers and changes the profile, one trip each', async () => {
    const got = await owner.api.get('/v1/business')
    expect(got.body.data).toMatchObject({
      id: owner.tenantId,
      name: 'Test & Co',
      currency: 'CAD',
      net_days: 14,
      language: 'en',
      owner_email: owner.email,
    })
    const { version } = got.body.data
    const changed = await owner.api.patch('/v1/business', {
      website: 'https://test.example',
      net_days: 7,
      if_match_version: version,
    })
    expect(changed.body.data).toEqual({
      ...got.body.data,
      website: 'https://test.example',
      net_days: 7,
      now: expect.any(String),
      version: version + 1,
    })
    expect([got, changed].map(trips)).toEqual(['1', '1'])
    const late = await owner.api.patch('/v1/business', { net_days: 8, if_match_version: version })
    expect(late.status).toBe(409)
    expect(late.body.error.latest).toEqual({ ...changed.body.data, now: expect.any(String) })
    const draft = await owner.api.post('/v1/invoices', {
      contact_id: (await contact()).id,
      issue_date: '2026-12-01',
      line_items: [],
    })
    expect(draft.body.data.due_date).toBe('2026-12-08')
  })

  it.each([
    [{ website: 'javascript:alert(1)' }, 'website'],
    [{ currency: 'XAU' }, 'currency'],
    [{ currency: 'cad' }, 'currency'],
    [{ timezone: 'Mars/Olympus' }, 'timezone'],
    [{ logo: 'data:image/svg+xml;base64,PHN2Zz4=' }, 'logo'],
    [{ logo: `data:image/png;base64,${'A'.repeat(60_001)}` }, 'logo'],
    [{ brand_color: 'red;background:url(x)' }, 'brand_color'],
    [{ invoice_prefix: 'INV\r\n' }, 'invoice_prefix'],
    [{ net_days: 366 }, 'net_days'],
    [{ plan: 'PRO' }, 'plan'],
    [{ owner_email: 'me@example.com' }, 'owner_email'],
    [{ name: null }, 'name'],
  ])('XS2 refuses %j', async (body, field) => {
    const answer = await owner.api.patch('/v1/business', body)
    expect(answer.status, answer.text).toBe(422)
    expect(answer.body.error.details[0].field).toBe(field)
  })

  it('RB1 RB4 lets staff read it, without the owner’s address', async () => {
    expect((await staff.get('/v1/business')).body.data).toMatchObject({ owner_email: null, allowed_actions: [] })
    expect((await staff.patch('/v1/business', { name: 'Mine' })).status).toBe(403)
  })
})

describe('/v1/tax-rates', () => {
  it('creates, reads, lists, edits and deletes, one trip each; a new rate can be used at once', async () => {
    const made = await owner.api.post('/v1/tax-rates', { name: 'HST', percent: '13', is_default: true })
    expect(made.status, made.text).toBe(201)
    const { id } = made.body.data
    expect(made.body.data).toMatchObject({
      name: 'HST',
      percent: '13',
      is_default: true,
      status: 'ACTIVE',
      version: 1,
      allowed_actions: ['update', 'delete'],
    })
    const line = { name: 'Repair', rate: '200.00', tax_rate_id: id }
    const draft = await owner.api.post('/v1/invoices', { contact_id: (await contact()).id, line_items: [line] })
    expect(draft.body.data, draft.text).toMatchObject({ total: '226.00', tax_total: '26.00' })
    const answers = [
      made,
      await owner.api.get(`/v1/tax-rates/${id}`),
      await owner.api.get('/v1/tax-rates'),
      await owner.api.patch(`/v1/tax-rates/${id}`, { percent: 13.5 }),
      await owner.api.delete(`/v1/tax-rates/${id}`),
    ]
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 200, 200, 200])
    expect(answers.map(trips)).toEqual(['1', '1', '1', '1', '1'])
    expect(answers[2]?.body.data).toEqual([made.body.data])
    expect(answers[3]?.body.data).toMatchObject({ percent: '13.5', version: 2 })
    expect((await owner.api.get(`/v1/tax-rates/${id}`)).status).toBe(404)
  })

  it('refuses an old version with the rate as it is, impossible percentages, and staff', async () => {
    const { id } = (await owner.api.post('/v1/tax-rates', { name: 'GST', percent: '5' })).body.data
    await owner.api.patch(`/v1/tax-rates/${id}`, { name: 'GST/TPS' })
    const late = await owner.api.patch(`/v1/tax-rates/${id}`, { name: 'X', if_match_version: 1 })
    expect([late.status, late.body.error.latest.name]).toEqual([409, 'GST/TPS'])
    for (const percent of ['-1', '1001', '5.00001', 'five']) {
      const answer = await owner.api.post('/v1/tax-rates', { name: 'X', percent })
      expect([answer.status, answer.body.error.details[0].field]).toEqual([422, 'percent'])
    }
    expect((await staff.post('/v1/tax-rates', { name: 'X', percent: '1' })).status).toBe(403)
    expect((await staff.get('/v1/tax-rates')).body.data).toHaveLength(1)
  })

  it('TI2 refuses another business’s rate on a line like one that is not there', async () => {
    const { id } = (await owner.api.post('/v1/tax-rates', { name: 'PST', percent: '7' })).body.data
    const foreign = await signUp(stack)
    const contact_id = (await foreign.api.post('/v1/contacts', { display_name: 'A' })).body.data.id
    const refusals = await Promise.all(
      [id, crypto.randomUUID()].map((tax_rate_id) =>
        foreign.api.post('/v1/invoices', { contact_id, line_items: [{ name: 'A', rate: '1', tax_rate_id }] }),
      ),
    )
    expect(refusals.map(({ status }) => status)).toEqual([422, 422])
    expect(refusals[0]?.body.error).toEqual(refusals[1]?.body.error)
  })
})

describe('/v1/home/summary', () => {
  it('shows the money of the business in one trip', async () => {
    const of = await signUp(stack)
    expect((await of.api.get('/v1/home/summary')).body.data).toMatchObject({
      currency: 'USD',
      unpaid: [],
      overdue: [],
      paid_today: [],
      drafts: 0,
      next: [],
    })
    const contact_id = (await of.api.post('/v1/contacts', { display_name: 'Jane' })).body.data.id
    const body = { contact_id, line_items: [{ name: 'Repair', rate: '80.00' }] }
    const { id } = (await of.api.post('/v1/invoices', body)).body.data
    await of.api.post('/v1/invoices', body)
    await of.api.post(`/v1/invoices/${id}/mark-sent`, {})
    await of.api.post('/v1/payments', { invoice_id: id, provider: 'CASH', amount: '30.00' })
    const home = await of.api.get('/v1/home/summary')
    expect(trips(home)).toBe('1')
    expect(home.body.data).toMatchObject({
      unpaid: [{ count: 1, total: '50.00', currency: 'USD' }],
      overdue: [],
      paid_today: [{ count: 1, total: '30.00', currency: 'USD' }],
      drafts: 1,
      next: [{ kind: 'invoice_draft', title: 'Jane', amount: '80.00', currency: 'USD', days_late: 0 }],
    })
    expect((await owner.api.get('/v1/home/summary')).body.data.unpaid).toEqual([])
  })
})

describe('/v1/stripe-account', () => {
  it('connects in load, call, settle, and repeats a repeated key', async () => {
    const of = await signUp(stack, { country: 'CA', currency: 'CAD' })
    expect((await of.api.get('/v1/stripe-account')).body.data).toEqual({
      account: null,
      charges_enabled: false,
      is_paid_online: true,
      onboarding_url: null,
      allowed_actions: ['create'],
    })
    const headers = { 'Idempotency-Key': crypto.randomUUID() }
    const made = await of.api.post('/v1/stripe-account', undefined, { headers })
    expect(made.status, made.text).toBe(201)
    expect(made.body.data).toMatchObject({
      account: expect.stringMatching(/^acct_/),
      charges_enabled: true,
      allowed_actions: [],
    })
    expect(trips(made)).toBe('2')
    const again = await of.api.post('/v1/stripe-account', undefined, { headers })
    expect([again.status, again.headers.get('Idempotent-Replayed')]).toEqual([201, 'true'])
    expect(again.body.data).toEqual(made.body.data)
    const third = await of.api.post('/v1/stripe-account')
    expect([third.status, third.body.data.account]).toEqual([200, made.body.data.account])
  })

  it('RB1 is closed to staff', async () => {
    expect((await staff.get('/v1/stripe-account')).status).toBe(403)
    expect((await staff.post('/v1/stripe-account')).status).toBe(403)
  })
})

describe('/v1/live', () => {
  it('TI9 tells a member what changed, kinds and ids only, and no other business', async () => {
    const foreign = await signUp(stack)
    const [mine, theirs] = [await openLive(owner.jwt), await openLive(foreign.jwt)]
    expect([mine.status, mine.headers.get('Content-Type')]).toEqual([200, 'text/event-stream'])
    const { id } = await contact()
    expect(await readUntil(mine, id)).toContain(`data: {"kind":"contact","id":"${id}"}`)
    const own = (await foreign.api.post('/v1/contacts', { display_name: 'B' })).body.data.id
    expect(await readUntil(theirs, own)).not.toContain(id)
  })

  it('is closed to strangers', async () => {
    expect((await openLive('nonsense')).status).toBe(401)
  })
})

const contact = async () => (await owner.api.post('/v1/contacts', { display_name: 'Jane Okafor' })).body.data

const openLive = (jwt: string) => fetch(`${stack.origin}/v1/live`, { headers: { Authorization: `Bearer ${jwt}` } })

async function readUntil(response: Response, text: string): Promise<string> {
  let read = ''
  const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader()
  const timer = setTimeout(() => void reader.cancel(), 5000)
  while (!read.includes(text)) {
    const { done, value } = await reader.read()
    if (done) break
    read += value
  }
  clearTimeout(timer)
  await reader.cancel()
  return read
}
