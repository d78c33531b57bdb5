import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeContact } from '../../routes/contacts.ts'
import { apiClient } from '../../support/api.ts'
import { drawn } from '../../support/drawn.ts'
import { makeDraft } from '../../support/invoices.ts'
import { MEMBER_OPERATIONS, OPERATIONS, withValue } from '../../support/operations.ts'
import { untilQuiet } from '../../support/rbac.ts'
import { bytesOf, callOperation, targetOf } from '../../support/route-rows.ts'
import { useStack } from '../../support/shared-stack.ts'
import { makeTeam, type Team, type TeamBusiness } from '../../support/team.ts'
import { writesOf } from '../../support/write-counts.ts'

const stack = useStack()
let teamA: Team
let a: TeamBusiness
let b: TeamBusiness
beforeAll(async () => {
  teamA = await makeTeam(stack)
  b = await (await makeTeam(stack)).business()
  await makeDraft(b)
}, 60_000)
/** One for each block, because of the limit of requests. */
async function anotherBusiness() {
  a = await teamA.business()
  await makeDraft(a)
}

/** Of one business 600 calls a minute are taken: another after so many tests, however many routes there are. */
function anewInTime() {
  let tests = 0
  return async () => {
    if (tests % 30 === 0) await anotherBusiness()
    tests += 1
  }
}

const WRITES = OPERATIONS.filter(
  (op) => op.method !== 'GET' && !op.path.startsWith('/portal/') && op.tag !== 'Webhooks',
)
const MEMBER_WRITES = MEMBER_OPERATIONS.filter((op) => op.method !== 'GET')
const READS = MEMBER_OPERATIONS.filter((op) => op.method === 'GET' && op.path !== '/v1/live')
const TENANT_NAMES = ['tenant_id', 'org_id', 'tenant', 'clerk_org_id', 'created_by', 'deleted_at', 'version', 'role_id']

describe('TI4 a tenant named by the client', () => {
  beforeEach(anewInTime())
  it.each(READS.map((op) => [op.key, op] as const))('%s', async (_, op) => {
    const target = await targetOf(op, a)
    // What jobs still write would be seen between two calls.
    if (op.key === 'GET /v1/audit') await untilQuiet(a)
    const plain = await callOperation(a, a.owner, op, target)
    const headers = Object.fromEntries(
      ['X-Tenant-Id', 'X-Org-Id', 'Tenant-Id', 'Org-Id', 'X-Clerk-Org-Id', 'X-Forwarded-User', 'X-User-Id'].map(
        (name) => [name, b.tenantId],
      ),
    )
    const named = await callOperation(a, a.owner, op, target, { headers })
    expect(withoutClock(bytesOf(named))).toBe(withoutClock(bytesOf(plain)))
    for (const name of ['tenant_id', 'org_id', 'tenant', 'user_id']) {
      const asked = await callOperation(a, a.owner, { ...op, path: `${op.path}?${name}=${b.tenantId}` }, target)
      if (op.queryParams.length)
        expect([asked.status, asked.body.error?.details]).toMatchObject([422, [{ field: name }]])
      else expect(withoutClock(bytesOf(asked))).toBe(withoutClock(bytesOf(plain)))
    }
  })
})

describe('TI4 a tenant named in a body', () => {
  beforeEach(anewInTime())
  it.each(MEMBER_WRITES.map((op) => [op.key, op] as const))('%s', async (_, op) => {
    const target = await targetOf(op, a)
    const taken = Object.keys((target.body as object | undefined) ?? {})
    for (const business of [a, b]) await untilQuiet(business)
    const before = await writesOf(stack, a, b)
    for (const name of TENANT_NAMES.filter((one) => !taken.includes(one))) {
      const answer = await callOperation(a, a.owner, op, { ...target, body: withValue(target.body, name, b.tenantId) })
      expect([name, answer.status, answer.body.error?.details], answer.text).toEqual([
        name,
        422,
        [{ field: name, message: expect.any(String) }],
      ])
    }
    expect(await writesOf(stack, a, b)).toEqual(before)
  })
})

describe('HD3 fields that nobody asked for', () => {
  beforeEach(anewInTime())
  it.each(drawn(WRITES, 3).map((op) => [op.key, op] as const))('%s', async (_, op) => {
    const guest = apiClient(stack)
    const target = op.isOpen ? { body: {} } : await targetOf(op, a)
    const ask = (body: unknown) =>
      op.isOpen ? guest.call(op.method, op.path, { body }) : callOperation(a, a.owner, op, { ...target, body })
    for (const place of objectsIn(target.body ?? {})) {
      for (const name of ['unknown', 'constructor', 'toString', '$where']) {
        const path = place ? `${place}.${name}` : name
        const answer = await ask(withValue(target.body, path, 1))
        expect(answer.status, `${path}: ${answer.text}`).toBe(422)
        const fields = answer.body.error.details.map(({ field }: { field: string }) => field)
        expect(
          fields.some((field: string) => field === path || path.startsWith(`${field}.`) || field === place),
          `${path} in ${fields}`,
        ).toBe(true)
      }
    }
  })

  it('a prototype in a body changes nothing but may be refused', async () => {
    for (const key of ['__proto__', 'prototype', 'constructor']) {
      const body = `{"display_name":"Jane","${key}":{"display_name":"Evil","tags":["evil"],"isAdmin":true}}`
      const answer = await a.owner.post('/v1/contacts', body, { headers: { 'Content-Type': 'application/json' } })
      expect([201, 422]).toContain(answer.status)
      if (answer.status === 201) expect(answer.body.data).toMatchObject({ display_name: 'Jane', tags: [] })
    }
    expect((await makeContact(a)).tags).toEqual([])
  })

  it('of a repeated key the last is taken, everywhere', async () => {
    const body = '{"display_name":"First","display_name":"Last","email":null}'
    const answer = await a.owner.post('/v1/contacts', body, { headers: { 'Content-Type': 'application/json' } })
    expect([answer.status, answer.body.data.display_name]).toEqual([201, 'Last'])
  })

  it.each(['X-HTTP-Method-Override', 'X-Method-Override', 'X-HTTP-Method'])('%s is ignored', async (header) => {
    const { id } = await makeContact(a)
    const answer = await a.owner.get(`/v1/contacts/${id}?_method=DELETE`, { headers: { [header]: 'DELETE' } })
    expect(answer.status).toBe(200)
    const posted = await a.owner.post(`/v1/contacts/${id}`, { _method: 'DELETE' }, { headers: { [header]: 'DELETE' } })
    expect(posted.status).toBe(404)
    expect((await a.owner.get(`/v1/contacts/${id}`)).status).toBe(200)
  })
})

/** The paths of a body and of every object in it. */
function objectsIn(value: unknown, path = ''): string[] {
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.entries(value).flatMap(([name, one]) => objectsIn(one, path ? `${path}.${name}` : name))
  return Array.isArray(value) ? inner : [path, ...inner]
}

const withoutClock = (text: string) => text.replace(/"(as_of|last_seen_at|now)":"[^"]*"/g, '"$1"')
