import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Answer } from '../../support/api.ts'
import { drawn } from '../../support/drawn.ts'
import { fill, isText, MEMBER_OPERATIONS, propertiesOf, withValue } from '../../support/operations.ts'
import { untilQuiet } from '../../support/rbac.ts'
import { callOperation, targetOf } from '../../support/route-rows.ts'
import { useStack } from '../../support/shared-stack.ts'
import { inParts } from '../../support/strings.ts'
import { makeTeam, type Team, type TeamBusiness } from '../../support/team.ts'
import { writesOf } from '../../support/write-counts.ts'

const stack = useStack()
let team: Team
let b: TeamBusiness
beforeAll(async () => {
  team = await makeTeam(stack)
}, 60_000)
beforeEach(async () => {
  b = await team.business()
})

/** Nothing that can be stored: PostgreSQL has no NUL, UTF-8 no half of a pair, and no field takes so much. */
const UNSTORABLE = ['a\u0000b', '\ud800', 'a\udc00b', 'x'.repeat(70_000)]

/** Of every type, and at the edges of what the database can hold. */
const ODD = [
  null,
  true,
  -1,
  0.1,
  2 ** 31,
  1e308,
  '',
  ' ',
  '1e3',
  '12,50',
  '１２',
  '9'.repeat(30),
  '0000-01-01',
  '0000-01-01T00:00:00Z',
  '2026-02-30',
  [],
  [null],
  { a: 1 },
]

/** Passwords are tried a few times only. */
const OF_PASSWORDS = ['/v1/auth/password', '/v1/business/close']
const WITH_BODY = MEMBER_OPERATIONS.filter(
  (op) => op.body && propertiesOf(op.body).length > 0 && !OF_PASSWORDS.includes(op.path),
)

/** What a business is asked before another takes its place, because of the limit of requests. */
const VALUES_AT_ONCE = 9
const LONG_FIELDS_AT_ONCE = 3

type Ask = (body: unknown) => Promise<Answer>
type Try = { path: string; value: unknown }

const fieldsNamedIn = (answer: Answer): string[] =>
  answer.body.error.details.map(({ field }: { field: string }) => field)

/**
 * Those of the fields that their own shape does not refuse. A body with a key that nobody knows is never looked at
 * further than its shapes, so a field that is named beside others is refused alone too, and is not asked again.
 */
async function takenByShape(ask: Ask, body: unknown, paths: string[], value: unknown): Promise<Try[]> {
  const all = paths.reduce((made, path) => withValue(made, path, value), withValue(body, 'unknown_key', 1))
  const answer = await ask(all)
  expect(answer.status, answer.text.slice(0, 300)).toBe(422)
  const named = fieldsNamedIn(answer)
  expect(named).toContain('unknown_key')
  return paths.filter((path) => !named.includes(path)).map((path) => ({ path, value }))
}

/** Fields of which none stands in another. */
const byDepth = (paths: string[]): string[][] => [...Map.groupBy(paths, (path) => path.split('.').length).values()]

const ofThree = (paths: string[]): string[][] =>
  Array.from({ length: Math.ceil(paths.length / LONG_FIELDS_AT_ONCE) }, (_, at) =>
    paths.slice(at * LONG_FIELDS_AT_ONCE, (at + 1) * LONG_FIELDS_AT_ONCE),
  )

describe('what no field can take is refused with the field, and changes nothing', () => {
  it.each(drawn(WITH_BODY, 2).map((op) => [op.key, op] as const))('SQ1 %s', async (_, op) => {
    const target = await targetOf(op, b)
    const ask: Ask = (body) => callOperation(b, b.owner, op, { ...target, body })
    const paths = propertiesOf(op.body!)
      .filter(({ path, schema }) => isText(schema) && parentIn(target.body, path))
      .map(({ path }) => path)
    await untilQuiet(b)
    const before = await writesOf(stack, b)
    const together = ofThree(paths).flatMap((part) => UNSTORABLE.map((value) => ({ part, value })))
    const taken = await inParts(together, ({ part, value }) => takenByShape(ask, target.body, part, value))
    await inParts(taken.flat(), async ({ path, value }) => {
      const answer = await ask(withValue(target.body, path, value))
      const isSwitch = op.path === '/v1/auth/switch'
      expect(isSwitch ? [404, 422] : [422], `${path} ${answer.text.slice(0, 300)}`).toContain(answer.status)
      if (!isSwitch) expect(fieldsNamedIn(answer)).toContain(path)
    })
    expect(await writesOf(stack, b)).toEqual(before)
  })
})

describe('no value of any type makes an error of ours', () => {
  it.each(drawn(WITH_BODY, 3).map((op) => [op.key, op] as const))('MO5 %s', async (_, op) => {
    for (let at = 0; at < ODD.length; at += VALUES_AT_ONCE) {
      const business = at === 0 ? b : await team.business()
      const target = await targetOf(op, business)
      const ask: Ask = (body) => callOperation(business, business.owner, op, { ...target, body })
      const paths = propertiesOf(op.body!)
        .map(({ path }) => path)
        .filter((path) => parentIn(target.body, path))
      const together = ODD.slice(at, at + VALUES_AT_ONCE).flatMap((value) =>
        byDepth(paths).map((part) => ({ part, value })),
      )
      const taken = await inParts(together, ({ part, value }) => takenByShape(ask, target.body, part, value))
      await inParts(taken.flat(), async ({ path, value }) => {
        const answer = await ask(withValue(target.body, path, value))
        expect(answer.status, `${path} = ${JSON.stringify(value)}: ${answer.text.slice(0, 300)}`).toBeLessThan(500)
        expect(answer.status).not.toBe(429)
      })
    }
  })

  const WITH_QUERY = MEMBER_OPERATIONS.filter((op) => op.queryParams.length)
  it.each(drawn(WITH_QUERY, 2).map((op) => [op.key, op] as const))('%s?', async (_, op) => {
    const path = fill(op.path, (await targetOf(op, b)).params)
    for (const name of op.queryParams) {
      await inParts(
        [
          '',
          ' ',
          '\u0000',
          '-1',
          '1e9',
          'null',
          '[]',
          '{}',
          '%',
          '\ud83d',
          'x'.repeat(3000),
          '💥',
          "'",
          '9'.repeat(400),
        ],
        async (value) => {
          const answer = await b.owner.get(`${path}?${name}=${encodeURIComponent(value.toWellFormed())}`)
          expect([200, 400, 422], `${name} = ${JSON.stringify(value)}: ${answer.text.slice(0, 200)}`).toContain(
            answer.status,
          )
        },
      )
    }
    for (const query of ['%', '%ff', '%00', 'limit', '&&&', 'limit=1&limit=x', 'q[]=1', 'limit[$gt]=1']) {
      expect([200, 400, 422], query).toContain((await b.owner.get(`${path}?${query}`)).status)
    }
  })
})

/** Whether a body has the object that a property stands in. */
function parentIn(body: unknown, path: string): boolean {
  let place = body
  for (const step of path.split('.').slice(0, -1)) place = (place as Record<string, unknown> | undefined)?.[step]
  return typeof place === 'object' && place !== null
}
