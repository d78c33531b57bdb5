import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { makeContact } from '../../routes/contacts.ts'
import type { Answer } from '../../support/api.ts'
import { makeDraft, makeSent } from '../../support/invoices.ts'
import { MEMBER_OPERATIONS, withValue } from '../../support/operations.ts'
import { mailsTo, untilQuiet } from '../../support/rbac.ts'
import { mailAddress } from '../../support/route-row.ts'
import { callOperation, rowOf, targetOf } from '../../support/route-rows.ts'
import { useStack } from '../../support/shared-stack.ts'
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

const keyed = (key: string = crypto.randomUUID()) => ({ headers: { 'Idempotency-Key': key } })
const replayed = (answer: Answer) => answer.headers.get('Idempotent-Replayed')
const trips = (answer: Answer) => /db;desc="(\d+)"/.exec(answer.headers.get('Server-Timing') ?? '')?.[1]

/** Writes of a member that keep their answer under a key. */
const KEPT = MEMBER_OPERATIONS.filter((op) => op.takesKey)

/**
 * AL2: what a request changed is audited under its id, each change once. Answers what is there twice, or null where nothing
 * is; what it left to jobs has their id.
 */
async function auditedTwice({ body }: Answer): Promise<string[] | null> {
  const rows = await stack.admin<{ deed: string; count: number }>(
    `select action || ' ' || coalesce(entity_id::text, '') || ' ' || coalesce(after::text, '') as deed, count(*)::int as count from app.audit
     where tenant_id = $1 and request_id = $2 group by 1`,
    [b.tenantId, body.meta.request_id],
  )
  return rows.length === 0 ? null : rows.filter(({ count }) => count > 1).map(({ deed }) => deed)
}

describe('MO1 H-GEN-10 the same key again', () => {
  it.each(KEPT.map((op) => [op.key, op] as const))(
    '%s: same status and data, nothing done twice; MO2 with another body 422',
    async (_, op) => {
      const target = await targetOf(op, b)
      const key = keyed()
      const first = await callOperation(b, b.owner, op, target, key)
      expect([first.status < 300, replayed(first)], first.text).toEqual([true, null])
      await rowOf(op).told?.(b)
      await untilQuiet(b)
      expect(await auditedTwice(first), 'AL2 one row for each change').toEqual([])
      const before = await writesOf(stack, b)
      const mails = target.mail ? await mailsTo(stack, target.mail) : 0
      const second = await callOperation(b, b.owner, op, target, key)
      expect([second.status, replayed(second)], second.text).toEqual([first.status, 'true'])
      expect(second.body.data).toEqual(first.body.data)
      expect(second.body.meta.request_id).not.toBe(first.body.meta.request_id)
      expect(Number(trips(second))).toBeLessThanOrEqual(2)
      if (op.body) {
        const raw = `${JSON.stringify(target.body ?? {})} `
        const type = { 'Content-Type': 'application/json', ...key.headers }
        const other = await callOperation(b, b.owner, op, { ...target, body: raw }, { headers: type })
        expect([other.status, other.body.error?.details[0]?.field], `MO2 ${other.text}`).toEqual([
          422,
          'idempotency-key',
        ])
      }
      expect(await writesOf(stack, b)).toEqual(before)
      if (target.mail) expect(await mailsTo(stack, target.mail)).toBe(mails)
    },
  )
})

describe('MO2 a key belongs to one member, one business, one method and one path', () => {
  it('others with the same key and body are served', async () => {
    const key = keyed()
    const body = { display_name: 'Once for each' }
    const other = await team.business()
    const answers = [
      await b.owner.post('/v1/contacts', body, key),
      await b.as.STAFF.post('/v1/contacts', body, key),
      await other.owner.post('/v1/contacts', body, key),
    ]
    expect(answers.map((answer) => [answer.status, replayed(answer)])).toEqual(answers.map(() => [201, null]))
    expect(new Set(answers.map((answer) => answer.body.data.id)).size).toBe(3)
    const [one, two] = [await makeSent(b), await makeSent(b)]
    for (const { id } of [one, two]) {
      const voided = await b.owner.post(`/v1/invoices/${id}/void`, {}, key)
      expect([voided.status, voided.body.data.id, replayed(voided)]).toEqual([200, id, null])
    }
  })

  it('a refusal is judged afresh', async () => {
    const key = keyed()
    const { id } = await makeDraft(b, 'OWNER', { contact_id: (await makeContact(b, 'OWNER', { email: null })).id })
    const path = `/v1/invoices/${id}/send`
    expect((await b.owner.post(path, {}, key)).status).toBe(422)
    const { contact_id } = (await b.owner.get(`/v1/invoices/${id}`)).body.data
    await b.owner.patch(`/v1/contacts/${contact_id}`, { email: mailAddress() })
    const sent = await b.owner.post(path, {}, key)
    expect([sent.status, replayed(sent)]).toEqual([200, null])
    const again = await b.owner.post(path, {}, key)
    expect([again.status, replayed(again), again.body.data.status]).toEqual([200, 'true', 'SENT'])
  })

  it('a replay is refused to one whose role has changed since', async () => {
    const key = keyed()
    const body = { display_name: 'Once' }
    expect((await b.as.STAFF.post('/v1/contacts', body, key)).status).toBe(201)
    await b.owner.patch(`/v1/team/members/${b.userIds.STAFF}`, { role: 'VIEWER' })
    expect((await b.as.STAFF.post('/v1/contacts', body, key)).status).toBe(403)
  })

  it.each(['', 'a b', 'ä', 'a'.repeat(256)])('%j is no key', async (key) => {
    expect((await b.owner.post('/v1/contacts', { display_name: 'A' }, keyed(key))).status).toBe(422)
  })
})

describe('in flight', () => {
  it('MO1 simultaneous writes of one trip wait, and all get one answer', async () => {
    const key = keyed()
    const body = { display_name: 'At once' }
    const answers = await Promise.all(Array.from({ length: 10 }, () => b.owner.post('/v1/contacts', body, key)))
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 201))
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body.data))).size).toBe(1)
    expect(answers.filter((answer) => replayed(answer) === null)).toHaveLength(1)
  })

  it('around an outside call: 409 with Retry-After while it runs, the replay when it is done', async () => {
    const mail = mailAddress()
    const { id } = await makeDraft(b, 'OWNER', { contact_id: (await makeContact(b, 'OWNER', { email: mail })).id })
    await b.owner.post('/local/failures', { to: mail, outcome: 'timeout' })
    const key = keyed()
    const path = `/v1/invoices/${id}/send`
    const sending = b.owner.post(path, {}, key)
    await new Promise((resolve) => setTimeout(resolve, 700))
    const meanwhile = [
      await b.owner.post(path, {}, key),
      await b.owner.post(path, {}, keyed()),
      await b.owner.post(`/v1/invoices/${id}/void`),
    ]
    for (const answer of meanwhile) {
      expect([answer.status, answer.body.error.code, answer.headers.get('Retry-After')]).toEqual([409, 'CONFLICT', '1'])
    }
    expect((await sending).status).toBe(502)
    await b.owner.post('/local/failures', { to: mail, outcome: 'ok' })
    const sent = await b.owner.post(path, {}, key)
    expect([sent.status, replayed(sent)]).toEqual([200, null])
    expect(await mailsTo(stack, mail)).toBe(1)
  })
})

it('a body is a fingerprint of its bytes, so that an equal one is a replay', async () => {
  const key = keyed()
  const body = withValue({ display_name: 'A' }, 'tags', ['x'])
  await b.owner.post('/v1/contacts', body, key)
  expect(replayed(await b.owner.post('/v1/contacts', structuredClone(body), key))).toBe('true')
})
