import { beforeAll, describe, expect, it } from 'vitest'
import { ACTING_ROLES, type Role } from '../../../core/domain/permissions.ts'
import { apiClient } from '../../support/api.ts'
import { makeLinked } from '../../support/invoices.ts'
import { OPERATIONS, type Operation } from '../../support/operations.ts'
import { CALLERS, mailsTo, RBAC, untilQuiet } from '../../support/rbac.ts'
import type { Target } from '../../support/route-row.ts'
import { callOperation, memberOperationsOf, RESOURCES, rowOf, targetOf } from '../../support/route-rows.ts'
import { useStack } from '../../support/shared-stack.ts'
import { makeTeam, type Team, type TeamBusiness } from '../../support/team.ts'
import { writesOf } from '../../support/write-counts.ts'

const stack = useStack()
let team: Team
beforeAll(async () => {
  team = await makeTeam(stack)
}, 60_000)

const cellOf = (op: Operation, role: Role) => RBAC.get(op.key)?.[role]
/** Who may read anything reads what is there; what is written, or made for a role, is made for each. */
const readsAny = (op: Operation, role: Role): boolean =>
  op.method === 'GET' && cellOf(op, role) === 'yes' && (rowOf(op).call?.length ?? 0) < 2
const rolesWith = (op: Operation, cell: string) => ACTING_ROLES.filter((role) => cellOf(op, role) === cell)

describe('RB1 the matrix of roles and operations', () => {
  it('has a cell for every operation and every caller, and for no other', () => {
    expect([...RBAC.keys()].sort()).toEqual(OPERATIONS.map(({ key }) => key).sort())
    for (const [key, cells] of RBAC) {
      for (const caller of CALLERS) expect(['yes', 'own', 'no', 'open'], `${key} ${caller}`).toContain(cells[caller])
    }
    const open = OPERATIONS.filter(({ isOpen }) => isOpen).map(({ key }) => key)
    expect([...RBAC].filter(([, cells]) => cells.ANONYMOUS === 'open').map(([key]) => key)).toEqual(open)
  })
})

const FOR_MEMBERS = [...RESOURCES]
  .map(([name, resource]) => [name, memberOperationsOf(resource)] as const)
  .filter(([, operations]) => operations.length)

describe.each(FOR_MEMBERS)('RB1 %s', (_name, operations) => {
  let b: TeamBusiness
  let portalToken: string
  beforeAll(async () => {
    b = await team.business()
    portalToken = (await makeLinked(b)).token
  })

  it.each(operations.map((op) => [op.key, op] as const))('%s', async (_, op) => {
    const theirs = await targetOf(op, b)
    const denied = [
      ...rolesWith(op, 'no').map((role) => ({ who: role, api: b.as[role], status: 403 })),
      ...(op.pathParams.length ? rolesWith(op, 'own') : []).map((role) => ({
        who: role,
        api: b.as[role],
        status: 404,
      })),
      { who: 'ANONYMOUS', api: apiClient(stack), status: 401 },
      { who: 'PORTAL', api: apiClient(stack, portalToken), status: 401 },
    ]
    await untilQuiet(b)
    const before = await writesOf(stack, b)
    const mails = theirs.mail ? await mailsTo(stack, theirs.mail) : 0
    for (const { who, api, status } of denied) {
      const answer = await callOperation(b, api, op, theirs)
      expect([who, answer.status], answer.text).toEqual([who, status])
    }
    expect(await writesOf(stack, b)).toEqual(before)
    if (theirs.mail) expect(await mailsTo(stack, theirs.mail)).toBe(mails)
    for (const role of [...rolesWith(op, 'yes'), ...rolesWith(op, 'own')]) await succeeds(op, role, theirs)
    if (!op.takesKey) return
    const after = await writesOf(stack, b)
    expect(after['app.audit'], 'AL2 what changes something is audited').not.toBe(before['app.audit'])
  })

  async function succeeds(op: Operation, role: Role, theirs: Target) {
    const target = role === 'OWNER' || readsAny(op, role) ? theirs : await targetOf(op, b, role)
    const answer = await callOperation(b, b.as[role], op, target)
    expect(op.success, `${role} ${answer.status} ${answer.text}`).toContain(answer.status)
    if (cellOf(op, role) !== 'own' || op.pathParams.length) return
    const rows = answer.body.data as { created_by: string }[]
    for (const row of rows) expect(row.created_by).toBe(b.userIds[role])
  }
})
