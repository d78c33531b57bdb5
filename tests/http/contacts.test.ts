import { beforeAll, describe, expect, it } from 'vitest'
import { type Answer, type Api, apiClient, invite, type SignedUp, signUp } from '../support/api.ts'
import { useStack } from '../support/shared-stack.ts'

const stack = useStack()
let owner: SignedUp
let foreign: SignedUp
let viewer: Api
let agent: Api

beforeAll(async () => {
  owner = await signUp(stack, { country: 'CA', currency: 'CAD', timezone: 'America/Toronto' })
  foreign = await signUp(stack)
  viewer = await invite(stack, owner, 'VIEWER')
  agent = await invite(stack, owner, 'AGENT')
}, 60_000)

const create = (more: object = {}, api = owner.api) =>
  api.post('/v1/contacts', { display_name: 'Jane Okafor', ...more })
const trips = (answer: Answer) => /db;desc="(\d+)"/.exec(answer.headers.get('Server-Timing') ?? '')?.[1]
const withoutRequestId = (answer: Answer) => answer.text.replace(/req_[0-9a-f]+/, '')

describe('contacts over HTTP', () => {
  it('creates, reads, edits, lists, retraces and deletes, one trip each', async () => {
    const made = await create({ email: 'jane@okafor.example', phone: '+1 416 555 0199', tags: ['vip'] })
    expect(made.status, made.text).toBe(201)
    expect(made.body.meta).toEqual({ request_id: expect.stringMatching(/^req_/), cursor: null })
    const { id } = made.body.data
    expect(made.body.data).toEqual({
      id,
      type: 'CUSTOMER',
      balance: [],
      display_name: 'Jane Okafor',
      company_name: null,
      email: 'jane@okafor.example',
      email_problem: null,
      email_problem_reason: null,
      other_addresses: [],
      last_merge: null,
      email_consent: null,
      sms_consent: null,
      phone: '+14165550199',
      phone_formatted: '+1 416 555 0199',
      tax_id: null,
      address_line1: null,
      address_line2: null,
      city: null,
      region: null,
      postal_code: null,
      country: null,
      language: null,
      tags: ['vip'],
      reminders: null,
      notes: null,
      assigned_to: null,
      status: 'ACTIVE',
      version: 1,
      created_at: expect.stringMatching(/Z$/),
      updated_at: expect.stringMatching(/Z$/),
      created_by: expect.any(String),
      allowed_actions: ['update', 'delete', 'merge', 'record_consent', 'send_statement', 'record_advance', 'erase'],
    })
    const got = await owner.api.get(`/v1/contacts/${id}`)
    expect(got.body.data).toEqual(made.body.data)
    const edited = await owner.api.patch(`/v1/contacts/${id}`, { city: 'Toronto', if_match_version: 1 })
    expect(edited.body.data).toMatchObject({ city: 'Toronto', version: 2 })
    const found = await owner.api.get('/v1/contacts?q=416%20555%200199')
    expect(found.body.data).toEqual([edited.body.data])
    const timeline = await owner.api.get(`/v1/contacts/${id}/timeline`)
    expect(timeline.body.data.map(({ title }: { title: string }) => title)).toEqual([
      'Edited by Olga Owner',
      'Created by Olga Owner',
    ])
    const gone = await owner.api.delete(`/v1/contacts/${id}`)
    expect(gone.body.data).toEqual({ id })
    const answers = [made, got, edited, found, timeline, gone]
    expect(answers.map(trips)).toEqual(answers.map(() => '1'))
    expect(answers.map(({ status }) => status)).toEqual([201, 200, 200, 200, 200, 200])
    expect((await owner.api.get(`/v1/contacts/${id}`)).status).toBe(404)
    expect((await owner.api.delete(`/v1/contacts/${id}`)).status).toBe(404)
  })

  it('H-GEN-11 answers an old version with 409 and the contact as it is', async () => {
    const { id } = (await create()).body.data
    await owner.api.patch(`/v1/contacts/${id}`, { city: 'A' })
    const late = await owner.api.patch(`/v1/contacts/${id}`, { city: 'B', if_match_version: 1 })
    expect(late.status).toBe(409)
    expect(late.body.error).toMatchObject({ code: 'CONFLICT', latest: { id, city: 'A', version: 2 } })
    expect(trips(late)).toBe('2')
  })

  it.each([
    [{ display_name: '' }, 'display_name'],
    [{ display_name: '   ' }, 'display_name'],
    [{ display_name: 'x'.repeat(201) }, 'display_name'],
    [{ display_name: 'A', email: 'nobody' }, 'email'],
    [{ display_name: 'A', phone: 'x' }, 'phone'],
    [{ display_name: 'A', type: 'FRIEND' }, 'type'],
    [{ display_name: 'A', country: 'Canada' }, 'country'],
    [{ display_name: 'A', tags: Array.from({ length: 21 }, String) }, 'tags'],
    [{ display_name: 'A', notes: 'a\u0000b' }, 'notes'],
    [{ display_name: 'A', tenant_id: '1' }, 'tenant_id'],
    [{ display_name: 'A', created_by: 'me' }, 'created_by'],
    [{}, 'display_name'],
  ])('refuses %j with the field', async (body, field) => {
    const answer = await owner.api.post('/v1/contacts', body)
    expect(answer.status, answer.text).toBe(422)
    expect(answer.body.error.code).toBe('VALIDATION_ERROR')
    expect(answer.body.error.details.map((detail: { field: string }) => detail.field)).toEqual([field])
  })

  it('H-GEN-10 repeats a repeated key, status and data, and says so', async () => {
    const headers = { 'Idempotency-Key': crypto.randomUUID() }
    const body = { display_name: 'Once' }
    const [first, second] = [
      await owner.api.post('/v1/contacts', body, { headers }),
      await owner.api.post('/v1/contacts', body, { headers }),
    ]
    expect([first.status, second.status]).toEqual([201, 201])
    expect(second.body.data).toEqual(first.body.data)
    expect([first, second].map((answer) => answer.headers.get('Idempotent-Replayed'))).toEqual([null, 'true'])
    expect((await owner.api.post('/v1/contacts', { display_name: 'Other' }, { headers })).status).toBe(422)
  })

  it('H-GEN-9 pages with an opaque cursor', async () => {
    const { api } = await signUp(stack)
    for (const n of [1, 2, 3]) await create({ display_name: `Person ${n}` }, api)
    const first = await api.get('/v1/contacts?limit=2')
    const second = await api.get(`/v1/contacts?limit=2&cursor=${encodeURIComponent(first.body.meta.cursor)}`)
    expect([...first.body.data, ...second.body.data].map(({ display_name }) => display_name)).toEqual([
      'Person 3',
      'Person 2',
      'Person 1',
    ])
    expect(second.body.meta.cursor).toBeNull()
    for (const query of ['limit=0', 'limit=101', 'limit=x', 'type=FRIEND', 'tenant_id=1']) {
      expect((await api.get(`/v1/contacts?${query}`)).status, query).toBe(422)
    }
    const stolen = await owner.api.get(`/v1/contacts?limit=2&cursor=${encodeURIComponent(first.body.meta.cursor)}`)
    expect(stolen.status).toBe(400)
  })

  it('TI1 answers another business’s id byte for byte like a random one', async () => {
    const { id } = (await create()).body.data
    for (const [method, path, body] of [
      ['GET', ''],
      ['GET', '/timeline'],
      ['PATCH', '', { city: 'X' }],
      ['DELETE', ''],
    ] as const) {
      const theirs = await foreign.api.call(method, `/v1/contacts/${id}${path}`, { body })
      const random = await foreign.api.call(method, `/v1/contacts/${crypto.randomUUID()}${path}`, { body })
      expect(theirs.status).toBe(404)
      expect(withoutRequestId(theirs)).toBe(withoutRequestId(random))
    }
    expect((await owner.api.get(`/v1/contacts/${id}`)).body.data.version).toBe(1)
  })

  it('TI4 takes the tenant from the token, whatever the client names', async () => {
    await create({ display_name: 'Canary' })
    const headers = { 'X-Tenant-Id': owner.tenantId, 'X-Org-Id': owner.tenantId }
    const answer = await foreign.api.get('/v1/contacts?q=canary', { headers })
    expect(answer.body.data).toEqual([])
  })

  it('RB1 refuses a viewer, and hides from an agent what is not his', async () => {
    const { id } = (await create()).body.data
    expect((await viewer.get(`/v1/contacts/${id}`)).body.data.allowed_actions).toEqual([])
    for (const answer of [
      await create({}, viewer),
      await viewer.patch(`/v1/contacts/${id}`, {}),
      await viewer.delete(`/v1/contacts/${id}`),
    ]) {
      expect(answer.status).toBe(403)
      expect(answer.body.error.code).toBe('FORBIDDEN')
    }
    expect((await agent.get(`/v1/contacts/${id}`)).status).toBe(404)
    expect((await agent.get(`/v1/contacts/${id}/timeline`)).status).toBe(404)
    const own = (await create({}, agent)).body.data
    expect((await agent.get('/v1/contacts')).body.data.map((row: { id: string }) => row.id)).toEqual([own.id])
  })

  it('asks for a token, and keeps every answer private', async () => {
    const stranger = await apiClient(stack).get('/v1/contacts')
    expect(stranger.status).toBe(401)
    expect(stranger.headers.get('WWW-Authenticate')).toBe('Bearer')
    for (const answer of [stranger, await owner.api.get('/v1/contacts')]) {
      expect(answer.headers.get('Cache-Control')).toBe('private, no-store')
    }
  })

  it('XS1 gives back what was typed, as JSON and nothing else', async () => {
    const display_name = '<img src=x onerror=alert(1)> 👩🏽‍🔧 עברית'
    const made = await create({ display_name })
    expect(made.body.data.display_name).toBe(display_name)
    expect(made.headers.get('Content-Type')).toMatch(/^application\/json/)
    expect(made.headers.get('X-Content-Type-Options')).toBe('nosniff')
  })
})
