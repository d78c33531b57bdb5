import { beforeAll, describe, expect, it } from 'vitest'
import { type Answer, apiClient } from '../../support/api.ts'
import { makeLinked } from '../../support/invoices.ts'
import { bytesOf } from '../../support/route-rows.ts'
import { useStack } from '../../support/shared-stack.ts'
import { makeTeam, type TeamBusiness } from '../../support/team.ts'

const stack = useStack()
let b: TeamBusiness
beforeAll(async () => {
  b = await (await makeTeam(stack)).business()
}, 60_000)

const ask = (path: string, accept = 'text/html', method = 'GET') =>
  apiClient(stack).call(method, `/portal/invoices/${path}`, { headers: { Accept: accept } })
const headersOf = (answer: Answer) =>
  Object.fromEntries([...answer.headers].filter(([name]) => !/^(date|x-request-id|server-timing)$/.test(name)))

async function revoked(): Promise<string> {
  const { id, token } = await makeLinked(b)
  await b.owner.post(`/v1/invoices/${id}/revoke-payment-link`)
  return token
}

async function rotated(): Promise<string> {
  const { id, token } = await makeLinked(b)
  await b.owner.post(`/v1/invoices/${id}/rotate-payment-link`)
  return token
}

async function expired(): Promise<string> {
  const { id, token } = await makeLinked(b)
  await stack.admin(`update app.portal_tokens set expires_at = app.now() - interval '1 second' where object_id = $1`, [
    id,
  ])
  return token
}

async function deletedInvoice(): Promise<string> {
  const { id, token } = await makeLinked(b)
  await stack.admin(`update invoices set deleted_at = now() where tenant_id = $1 and id = $2`, [b.tenantId, id])
  return token
}

describe('PT4 PT5 a link that opens nothing', () => {
  it.each(['text/html', 'application/json'])('answers one 404 whatever the reason, %s', async (accept) => {
    const good = (await makeLinked(b)).token
    const tokens = {
      unknown: good.replace(/^./, good.startsWith('A') ? 'B' : 'A'),
      revoked: await revoked(),
      rotated: await rotated(),
      expired: await expired(),
      deleted: await deletedInvoice(),
      'the id of the invoice': (await makeLinked(b)).id,
      'a member’s token': b.owner.token ?? '',
      cut: good.slice(0, -1),
      'in other letters': good.toUpperCase(),
      empty: '%20',
      escaped: '..%2f..%2fetc',
      NUL: 'a%00b',
    }
    const answers = new Map<string, Answer>()
    for (const [name, token] of Object.entries(tokens)) answers.set(name, await ask(token, accept))
    const first = answers.get('unknown')!
    expect(first.status).toBe(404)
    for (const [name, answer] of answers) {
      expect([name, bytesOf(answer)]).toEqual([name, bytesOf(first)])
      expect([name, headersOf(answer)]).toEqual([name, headersOf(first)])
    }
    expect((await ask(good, accept)).status).toBe(200)
  })

  it('nor does it take money', async () => {
    const refusals = [
      await ask(`${await revoked()}/pay`, 'text/html', 'POST'),
      await ask('nothing/pay', 'text/html', 'POST'),
    ]
    expect(refusals.map(({ status }) => status)).toEqual([404, 404])
    expect(
      new Set(refusals.map((answer) => answer.body ?? answer.text.replace(/portal\/invoices\/[\w-]+/g, ''))).size,
    ).toBe(1)
  })

  it('a void invoice is 410, only for who has its link, and cannot be paid', async () => {
    const { id, token } = await makeLinked(b)
    await b.owner.post(`/v1/invoices/${id}/void`)
    const [page, json, pay] = [
      await ask(token),
      await ask(token, 'application/json'),
      await ask(`${token}/pay`, 'text/html', 'POST'),
    ]
    expect([page.status, json.status, pay.status]).toEqual([410, 410, 410])
    expect(page.text).toMatch(/voided/)
    expect(json.body.error.message).toMatch(/voided/)
  })

  it('PT7 shows no id of ours', async () => {
    const { id, token, contact_id } = await makeLinked(b)
    for (const accept of ['text/html', 'application/json']) {
      const { text } = await ask(token, accept)
      for (const secret of [id, String(contact_id), b.tenantId, b.orgId, ...Object.values(b.userIds)])
        expect(text).not.toContain(secret)
    }
  })
})
