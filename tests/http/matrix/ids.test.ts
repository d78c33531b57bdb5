import { beforeAll, describe, expect, it } from 'vitest'
import { ACTING_ROLES } from '../../../core/domain/permissions.ts'
import { MEMBER_OPERATIONS, type Operation } from '../../support/operations.ts'
import { RBAC, untilQuiet } from '../../support/rbac.ts'
import type { Target } from '../../support/route-row.ts'
import { bytesOf, callOperation, memberOperationsOf, RESOURCES, targetOf } from '../../support/route-rows.ts'
import { useStack } from '../../support/shared-stack.ts'
import { makeTeam, type Team, type TeamBusiness } from '../../support/team.ts'
import { writesOf } from '../../support/write-counts.ts'

const stack = useStack()
let teams: Team[]
beforeAll(async () => {
  teams = await Promise.all([makeTeam(stack), makeTeam(stack), makeTeam(stack)])
}, 60_000)

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']
/** Shapes that no id of ours has. */
const MALFORMED = ['1', 'null', '..%2f..%2fetc', "x' or '1'='1", 'ÄÖ\u0000', 'a'.repeat(2000)]

/** The key of a step is a word of the product, the same in every business. */
const namesOne = (op: Operation) => op.pathParams.length === 1 && !op.path.startsWith('/v1/onboarding/steps/')

const WITH_ID = [...RESOURCES]
  .map(([name, resource]) => [name, memberOperationsOf(resource).filter(namesOne)] as const)
  .filter(([, operations]) => operations.length)

describe.each(WITH_ID)('TI1 %s: the id of another business', (_name, operations) => {
  let a: TeamBusiness
  let others: TeamBusiness[]
  beforeAll(async () => {
    const [mine, ...foreign] = await Promise.all(teams.map((team) => team.business()))
    a = mine!
    others = foreign
  })

  it.each(operations.map((op) => [op.key, op] as const))('%s', async (_, op) => {
    const targets = await Promise.all(others.map((other) => targetOf(op, other)))
    const [name = ''] = op.pathParams
    const foreign = targets.map(({ params }) => params?.[name] ?? '')
    for (const b of others) await untilQuiet(b)
    const before = await writesOf(stack, a, ...others)
    for (const role of ACTING_ROLES) {
      const ids = [
        crypto.randomUUID(),
        foreign[0]!,
        '1',
        ...(role === 'OWNER' ? [...foreign.slice(1), foreign[0]!.toUpperCase(), ...MALFORMED] : []),
      ]
      const answers = await Promise.all(
        ids.map((id) => callOperation(a, a.as[role], op, aimedAt(targets[0]!, name, id))),
      )
      const expected = RBAC.get(op.key)?.[role] === 'no' ? 403 : 404
      for (const [at, answer] of answers.entries()) {
        expect([role, ids[at], answer.status], answer.text).toEqual([role, ids[at], expected])
        expect(bytesOf(answer)).toBe(bytesOf(answers[0]!))
      }
    }
    expect(await writesOf(stack, a, ...others)).toEqual(before)
  })

  it('by every method that a path does not have', async () => {
    // With so many paths another one would be over its calls of a minute.
    const a = await teams[0]!.business()
    for (const op of onePerPath(operations)) {
      const target = await targetOf(op, others[0]!)
      const [name = ''] = op.pathParams
      for (const method of METHODS.filter((one) => !MEMBER_OPERATIONS.some((o) => o.key === `${one} ${op.path}`))) {
        const wrong = { ...op, method }
        const { params } = target
        const theirs = await callOperation(a, a.owner, wrong, { params: params! })
        const random = await callOperation(a, a.owner, wrong, { params: { [name]: crypto.randomUUID() } })
        expect([method, op.path, theirs.status]).toEqual([method, op.path, 404])
        expect(bytesOf(theirs)).toBe(bytesOf(random))
      }
    }
  })
})

const onePerPath = (operations: Operation[]) => [...new Map(operations.map((op) => [op.path, op])).values()]

const aimedAt = (target: Target, name: string, id: string): Target => ({ ...target, params: { [name]: id } })
