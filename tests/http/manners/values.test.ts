import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isText, MEMBER_OPERATIONS, propertiesOf, withValue } from '../../support/operations.ts'
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

const WITH_BODY = MEMBER_OPERATIONS.filter(
  (op) => op.body && propertiesOf(op.body).length > 0 && op.path !== '/v1/auth/password',
)

describe('what no field can take is refused with the field, and changes nothing', () => {
  it.each(WITH_BODY.map((op) => [op.key, op] as const))('SQ1 %s', async (_, op) => {
    const target = await targetOf(op, b)
    const places = propertiesOf(op.body!).filter(({ path, schema }) => isText(schema) && parentIn(target.body, path))
    await untilQuiet(b)
    const before = await writesOf(stack, b)
    await inParts(
      places.flatMap(({ path }) => UNSTORABLE.map((value) => ({ path, value }))),
      async ({ path, value }) => {
        const answer = await callOperation(b, b.owner, op, { ...target, body: withValue(target.body, path, value) })
        const isSwitch = op.path === '/v1/auth/switch'
        expect(isSwitch ? [404, 422] : [422], `${path} ${answer.text.slice(0, 300)}`).toContain(answer.status)
        if (!isSwitch) expect(answer.body.error.details.map(({ field }: { field: string }) => field)).toContain(path)
      },
    )
    expect(await writesOf(stack, b)).toEqual(before)
  })
})

describe('no value of any type makes an error of ours', () => {
  it.each(WITH_BODY.map((op) => [op.key, op] as const))('MO5 %s', async (_, op) => {
    const target = await targetOf(op, b)
    const places = propertiesOf(op.body!).filter(({ path }) => parentIn(target.body, path))
    let business = b
    for (const [at, { path }] of places.entries()) {
      // A few fields for each business, because of the limit of requests.
      if (at % 20 === 19) business = await team.business()
      const own = business === b ? target : await targetOf(op, business)
      await inParts(ODD, async (value) => {
        const answer = await callOperation(business, business.owner, op, {
          ...own,
          body: withValue(own.body, path, value),
        })
        expect(answer.status, `${path} = ${JSON.stringify(value)}: ${answer.text.slice(0, 300)}`).toBeLessThan(500)
        expect(answer.status).not.toBe(429)
      })
    }
  })

  it.each(MEMBER_OPERATIONS.filter((op) => op.queryParams.length).map((op) => [op.key, op] as const))(
    '%s?',
    async (_, op) => {
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
            const answer = await b.owner.get(`${op.path}?${name}=${encodeURIComponent(value.toWellFormed())}`)
            expect([200, 400, 422], `${name} = ${JSON.stringify(value)}: ${answer.text.slice(0, 200)}`).toContain(
              answer.status,
            )
          },
        )
      }
      for (const query of ['%', '%ff', '%00', 'limit', '&&&', 'limit=1&limit=x', 'q[]=1', 'limit[$gt]=1']) {
        expect([200, 400, 422], query).toContain((await b.owner.get(`${op.path}?${query}`)).status)
      }
    },
  )
})

/** Whether a body has the object that a property stands in. */
function parentIn(body: unknown, path: string): boolean {
  let place = body
  for (const step of path.split('.').slice(0, -1)) place = (place as Record<string, unknown> | undefined)?.[step]
  return typeof place === 'object' && place !== null
}
