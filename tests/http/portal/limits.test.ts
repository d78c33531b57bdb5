import { beforeAll, describe, expect, it } from 'vitest'
import { apiClient, newAddress } from '../../support/api.ts'
import { useStack } from '../../support/shared-stack.ts'
import { openBusiness } from './business.ts'

const stack = useStack()
let business: Awaited<ReturnType<typeof openBusiness>>
beforeAll(async () => {
  business = await openBusiness(stack)
})

/** Windows are minutes by the clock: a burst that ran over the end of one counts its later part. */
async function burst(count: number, call: () => Promise<{ status: number; headers: Headers; text: string }>) {
  const left = 60_000 - (Date.now() % 60_000)
  if (left < 8_000) await new Promise((resolve) => setTimeout(resolve, left + 50))
  return Promise.all(Array.from({ length: count }, call))
}
const count = (answers: { status: number }[], status: number) =>
  answers.filter((answer) => answer.status === status).length

describe('limits of the portal', () => {
  it('PT3 H-POR-2 misses of one address end at 30 a minute, and the good link still opens from there and elsewhere', async () => {
    const { link } = await business.send()
    const client = apiClient(stack, null, newAddress())
    const answers = await burst(40, () => client.get(`/portal/invoices/${crypto.randomUUID()}`))
    expect([count(answers, 404), count(answers, 429)]).toEqual([30, 10])
    const refused = answers.find(({ status }) => status === 429)!
    expect(Number(refused.headers.get('Retry-After'))).toBeGreaterThan(0)
    expect(refused.headers.get('Content-Type')).toContain('text/html')
    expect(refused.text).toContain('Too many requests')
    expect((await client.get(link)).status).toBe(200)
    expect((await apiClient(stack).get(link)).status).toBe(200)
  })

  it('PT3 one address asks 120 times a minute', async () => {
    const { link } = await business.send()
    const links = [link, (await business.send()).link, (await business.send()).link]
    const client = apiClient(stack, null, newAddress())
    let turn = 0
    const answers = await burst(130, () => client.get(links[turn++ % links.length]!))
    expect([count(answers, 200), count(answers, 429)]).toEqual([120, 10])
  })

  it('one link is used 60 times a minute, from wherever', async () => {
    const { link } = await business.send()
    const answers = await burst(70, () => apiClient(stack).get(link))
    expect([count(answers, 200), count(answers, 429)]).toEqual([60, 10])
  })
})
