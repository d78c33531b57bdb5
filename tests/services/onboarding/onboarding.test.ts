import { beforeAll, describe, expect, it } from 'vitest'
import { newId } from '../../../core/db/ids.ts'
import type { OnboardingDefinition } from '../../../core/domain/onboarding/definition.ts'
import { ownerSteps } from '../../../core/domain/onboarding/owner.ts'
import type { Role } from '../../../core/domain/permissions.ts'
import { getHomeSummary } from '../../../core/services/home/get.ts'
import { getOnboarding } from '../../../core/services/onboarding/get.ts'
import { presentOnboarding } from '../../../core/services/onboarding/present.ts'
import { completeStep, reopenStep, skipStep } from '../../../core/services/onboarding/say-of-step.ts'
import { updateOnboarding } from '../../../core/services/onboarding/update.ts'
import { makeBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { intakeSteps } from '../../support/intake-steps.ts'
import { expectRefusal } from '../../support/refusal.ts'

const database = useDatabase()
type Business = Awaited<ReturnType<typeof makeBusiness>>
let b: Business
let other: Business
beforeAll(async () => {
  if (database.kind) [b, other] = await Promise.all([makeBusiness(database), makeBusiness(database)])
}, 60_000)

const now = async (of: Business, definition: OnboardingDefinition = ownerSteps) =>
  presentOnboarding(definition)(await getOnboarding(of.as('OWNER'), definition))
const VERBS = { DONE: completeStep, SKIPPED: skipStep, PENDING: reopenStep }
type Said = { status: keyof typeof VERBS; data?: Record<string, string> }
const say = (key: string, { status, ...said }: Said, role: Role = 'OWNER', definition = ownerSteps) =>
  VERBS[status](b.as(role), definition, key, said).then(presentOnboarding(definition))
const statusesOf = ({ steps }: { steps: { status: string }[] }) => steps.map(({ status }) => status[0]).join('')

const mail = (digit: string) => ({
  id: newId(),
  raw_key: newId(),
  size_bytes: 1,
  sha256: digit.repeat(64),
  sender: 'a@example.com',
})

describe('the steps of the owner', () => {
  it('are seven, and nothing is done at first', async () => {
    const shown = await now(b)
    expect(shown).toMatchObject({ definition: 'owner', done: 0, next: 'business', closed: false, hidden: false })
    expect(statusesOf(shown)).toBe('PPPPPPP')
  })

  it('keep what was said and typed, for whoever goes on, on any device', async () => {
    await say('business', { status: 'DONE' })
    await say('contacts', { status: 'SKIPPED', data: { name_1: 'Jane' } })
    const shown = presentOnboarding(ownerSteps)(await getOnboarding(b.as('ADMIN'), ownerSteps))
    expect(statusesOf(shown)).toBe('DPPSPPP')
    expect(shown).toMatchObject({ done: 1, next: 'profile' })
    expect(shown.steps[3]!.data).toEqual({ name_1: 'Jane' })
  })

  it('said twice come to the same; what is done is not skipped any more, and can be opened again', async () => {
    await say('profile', { status: 'DONE', data: { profile_id: 'general' } })
    await say('profile', { status: 'DONE' })
    expect((await say('profile', { status: 'SKIPPED' }, 'ADMIN')).steps[1]).toMatchObject({
      status: 'DONE',
      data: { profile_id: 'general' },
    })
    expect((await say('profile', { status: 'PENDING' })).next).toBe('profile')
  })

  it('a step of a fact is refused until it holds, and says what to do', async () => {
    const refused = await say('contacts', { status: 'DONE' }).catch((error: unknown) => error)
    expect(refused).toMatchObject({ code: 'CONFLICT', message: expect.stringContaining('no contact yet') })
    expect(statusesOf(await now(b))[3]).toBe('S')
    await b.contact()
    expect(statusesOf(await now(b))[3]).toBe('D')
    expect((await say('contacts', { status: 'DONE' })).steps[3]!.status).toBe('DONE')
  })

  it('are derived from what the business has: a draft, what was sent, a way to pay, a mail', async () => {
    await b.draft()
    expect(statusesOf(await now(b)).slice(4)).toBe('DPP')
    await b.sentInvoice()
    await database.admin(`update app.tenants set payment_instructions = 'In cash' where id = $1`, [b.tenantId])
    // The first that comes in is the event of H-AN-12, and no other.
    for (const sha256 of ['0', '0', '1'])
      await database.admin('select app.receive_mail($1, $2)', [b.tenantId, mail(sha256)])
    const events = await database.admin(`select from app.outbox where tenant_id = $1 and event = 'channel.connected'`, [
      b.tenantId,
    ])
    expect(events).toHaveLength(1)
    const shown = await now(b)
    expect(statusesOf(shown)).toBe('DPDDDDD')
    expect(shown.done).toBe(6)
  })

  it('are hidden for good, and shown again, once or twice', async () => {
    for (const hidden of [true, true, false, true])
      expect(presentOnboarding(ownerSteps)(await updateOnboarding(b.as('ADMIN'), ownerSteps, { hidden })).hidden).toBe(
        hidden,
      )
    const { hidden, version } = await now(b)
    expect([hidden, version]).toEqual([true, 5])
    await expectRefusal(updateOnboarding(b.as('OWNER'), ownerSteps, { hidden: false, if_match_version: 4 }), 'CONFLICT')
  })

  it('are of their business and of those who lead it alone', async () => {
    expect(statusesOf(await now(other))).toBe('PPPPPPP')
    expect((await now(other)).hidden).toBe(false)
    for (const role of ['STAFF', 'AGENT', 'VIEWER'] as const) {
      await expectRefusal(getOnboarding(b.as(role), ownerSteps), 'FORBIDDEN')
      await expectRefusal(say('business', { status: 'SKIPPED' }, role), 'FORBIDDEN')
      await expectRefusal(say('nothing', { status: 'SKIPPED' }, role), 'FORBIDDEN')
    }
    await expectRefusal(say('nothing', { status: 'SKIPPED' }), 'NOT_FOUND')
  })
})

it('Home says what is left to those who lead, until it is hidden', async () => {
  const left = async (of: Business, role: Role) => (await getHomeSummary(of.as(role))).onboarding
  expect(await left(other, 'ADMIN')).toMatchObject({ done: 0, total: 7, left: { length: 7 } })
  for (const role of ['STAFF', 'AGENT', 'VIEWER', 'DELEGATE'] as const) expect(await left(other, role)).toBeNull()
  expect(await left(b, 'OWNER')).toBeNull()
})

describe('another definition, as data alone', () => {
  const sayThere = (key: string, input: Said) => say(key, input, 'OWNER', intakeSteps)

  it('is gated, asks for what it says, and stands beside the first', async () => {
    expect(await now(b, intakeSteps)).toMatchObject({ definition: 'intake', closed: true, done: 1, next: 'papers' })
    await expectRefusal(sayThere('papers', { status: 'SKIPPED' }), 'CONFLICT')
    await expectRefusal(sayThere('business', { status: 'DONE' }), 'NOT_FOUND')
    expect(await sayThere('papers', { status: 'DONE' })).toMatchObject({ closed: false, done: 2, next: 'extras' })
    expect((await now(b)).done).toBe(6)
  })
})
