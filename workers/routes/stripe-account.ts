import { StripeAccount } from '../../core/contract/business.ts'
import { createStripeAccount } from '../../core/services/stripe-account/create.ts'
import { getStripeAccount } from '../../core/services/stripe-account/get.ts'
import { presentStripeAccount } from '../../core/services/stripe-account/present.ts'
import { tenantDb } from '../context.ts'
import { answer } from '../respond.ts'
import { route, router } from './declare.ts'

const ofAccount = { data: StripeAccount, tags: ['Business'] }

const get = route('get', '/stripe-account', { summary: 'How the business is connected to Stripe', ...ofAccount })
const create = route('post', '/stripe-account', {
  summary: 'Connect to Stripe, or go on with it; 201 when the account is new',
  status: [201, 200],
  ...ofAccount,
})

export const stripeAccountRoutes = router()
  .openapi(get, async (c) =>
    answer(c, presentStripeAccount(await getStripeAccount(tenantDb(c)), c.var.services.payments)),
  )
  .openapi(create, async (c) => {
    const { payments, settings } = c.var.services
    const pages = {
      returnUrl: `${settings.APP_ORIGIN}/settings/payments?stripe=done`,
      refreshUrl: `${settings.APP_ORIGIN}/settings/payments?stripe=again`,
    }
    const connection = await createStripeAccount(tenantDb(c), payments, pages)
    return answer(c, presentStripeAccount(connection, payments), { status: connection.created ? 201 : 200 })
  })
