import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { LIMITS } from '../../../core/contract/common.ts'
import { ACTING_ROLES } from '../../../core/domain/permissions.ts'
import { type Answer, apiClient, type Call } from '../../support/api.ts'
import { drawn } from '../../support/drawn.ts'
import { fill, MEMBER_OPERATIONS, OPERATIONS, type Operation, operation } from '../../support/operations.ts'
import { RBAC, untilQuiet } from '../../support/rbac.ts'
import type { Target } from '../../support/route-row.ts'
import { bytesOf, callOperation, rowOf, targetOf } from '../../support/route-rows.ts'
import { useStack } from '../../support/shared-stack.ts'
import { makeTeam, type Team, type TeamBusiness } from '../../support/team.ts'
import { writesOf } from '../../support/write-counts.ts'

const stack = useStack()
let team: Team
let b: TeamBusiness
beforeAll(async () => {
  team = await makeTeam(stack)
}, 60_000)
/** Another one after so many tests: of one business 600 calls a minute are taken. */
const TESTS_OF_A_BUSINESS = 40
const ownBusiness = () => {
  let tests = 0
  beforeEach(async () => {
    if (tests % TESTS_OF_A_BUSINESS === 0) b = await team.business()
    tests += 1
  })
}

const each = (operations: readonly Operation[]) => operations.map((op) => [op.key, op] as const)
const WRITES = OPERATIONS.filter(
  (op) => op.method !== 'GET' && !op.path.startsWith('/portal/') && op.tag !== 'Webhooks',
)
const NOBODY = { id: crypto.randomUUID(), job_id: crypto.randomUUID(), user_id: crypto.randomUUID() }
const JSON_TYPE = { 'Content-Type': 'application/json' }
const deep = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`
const TOO_LARGE = `{"x":"${'a'.repeat(LIMITS.bodyBytes)}"}`

/** As whoever gets furthest: the owner, or anybody where no token is asked for. */
const ask = (op: Operation, body: string | undefined, headers: Record<string, string> = JSON_TYPE) =>
  (op.isOpen ? apiClient(stack) : b.owner).call(op.method, fill(op.path, NOBODY), { body, headers })

const failed = (answer: Answer, status: number, code: string) => {
  expect([answer.status, answer.body?.error?.code], answer.text).toEqual([status, code])
  expect(answer.body.meta).toEqual({ request_id: answer.headers.get('X-Request-Id') })
  expect(Object.keys(answer.body.error).sort()).toEqual(
    answer.body.error.latest ? ['code', 'details', 'latest', 'message'] : ['code', 'details', 'message'],
  )
}

describe('401 without a valid token, before anything else is looked at', () => {
  ownBusiness()
  it.each(each(drawn(MEMBER_OPERATIONS, 4)))('%s', async (_, op) => {
    const path = fill(op.path, NOBODY)
    const guest = apiClient(stack)
    const jwt = b.owner.token ?? ''
    const calls: Call[] = [
      {},
      { headers: { Authorization: '' } },
      { headers: { Authorization: `Basic ${btoa('owner:password')}` } },
      { headers: { Authorization: `Bearer ${jwt}x` } },
      { headers: { Authorization: `Bearer ${jwt} ${jwt}` } },
      { headers: { Authorization: `Token ${jwt}` } },
      { headers: { Cookie: `token=${jwt}` } },
    ]
    const bodies = op.method === 'GET' ? [undefined] : [undefined, '{']
    const answers = await Promise.all([
      ...calls.map((call) => guest.call(op.method, path, call)),
      ...bodies.map((body) => guest.call(op.method, path, { body, headers: { 'Content-Type': 'text/plain' } })),
      guest.call(op.method, `${path}?access_token=${jwt}&limit=0`),
    ])
    for (const answer of answers) {
      failed(answer, 401, 'UNAUTHORIZED')
      expect(answer.headers.get('WWW-Authenticate')).toBe('Bearer')
      expect(bytesOf(answer)).toBe(bytesOf(answers[0]!))
      expect(answer.headers.get('Server-Timing')).toMatch(/db;desc="0"/)
    }
  })
})

describe('400, 413, 415 before the body is used', () => {
  // People of their own: nobody may own more than a hundred businesses.
  let ofEach: Team
  beforeAll(async () => {
    ofEach = await makeTeam(stack)
  })
  beforeEach(async () => {
    b = await ofEach.business()
  })
  it.each(each(drawn(WRITES, 4)))('%s', async (_, op) => {
    for (const body of [
      '{',
      '{"a":1,}',
      'undefined',
      "{'a':1}",
      '{"a":1} x',
      '\u0000',
      deep(22),
      deep(100_000),
      '[[[[',
      '{"a":NaN}',
    ])
      failed(await ask(op, body), 400, 'VALIDATION_ERROR')
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/jsonp',
      'text/json',
    ])
      failed(await ask(op, '{}', { 'Content-Type': type }), 415, 'VALIDATION_ERROR')
    failed(await ask(op, TOO_LARGE), 413, 'VALIDATION_ERROR')
    // Too large and no JSON at all: the size is what it is refused for.
    failed(await ask(op, TOO_LARGE.slice(1)), 413, 'VALIDATION_ERROR')
    for (const body of ['null', '1', '"text"', '[]', 'true', '[{}]'])
      failed(await ask(op, body), 422, 'VALIDATION_ERROR')
    for (const type of ['application/json; charset=utf-8', 'APPLICATION/JSON'])
      expect((await ask(op, '{"unknown":1}', { 'Content-Type': type })).status).toBe(422)
  })

  it('a body that comes in pieces, without a length, is cut off at the limit', async () => {
    let sent = 0
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        sent += 65_536
        if (sent > 64 * LIMITS.bodyBytes) controller.close()
        else controller.enqueue(new Uint8Array(65_536).fill(32))
      },
    })
    const headers = { ...JSON_TYPE, Authorization: `Bearer ${b.owner.token}` }
    const init = { method: 'POST', headers, body, duplex: 'half' } as RequestInit
    const status = await fetch(`${stack.origin}/v1/contacts`, init).then(
      (answer) => answer.status,
      () => 'cut off',
    )
    expect([413, 'cut off']).toContain(status)
  })
})

describe('the order of checks: token, shape, role, existence, references, state', () => {
  ownBusiness()
  const BODIED = MEMBER_OPERATIONS.filter((op) => op.method !== 'GET' && RBAC.get(op.key)?.VIEWER === 'no')

  it.each(each(BODIED))('%s: a wrong shape is 422 even for one who may not; a right one is then 403', async (_, op) => {
    const target = await targetOf(op, b)
    await untilQuiet(b)
    const before = await writesOf(stack, b)
    const viewer = b.as.VIEWER
    failed(await callOperation(b, viewer, op, { ...target, body: { unknown: 1 } }), 422, 'VALIDATION_ERROR')
    failed(await callOperation(b, viewer, op, target), 403, 'FORBIDDEN')
    failed(await callOperation(b, viewer, op, { ...target, params: NOBODY }), 403, 'FORBIDDEN')
    expect(await writesOf(stack, b)).toEqual(before)
  })

  const WRONG = MEMBER_OPERATIONS.flatMap((op) => (rowOf(op).wrong ?? []).map((body) => ({ op, body })))
  const eachWrong = (wrong: typeof WRONG) =>
    wrong.map(({ op, body }) => [op.key, JSON.stringify(body), op, body] as const)

  it.each(eachWrong(WRONG))('role before values: %s %s', async (_, __, op, body) => {
    const target = await targetOf(op, b)
    for (const role of ACTING_ROLES) {
      const cell = RBAC.get(op.key)?.[role]
      const status = cell === 'no' ? 403 : cell === 'own' && op.pathParams.length ? 404 : 422
      const answer = await callOperation(b, b.as[role], op, { ...target, body })
      expect([role, answer.status], answer.text).toEqual([role, status])
    }
  })

  const OF_AN_OBJECT = WRONG.filter(({ op }) => op.pathParams.length)
  it.each(eachWrong(drawn(OF_AN_OBJECT, 3, 'existence')))(
    'existence before values and references: %s %s',
    async (_, __, op, body) => {
      failed(await callOperation(b, b.owner, op, { params: NOBODY, body }), 404, 'NOT_FOUND')
    },
  )

  it('existence before what is wrong only together', async () => {
    const body = { issue_date: '2026-02-01', due_date: '2026-01-01' }
    failed(await b.owner.patch(`/v1/invoices/${NOBODY.id}`, body), 404, 'NOT_FOUND')
  })

  it.each(eachWrong(drawn(OF_AN_OBJECT, 3, 'state')))('values before state: %s %s', async (_, __, op, body) => {
    const { late, call } = rowOf(op)
    const target = await (late ?? call)!(b, 'OWNER')
    const old = late ? {} : { if_match_version: 7 }
    failed(await callOperation(b, b.owner, op, { ...target, body: { ...body, ...old } }), 422, 'VALIDATION_ERROR')
  })
})

describe('409 with the object as it is', () => {
  ownBusiness()
  const read = (op: Operation, target: Target) => {
    const path = MEMBER_OPERATIONS.find(
      (one) => one.method === 'GET' && op.path.startsWith(one.path) && one.pathParams.length,
    )
    return callOperation(b, b.owner, path!, { params: target.params! })
  }

  const PATCHES = MEMBER_OPERATIONS.filter((op) => op.method === 'PATCH')
  it.each(each(drawn(PATCHES, 2)))('%s with an old version', async (_, op) => {
    const target = await targetOf(op, b)
    const { by, version: named } = rowOf(op).read ?? { by: `GET ${op.path}`, version: 'version' }
    const now = await callOperation(b, b.owner, operation(by), { params: target.params ?? {} })
    const newer = now.body.data[named] + 1
    const expecting = (version: unknown) =>
      callOperation(b, b.owner, op, { ...target, body: { ...(target.body as object), if_match_version: version } })
    failed(await expecting(newer), 409, 'CONFLICT')
    const answer = await expecting(newer)
    // The moment of an answer is another in each.
    const still = ({ now: _, ...rest }: Record<string, unknown>) => rest
    expect(still(answer.body.error.latest)).toEqual(still(now.body.data))
    expect(answer.headers.get('Server-Timing')).toMatch(/db;desc="2"/)
    for (const version of [0, -1, 1.5, '1', 2 ** 31, 2 ** 53, null])
      failed(await expecting(version), 422, 'VALIDATION_ERROR')
  })

  it('every verb of an object has a state that forbids it', () => {
    const verbs = MEMBER_OPERATIONS.filter((op) => op.method === 'POST' && op.pathParams.length)
    const never = verbs.filter((op) => !rowOf(op).late && !rowOf(op).isNeverLate)
    expect(never.map(({ key }) => key)).toEqual([])
  })

  it.each(each(MEMBER_OPERATIONS.filter((op) => rowOf(op).late)))('%s when its time is over', async (_, op) => {
    const target = await rowOf(op).late!(b, 'OWNER')
    const answer = await callOperation(b, b.owner, op, target)
    failed(answer, 409, 'CONFLICT')
    expect(answer.body.error.latest).toEqual((await read(op, target)).body.data)
  })
})

describe('what is no route', () => {
  ownBusiness()
  it('is 404 in the envelope', async () => {
    for (const path of [
      '/v1',
      '/v1/',
      '/v1/nothing',
      '/v1/invoices/',
      '/v2/invoices',
      '/v1/invoices//activity',
      '/V1/invoices',
    ])
      for (const method of ['GET', 'POST']) {
        const answer = await b.owner.call(method, path)
        if (answer.status === 200) expect(answer.text, path).toMatch(/^<!doctype html/i)
        else failed(answer, 404, 'NOT_FOUND')
      }
  })
})
