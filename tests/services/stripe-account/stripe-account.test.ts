import { beforeAll, describe, expect, it } from 'vitest'
import { Meter } from '../../../core/db/meter.ts'
import { updateBusiness } from '../../../core/services/business/update.ts'
import type { NewAccount, Payments, PaymentsAccount, PaymentsAnswer } from '../../../core/services/ports.ts'
import { createStripeAccount } from '../../../core/services/stripe-account/create.ts'
import { getStripeAccount } from '../../../core/services/stripe-account/get.ts'
import { presentStripeAccount } from '../../../core/services/stripe-account/present.ts'
import { makeBusiness, type TestBusiness } from '../../support/business.ts'
import { useDatabase } from '../../support/database.ts'
import { expectRefusal } from '../../support/refusal.ts'

const database = useDatabase()
let business: TestBusiness

beforeAll(async () => {
  if (database.kind) business = await makeBusiness(database)
}, 60_000)

const PAGES = { returnUrl: 'https://hub.example/done', refreshUrl: 'https://hub.example/again' }
const DOWN = { outcome: 'unavailable', reason: 'No answer' } as const
const ok = <T>(value: T): PaymentsAnswer<T> => ({ outcome: 'ok', value })

/** Stripe as far as this verb knows it: one account for each business, however often it is asked for. */
class FakePayments {
  readonly asked: NewAccount[] = []
  enabled = false
  down: 'nothing' | 'accounts' | 'links' = 'nothing'

  readonly port = {
    createAccount: async (account: NewAccount) => {
      this.asked.push(account)
      return this.down === 'accounts' ? DOWN : ok(this.account(`acct_${account.tenantId}`))
    },
    getAccount: async (id: string) => (this.down === 'accounts' ? DOWN : ok(this.account(id))),
    createAccountLink: async ({ account }: { account: string }) =>
      this.down === 'links' ? DOWN : ok({ url: `https://connect.example/${account}`, expiresAt: new Date() }),
  } as unknown as Payments

  private account(id: string): PaymentsAccount {
    return { id, chargesEnabled: this.enabled, detailsSubmitted: this.enabled, country: 'CA', currency: 'CAD' }
  }
}

const connect = (
  of: TestBusiness,
  stripe: FakePayments,
  role: Parameters<TestBusiness['as']>[0] = 'OWNER',
  handle = {},
) => createStripeAccount(of.as(role, handle), stripe.port, PAGES)

const presented = (connection: Parameters<typeof presentStripeAccount>[0], newAccountsCharge = false) =>
  presentStripeAccount(connection, { newAccountsCharge })

describe('createStripeAccount', () => {
  it('is what a business decides that did not want to be paid online', async () => {
    const of = await makeBusiness(database)
    const seen = async (newAccountsCharge: boolean) =>
      presented(await getStripeAccount(of.as('OWNER')), newAccountsCharge).is_paid_online
    expect([await seen(false), await seen(true)]).toEqual([false, true])
    await updateBusiness(of.as('OWNER'), { online_payments: false })
    expect(await seen(true)).toBe(false)
    const stripe = new FakePayments()
    stripe.enabled = true
    expect(presented(await connect(of, stripe)).is_paid_online).toBe(true)
  })

  it('makes the account, keeps it and answers where to go on: load, call, settle', async () => {
    const of = await makeBusiness(database, { name: 'Silva Painting' })
    const stripe = new FakePayments()
    const meter = new Meter()
    const made = await connect(of, stripe, 'OWNER', { meter })
    expect(meter.trips).toBe(2)
    expect(made.created).toBe(true)
    expect(presented(made)).toEqual({
      account: `acct_${of.tenantId}`,
      charges_enabled: false,
      is_paid_online: false,
      onboarding_url: `https://connect.example/acct_${of.tenantId}`,
      allowed_actions: ['create'],
    })
    expect(stripe.asked).toEqual([
      { tenantId: of.tenantId, name: 'Silva Painting', email: expect.stringContaining('owner@'), country: 'CA' },
    ])
    const read = new Meter()
    expect(presented(await getStripeAccount(of.as('ADMIN', { meter: read })))).toMatchObject({
      account: `acct_${of.tenantId}`,
      onboarding_url: null,
    })
    expect(read.trips).toBe(1)
  })

  it('goes on with the account there is, and learns that it may charge', async () => {
    const of = await makeBusiness(database)
    const stripe = new FakePayments()
    await connect(of, stripe)
    stripe.enabled = true
    const done = await connect(of, stripe, 'ADMIN')
    expect(done.created).toBe(false)
    expect(presented(done)).toEqual({
      account: `acct_${of.tenantId}`,
      charges_enabled: true,
      is_paid_online: true,
      onboarding_url: null,
      allowed_actions: [],
    })
    expect(stripe.asked).toHaveLength(1)
    const audit = await database.admin<{ action: string }>(
      'select action from app.audit where tenant_id = $1 order by id',
      [of.tenantId],
    )
    expect(audit.map(({ action }) => action)).toEqual(['stripe_account.create', 'stripe_account.onboard'])
  })

  it('keeps nothing when Stripe does not answer, and the account when only its page fails', async () => {
    const of = await makeBusiness(database)
    const stripe = new FakePayments()
    stripe.down = 'accounts'
    await expectRefusal(connect(of, stripe), 'PROVIDER_ERROR', 'stripe')
    expect((await getStripeAccount(of.as('OWNER'))).account).toBeNull()
    stripe.down = 'links'
    await expectRefusal(connect(of, stripe), 'PROVIDER_ERROR', 'stripe')
    expect((await getStripeAccount(of.as('OWNER'))).account).toEqual({
      account: `acct_${of.tenantId}`,
      charges_enabled: false,
    })
  })

  it('answers a repeated key with the same page', async () => {
    const of = await makeBusiness(database)
    const idem = { scope: 'u:POST:/v1/stripe-account', key: crypto.randomUUID(), hash: 'h' }
    const first = await connect(of, new FakePayments(), 'OWNER', { idem })
    const silent = new FakePayments()
    silent.down = 'accounts'
    expect(await connect(of, silent, 'OWNER', { idem })).toEqual(first)
  })

  it('RB1 lets only those who lead connect or look', async () => {
    for (const role of ['STAFF', 'AGENT', 'VIEWER'] as const) {
      const stripe = new FakePayments()
      await expectRefusal(connect(business, stripe, role), 'FORBIDDEN')
      await expectRefusal(getStripeAccount(business.as(role)), 'FORBIDDEN')
      expect(stripe.asked).toEqual([])
    }
  })

  it('TI1 shows a business its own account alone', async () => {
    const of = await makeBusiness(database)
    await connect(of, new FakePayments())
    expect((await getStripeAccount(business.as('OWNER'))).account).toBeNull()
  })
})
