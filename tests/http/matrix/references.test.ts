import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeSent } from '../../support/invoices.ts'
import { MEMBER_OPERATIONS, propertiesOf, withValue } from '../../support/operations.ts'
import { untilQuiet } from '../../support/rbac.ts'
import type { Reference } from '../../support/route-row.ts'
import { bytesOf, callOperation, REFERENCES, rowOf, targetOf } from '../../support/route-rows.ts'
import { useStack } from '../../support/shared-stack.ts'
import { makeTeam, type Team, type TeamBusiness } from '../../support/team.ts'
import { writesOf } from '../../support/write-counts.ts'

const stack = useStack()
let teams: [Team, Team]
let a: TeamBusiness
let b: TeamBusiness
beforeAll(async () => {
  teams = await Promise.all([makeTeam(stack), makeTeam(stack)])
}, 60_000)
// Of one business 600 calls a minute are taken: others after so many tests, however many references there are.
let tests = 0
beforeEach(async () => {
  if (tests % 20 === 0) [a, b] = await Promise.all([teams[0].business(), teams[1].business()])
  tests += 1
})

/** Whatever is called an id, unless its row says that it is a text, and whatever a resource says it is called by. */
const TAKEN = MEMBER_OPERATIONS.flatMap((op) =>
  (op.body ? propertiesOf(op.body) : [])
    .map(({ path }) => ({ op, path, name: path.split('.').at(-1) ?? '' }))
    .filter(({ path, name }) => REFERENCES.has(name) || (name.endsWith('_id') && !rowOf(op).texts?.[path])),
)

describe('TI2 TI5 the id of another business in a body', () => {
  it('there are references to try, and each is of a kind that a resource explains', () => {
    expect(TAKEN.map(({ op, path }) => `${op.key} ${path}`)).toContain('POST /v1/payments invoice_id')
    expect(TAKEN.filter(({ name }) => !REFERENCES.has(name))).toEqual([])
  })

  it.each(TAKEN.map(({ op, path, name }) => [op.key, path, op, name] as const))('%s %s', async (_, path, op, name) => {
    const reference: Reference = REFERENCES.get(name)!
    const target = await targetOf(op, a)
    const place = path.split('.').slice(0, -1).join('.')
    if (place) expect(target.body, 'the body of its row has every object').toHaveProperty(place)
    const foreign = await reference.make(b)
    const gone = (await reference.gone?.(a)) ?? ''
    for (const business of [a, b]) await untilQuiet(business)
    const before = await writesOf(stack, a, b)
    const ids = [crypto.randomUUID(), foreign, gone, '1', "x' or '1'='1", foreign.toUpperCase()]
    const answers = await Promise.all(
      ids.map((id) => callOperation(a, a.owner, op, { ...target, body: withValue(target.body, path, id) })),
    )
    for (const [at, answer] of answers.entries()) {
      expect([ids[at], answer.status], answer.text).toEqual([ids[at], rowOf(op).unknownReference ?? 422])
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
    const theirs = async (name: string) => REFERENCES.get(name)!.make(b)
    const steal = async (table: string, key: string, column: string) =>
      stack.admin(`update ${table} set ${column} = $1 where tenant_id = $2 and ${key} = $3`, [
        await theirs(column),
        a.tenantId,
        id,
      ])
    await expect(steal('invoices', 'id', 'contact_id')).rejects.toMatchObject({ code: '23503' })
    await expect(steal('invoice_lines', 'invoice_id', 'tax_rate_id')).rejects.toMatchObject({ code: '23503' })
  })
})
