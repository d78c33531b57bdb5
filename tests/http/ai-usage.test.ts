import { beforeAll, expect, it } from 'vitest'
import { type SignedUp, signUp } from '../support/api.ts'
import { useStack } from '../support/shared-stack.ts'

const stack = useStack()
let owner: SignedUp
beforeAll(async () => {
  owner = await signUp(stack)
})

/** What came of asking a model about a new draft. */
async function ask(): Promise<{ outcome: string; reason: string }> {
  const made = await owner.api.post('/v1/ai-drafts', { source_type: 'MANUAL', text: 'The tap drips, please come' })
  for (const until = Date.now() + 20_000; Date.now() < until; ) {
    const { body } = await owner.api.get(`/v1/ai-drafts/${made.body.data.id}`)
    if (body.data.proposal.state !== 'WAITING') return body.data.proposal
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('The model was not asked')
}
const usage = async () => (await owner.api.get('/v1/ai-usage')).body.data
const ledger = (calls: number) =>
  stack.admin(
    `insert into app.ai_months (tenant_id, month, calls) select id, date_trunc('month', app.now() at time zone timezone)::date, $2 from app.tenants where id = $1
     on conflict on constraint ai_months_pkey do update set calls = excluded.calls`,
    [owner.tenantId, calls],
  )

it('B-9A-1 calls are counted in the object of the business, which stops them whatever the ledger says', async () => {
  await ledger(999)
  // Other files let the model fall silent meanwhile, and what was not answered does not count.
  for (let tries = 0; tries < 20 && (await usage()).state !== 'REACHED'; tries++) await ask()
  const { used, left } = await usage()
  expect([used >= 1_000, left]).toEqual([true, 0])
  await ledger(5)
  expect(await ask()).toMatchObject({ outcome: 'limited', reason: expect.stringContaining('1000 AI calls a month') })
  expect((await usage()).used).toBe(used)
})
