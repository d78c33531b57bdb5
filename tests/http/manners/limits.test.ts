import { beforeAll, describe, expect, it } from 'vitest'
import { type Answer, apiClient, newAddress } from '../../support/api.ts'
import { makeLinked } from '../../support/invoices.ts'
import { useStack } from '../../support/shared-stack.ts'
import { makeTeam, type Team, type TeamBusiness } from '../../support/team.ts'

const stack = useStack()
let team: Team
beforeAll(async () => {
  team = await makeTeam(stack)
}, 60_000)

/** The window slides, so that a few more may pass while it does. */
const SLID = 60

/** Asks, twenty at once, until one is refused for asking too often; answers how many were not, and the refusal. */
async function untilRefused(
  max: number,
  ask: (n: number) => Promise<Answer>,
): Promise<{ served: number; refusal: Answer | undefined }> {
  let served = 0
  for (let n = 0; n < max; n += 20) {
    const answers = await Promise.all(Array.from({ length: Math.min(20, max - n) }, (_, i) => ask(n + i)))
    served += answers.filter(({ status }) => status !== 429).length
    const refusal = answers.find(({ status }) => status === 429)
    if (refusal) return { served, refusal }
  }
  return { served, refusal: undefined }
}

function isTooMany(answer: Answer | undefined) {
  expect(answer?.status).toBe(429)
  const seconds = Number(answer?.headers.get('Retry-After'))
  expect(seconds).toBeGreaterThanOrEqual(1)
  expect(seconds).toBeLessThanOrEqual(60)
  expect(answer?.headers.get('X-Content-Type-Options')).toBe('nosniff')
}

describe('RL1 600 requests a minute for a business', () => {
  it('all its members together, whatever address they claim; others are not touched', async () => {
    const [b, other] = [await team.business(), await team.business()]
    const members = Object.values(b.as)
    const ask = (n: number) =>
      members[n % members.length]!.get('/v1/contacts?limit=0', {
        address: newAddress(),
        headers: {
          'X-Forwarded-For': `203.0.113.${n % 250}`,
          'X-Real-IP': `203.0.113.${n % 250}`,
          'True-Client-IP': `203.0.113.${n % 250}`,
        },
      })
    const { served, refusal } = await untilRefused(700, ask)
    expect(served).toBeGreaterThanOrEqual(600)
    expect(served).toBeLessThanOrEqual(600 + SLID)
    isTooMany(refusal)
    expect(refusal?.body.error.code).toBe('RATE_LIMITED')
    // Refused before the body is read.
    isTooMany(await b.owner.post('/v1/contacts', '{', { headers: { 'Content-Type': 'application/json' } }))
    expect((await other.owner.get('/v1/contacts')).status).toBe(200)
    expect((await apiClient(stack).get('/v1/contacts')).status).toBe(401)
  })
})

describe('PT3 RL1 the links of customers, whatever address they claim', () => {
  let b: TeamBusiness
  let token: string
  beforeAll(async () => {
    b = await team.business()
    token = (await makeLinked(b)).token
  })
  const page = (one: string, address: string, n = 0) =>
    apiClient(stack).get(`/portal/invoices/${one}`, { address, headers: { 'X-Forwarded-For': `203.0.113.${n % 250}` } })

  it('thirty misses a minute from all addresses of one /64, and from one IPv4 address however it is written', async () => {
    const site = `2001:db8:${crypto.randomUUID().slice(0, 4)}:${crypto.randomUUID().slice(0, 4)}`
    const { served } = await untilRefused(60, (n) => page(`guess-${n}`, `${site}::${n}`, n))
    expect(served).toBeGreaterThanOrEqual(30)
    expect(served).toBeLessThanOrEqual(30 + 3)
    const address = `198.18.${Math.floor(Math.random() * 256)}.${Math.floor(Math.random() * 256)}`
    const both = await untilRefused(60, (n) => page(`guess-${n}`, n % 2 ? address : `::ffff:${address}`, n))
    expect(both.served).toBeLessThanOrEqual(30 + 3)
  })

  it('thirty misses a minute from an address; a good link still opens from another', async () => {
    const address = newAddress()
    const { served, refusal } = await untilRefused(60, (n) => page(`guess-${n}`, address, n))
    expect(served).toBeGreaterThanOrEqual(30)
    expect(served).toBeLessThanOrEqual(30 + 3)
    isTooMany(refusal)
    expect(refusal?.headers.get('Content-Type')).toMatch(/^text\/html/)
    expect((await page(token, newAddress())).status).toBe(200)
  })
})
