import { beforeAll, describe, expect, it } from 'vitest'
import { ACTING_ROLES, type Role } from '../../../core/domain/permissions.ts'
import type { Answer } from '../../support/api.ts'
import { drawn } from '../../support/drawn.ts'
import { fill, MEMBER_OPERATIONS, operation } from '../../support/operations.ts'
import { RBAC } from '../../support/rbac.ts'
import type { ActingObject, MakeId } from '../../support/route-row.ts'
import { OBJECTS, ROWS } from '../../support/route-rows.ts'
import { useStack } from '../../support/shared-stack.ts'
import { makeTeam, type Team, type TeamBusiness } from '../../support/team.ts'

const stack = useStack()
let team: Team
beforeAll(async () => {
  team = await makeTeam(stack)
}, 60_000)

const idParam = (path: string) => /\{(\w+)\}/.exec(path)?.[1] ?? ''
const at = (path: string, id: string) => fill(path, { [idParam(path)]: id })

describe.each([...OBJECTS])('RB3 allowed_actions of %s are what succeeds', (_, object) => {
  const names = Object.keys(object.actions)

  it('has an action for every route that changes it', () => {
    // Its verbs stand right below it; what is made of it elsewhere (`/ai/parse`) is no change of it.
    const isVerb = (path: string) => path.startsWith(object.path) && !/\/.*\//.test(path.slice(object.path.length))
    const changing = MEMBER_OPERATIONS.filter(({ method, path }) => method !== 'GET' && isVerb(path))
    const tried = Object.values(object.actions).map(({ route }) => route)
    expect(tried).toEqual(expect.arrayContaining(changing.map(({ key }) => key)))
  })

  it.each(drawn(Object.entries(object.states), 3))('%s', async (state, make) => {
    const b = await team.business()
    const copies = await copier(object, b, make)
    for (const role of ACTING_ROLES) {
      const [shown = '', ...others] = await copies(role)
      const answer = await b.as[role].get(at(object.path, shown))
      // Whoever may not even look is told of no action.
      const listed: string[] = answer.status === 200 ? answer.body.data.allowed_actions : []
      if (answer.status === 200) await sameInList(object, b, role, answer)
      const done = await succeeding(object, b, role, others)
      const expected = [...listed, ...(object.takenThoughNotOffered?.(state, role) ?? [])]
      expect([role, done]).toEqual([role, names.filter((name) => expected.includes(name))])
      expect(listed.filter((name) => !names.includes(name))).toEqual([])
    }
  })
})

/** One to look at, and one for each action. */
async function copier(object: ActingObject, b: TeamBusiness, make: MakeId): Promise<(role: Role) => Promise<string[]>> {
  const count = Object.keys(object.actions).length + 1
  const { copies } = object
  if (!copies) return (role) => Promise.all(Array.from({ length: count }, () => make(b, role)))
  const original = await make(b)
  return (role) => copies(b, original, b.userIds[role], count)
}

async function sameInList(
  { path, isUnlisted }: ActingObject,
  b: TeamBusiness,
  role: Role,
  shown: Answer,
): Promise<void> {
  const list = path.replace(/\/\{\w+\}$/, '')
  if (isUnlisted || list === path) return
  const id = shown.body.data[idParam(path)]
  const { status, amount } = shown.body.data
  const listed = await inPages(b, role, list, (row) => row[idParam(path)] === id)
  if (listed) expect(listed.allowed_actions).toEqual(shown.body.data.allowed_actions)
  // What is archived, erased, closed or snoozed is in no list unless it is asked for, nor is money of which nothing is left.
  else expect(['ARCHIVED', 'ERASED', 'CLOSED', 'SNOOZED'].includes(status) || Number(amount) === 0).toBe(true)
}

type Listed = Record<string, unknown>

/** A role for each action makes more rows than a page has. */
async function inPages(
  b: TeamBusiness,
  role: Role,
  list: string,
  isIt: (row: Listed) => boolean,
): Promise<Listed | undefined> {
  let cursor: string | null = ''
  while (cursor !== null) {
    const page = await b.as[role].get(`${list}?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`)
    const found = (page.body.data as Listed[]).find(isIt)
    if (found) return found
    cursor = page.body.meta.cursor
  }
  return undefined
}

async function succeeding(object: ActingObject, b: TeamBusiness, role: Role, copies: string[]): Promise<string[]> {
  // What a role may never do is refused whatever the state: tests/http/matrix/rbac.test.ts.
  const may = Object.entries(object.actions).filter(([, { route }]) => RBAC.get(route)?.[role] !== 'no')
  const tryIt = async ([name, { route, body }]: (typeof may)[number], n: number) => {
    const id = copies[n]!
    const { method, path } = operation(route)
    const sent = typeof body === 'function' ? await body(id, b) : body
    const answer = await b.as[role].call(method, at(path, id), { body: sent })
    expect(answer.status, `${role} ${name} ${answer.text}`).toBeLessThan(500)
    await ROWS.get(route)?.restore?.(b)
    return answer.status < 300 ? [name] : []
  }
  if (idParam(object.path)) return (await Promise.all(may.map(tryIt))).flat()
  // There is but one of it.
  const tried: string[] = []
  for (const [n, action] of may.entries()) tried.push(...(await tryIt(action, n)))
  return tried
}

it('RB3 the Stripe account is offered until it is there, and answered again then', async () => {
  const b = await team.business()
  for (const role of ACTING_ROLES) {
    const account = await b.as[role].get('/v1/stripe-account')
    const listed = account.status === 200 ? account.body.data.allowed_actions : []
    if (role === 'OWNER') expect(listed).toEqual(['create'])
    else if (role === 'ADMIN') expect(listed).toEqual([])
    const made = await b.as[role].post('/v1/stripe-account')
    expect([role, made.status < 300]).toEqual([role, role === 'OWNER' || role === 'ADMIN'])
  }
})
