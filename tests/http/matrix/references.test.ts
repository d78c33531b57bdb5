import { beforeAll, describe, expect, it } from 'vitest'
import { untilQuiet } from '../../support/rbac.ts'
import { makeContact, makeDraft, makeMember, makeSent, makeTaxRate } from '../../support/rbac-objects.ts'
import { makeTeam, type TeamBusiness } from '../../support/rbac-team.ts'
import { MEMBER_OPERATIONS, type Operation, propertiesOf, withValue } from '../../support/routes.ts'
import { bytesOf, callOperation, targetOf } from '../../support/routes-calls.ts'
import { useStack } from '../../support/shared-stack.ts'
import { writesOf } from '../../support/write-counts.ts'

const stack = useStack()
let a: TeamBusiness
let b: TeamBusiness
/** What another business has of each kind of reference; a kind that is missing here fails. */
let foreign: Record<string, string>
/** What was ours and is deleted. */
let gone: Record<string, string>

beforeAll(async () => {
  if (!stack.origin) return
  const [teamA, teamB] = await Promise.all([makeTeam(stack), makeTeam(stack)])
  ;[a, b] = await Promise.all([teamA.business(), teamB.business()])
  foreign = {
    contact_id: (await makeContact(b)).id,
    invoice_id: (await makeSent(b)).id,
    tax_rate_id: (await makeTaxRate(b)).id,
    tenant_id: b.tenantId,
    assigned_to: b.userIds.STAFF,
  }
  gone = {
    contact_id: (await makeContact(a)).id,
    invoice_id: (await makeDraft(a)).id,
    tax_rate_id: (await makeTaxRate(a)).id,
    assigned_to: (await makeMember(a)).user_id,
  }
  await a.owner.delete(`/v1/contacts/${gone.contact_id}`)
  await a.owner.delete(`/v1/invoices/${gone.invoice_id}`)
  await a.owner.delete(`/v1/tax-rates/${gone.tax_rate_id}`)
  await a.owner.delete(`/v1/team/members/${gone.assigned_to}`)
}, 60_000)

/** The number of a tax office is the business's own text. */
const isReference = (path: string) => /(_id|assigned_to)$/.test(path) && path !== 'tax_id'
const REFERENCES = MEMBER_OPERATIONS.flatMap((op) =>
  (op.body ? propertiesOf(op.body) : []).filter(({ path }) => isReference(path)).map(({ path }) => ({ op, path })),
)
/** A business to change to is looked for, not referred to. */
const statusOf = (op: Operation) => (op.key === 'POST /v1/auth/switch' ? 404 : 422)

describe('TI2 TI5 the id of another business in a body', () => {
  it('there are references to try', () => {
    expect(REFERENCES.map(({ op, path }) => `${op.key} ${path}`)).toContain('POST /v1/payments invoice_id')
  })

  it.each(REFERENCES.map(({ op, path }) => [op.key, path, op] as const))('%s %s', async (_, path, op) => {
    const name = path.split('.').at(-1) ?? ''
    expect(foreign, `a ${name} of another business`).toHaveProperty(name)
    const target = await targetOf(op, a)
    const place = path.split('.').slice(0, -1).join('.')
    if (place) expect(target.body, 'the body in routes-calls.ts has every object').toHaveProperty(place)
    for (const business of [a, b]) await untilQuiet(business)
    const before = await writesOf(stack, a, b)
    const ids = [
      crypto.randomUUID(),
      foreign[name],
      gone[name] ?? '',
      '1',
      "x' or '1'='1",
      foreign[name]!.toUpperCase(),
    ]
    const answers = await Promise.all(
      ids.map((id) => callOperation(a, a.owner, op, { ...target, body: withValue(target.body, path, id) })),
    )
    for (const [at, answer] of answers.entries()) {
      expect([ids[at], answer.status], answer.text).toEqual([ids[at], statusOf(op)])
      expect(bytesOf(answer)).toBe(bytesOf(answers[0]!))
      if (answer.status === 422) expect(answer.body.error.details[0].field).toBe(path)
    }
    expect(await writesOf(stack, a, b)).toEqual(before)
  })

  it('every foreign key between tables of tenants carries the tenant', async () => {
    const plain = await stack.admin(
      `select c.conname from pg_constraint c
       where c.contype = 'f' and c.connamespace in ('public'::regnamespace, 'app'::regnamespace)
         and exists (select from pg_attribute x where x.attrelid = c.conrelid and x.attname = 'tenant_id')
         and exists (select from pg_attribute x where x.attrelid = c.confrelid and x.attname = 'tenant_id' and c.confrelid <> 'app.tenants'::regclass)
         and not exists (select from pg_attribute x where x.attrelid = c.conrelid and x.attname = 'tenant_id' and x.attnum = any (c.conkey))`,
    )
    expect(plain).toEqual([])
  })

  it('the database itself refuses a row that refers to another business', async () => {
    const { id } = await makeSent(a)
    const steal = (column: string, value = '') =>
      stack.admin(`update invoices set ${column} = $1 where tenant_id = $2 and id = $3`, [value, a.tenantId, id])
    await expect(steal('contact_id', foreign.contact_id)).rejects.toMatchObject({ code: '23503' })
    const line = stack.admin(`update invoice_lines set tax_rate_id = $1 where tenant_id = $2 and invoice_id = $3`, [
      foreign.tax_rate_id,
      a.tenantId,
      id,
    ])
    await expect(line).rejects.toMatchObject({ code: '23503' })
  })
})
