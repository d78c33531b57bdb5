import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { type Answer, apiClient } from '../../support/api.ts'
import { drawn } from '../../support/drawn.ts'
import { makeLinked } from '../../support/invoices.ts'
import { fill, MEMBER_OPERATIONS, OPERATIONS, type Operation } from '../../support/operations.ts'
import type { Target } from '../../support/route-row.ts'
import { callOperation, targetOf } from '../../support/route-rows.ts'
import { useStack } from '../../support/shared-stack.ts'
import { makeTeam, type Team, type TeamBusiness } from '../../support/team.ts'

const stack = useStack()
let team: Team
let b: TeamBusiness
let token: string
beforeAll(async () => {
  team = await makeTeam(stack)
  b = await team.business()
  token = (await makeLinked(b)).token
}, 60_000)
// Of one business 600 calls a minute are taken.
let tests = 0
beforeEach(async () => {
  tests += 1
  if (tests % 60 === 0) b = await team.business()
})

function isSecured(answer: Answer, where: string) {
  const all = Object.fromEntries(answer.headers)
  expect(all, where).toMatchObject({
    'strict-transport-security': expect.stringMatching(/^max-age=\d{8}/),
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': expect.stringContaining('camera=()'),
    'referrer-policy': 'no-referrer',
    'content-security-policy': expect.stringMatching(/default-src '(none|self)'.*frame-ancestors 'none'/),
    'x-request-id': expect.stringMatching(/^req_[0-9a-f]{32}$/),
    'server-timing': expect.stringMatching(/^db;desc="\d+";dur=\d+$/),
  })
  expect(all['content-security-policy'], where).not.toMatch(/unsafe-inline|unsafe-eval|\*/)
  expect(
    Object.keys(all).filter((name) => name.startsWith('access-control-')),
    where,
  ).toEqual([])
  expect(all, where).not.toHaveProperty('x-powered-by')
}

const aimedAtNobody = (op: Operation): Target => ({
  params: { id: '1', user_id: '1' },
  ...(op.method === 'GET' ? {} : { body: {} }),
})

const ORIGINS = ['null', 'https://evil.example', 'http://localhost:3000', 'file://', 'https://127.0.0.1.evil.example']

describe('HD2 TI11 HD1 headers of every answer', () => {
  it.each(drawn(OPERATIONS, 3).map((op) => [op.key, op] as const))('%s, refused', async (_, op) => {
    const guest = apiClient(stack)
    const path = fill(op.path, { id: '1', user_id: '1', token: 'nothing' })
    const isApi = op.path.startsWith('/v1/')
    for (const origin of [...ORIGINS, stack.origin]) {
      const answer = await guest.call(op.method, path, { headers: { Origin: origin } })
      isSecured(answer, `${op.key} from ${origin}`)
      if (isApi) expect(answer.headers.get('Cache-Control')).toBe('private, no-store')
    }
    const preflight = {
      Origin: 'https://evil.example',
      'Access-Control-Request-Method': op.method,
      'Access-Control-Request-Headers': 'authorization',
    }
    const asked = await guest.call('OPTIONS', path, { headers: preflight })
    isSecured(asked, `OPTIONS ${path}`)
    expect(asked.status, 'no preflight is answered').toBeGreaterThanOrEqual(400)
  })

  it.each(drawn(MEMBER_OPERATIONS, 2).map((op) => [op.key, op] as const))('%s, served and not found', async (_, op) => {
    for (const target of [await targetOf(op, b), aimedAtNobody(op)]) {
      const answer = await callOperation(b, b.owner, op, target, { headers: { Origin: 'https://evil.example' } })
      isSecured(answer, `${op.key} ${answer.status}`)
      expect(answer.headers.get('Cache-Control')).toBe('private, no-store')
    }
  })

  it.each([
    ['/', 200],
    ['/index.html', 307],
    ['/invoices/1?x=1', 200],
    ['/assets/nothing.js', 404],
    ['/theme.js', 200],
    ['/icon.svg', 200],
    ['/sw.js', 200],
    ['/manifest.webmanifest', 200],
    ['/.env', 404],
    ['/openapi.json', 200],
    ['/docs/api', 200],
    ['/docs/api/nothing', 404],
    ['/health', 200],
    ['/.well-known/jwks.json', 200],
    ['/v1/nothing', 401],
    ['/v1/auth/nothing', 403],
    ['/portal/nothing', 404],
    ['/portal/invoices/nothing', 404],
    ['/portal/quotes/nothing', 404],
  ])('%s', async (path, status) => {
    const answer = await apiClient(stack).get(path, { headers: { Origin: 'null' } })
    expect(answer.status).toBe(status)
    isSecured(answer, path)
    expect(answer.headers.get('Cache-Control'), path).toMatch(path.startsWith('/v1') ? /^private, no-store$/ : /./)
  })

  it('every file that the app loads', async () => {
    const page = await apiClient(stack).get('/')
    const files = [...page.text.matchAll(/(?:src|href)="(\/[^"]+)"/g)].map(([, file]) => file!)
    for (const file of files) {
      const answer = await apiClient(stack).get(file)
      expect(answer.status, file).toBe(200)
      isSecured(answer, file)
    }
  })

  it('PT6 the pages of a link: kept nowhere, indexed nowhere', async () => {
    const guest = apiClient(stack)
    const path = `/portal/invoices/${token}`
    const answers = [
      await guest.get(path),
      await guest.get(path, { headers: { Accept: 'application/json' } }),
      await guest.get('/portal/invoices/nothing'),
      await guest.get(`${path}/pay`),
      await guest.post(`${path}/pay`, undefined, { headers: { 'Sec-Fetch-Site': 'cross-site' } }),
      await guest.post(`${path}/pay`, undefined, { headers: { Origin: 'https://evil.example' } }),
      await guest.post(`${path}/pay`),
    ]
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 404, 303, 403, 403, 303])
    for (const answer of answers) {
      isSecured(answer, path)
      expect(Object.fromEntries(answer.headers)).toMatchObject({
        'cache-control': 'no-store',
        'x-robots-tag': 'noindex, nofollow',
      })
    }
  })

  it('answers that failed in the Worker itself', async () => {
    for (const call of [
      b.owner.get('/v1/contacts', { headers: { Authorization: 'Bearer x' } }),
      b.owner.post('/v1/contacts', '{', { headers: { 'Content-Type': 'application/json' } }),
      b.owner.post('/v1/contacts', 'x', { headers: { 'Content-Type': 'text/plain' } }),
      b.owner.call('PROPFIND', '/v1/contacts'),
      b.owner.call('PUT', '/'),
      b.owner.get('/v1/contacts?limit=0'),
      apiClient(stack).post('/v1/webhooks/stripe', '{}'),
    ])
      isSecured(await call, 'refused')
  })

  it('a HEAD is a GET without a body', async () => {
    const answer = await b.owner.call('HEAD', '/v1/contacts')
    expect([answer.status, answer.text]).toEqual([200, ''])
    isSecured(answer, 'HEAD')
    expect((await apiClient(stack).call('HEAD', '/v1/contacts')).status).toBe(401)
  })

  it('TI11 the same address answers each business its own', async () => {
    const other = await (await makeTeam(stack)).business()
    await b.owner.post('/v1/contacts', { display_name: 'Mine' })
    const [mine, theirs] = [await b.owner.get('/v1/contacts'), await other.owner.get('/v1/contacts')]
    expect(mine.body.data.length).toBeGreaterThan(0)
    expect(theirs.body.data).toEqual([])
    expect(theirs.headers.get('ETag')).toBeNull()
  })
})
