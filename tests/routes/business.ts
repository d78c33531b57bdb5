import { until } from '../support/api.ts'
import { type Resource, sending } from '../support/route-row.ts'
import type { TeamBusiness } from '../support/team.ts'
import closing from './closing.ts'

const aboutAccount = (b: TeamBusiness) =>
  until(
    // Told before the account is linked it is of nobody.
    () =>
      b.stack.admin(
        'select from app.webhook_events e join app.stripe_accounts a on a.account = e.account where a.tenant_id = $1',
        [b.tenantId],
      ),
    (events) => events.length > 0,
  )

/** Reviewers of the platform are let in, or are not. */
const letting =
  (isLet: boolean) =>
  async (b: TeamBusiness): Promise<object> => {
    const columns = isLet
      ? `review_access_since = now(), review_access_by = 'x', review_access_scopes = '{AI_DRAFTS,WORK_QUEUE}'`
      : `review_access_since = null, review_access_by = null, review_access_scopes = '{}'`
    await b.stack.admin(`update app.tenants set ${columns} where id = $1`, [b.tenantId])
    return {}
  }

export default {
  rows: {
    'GET /v1/business': {},
    'PATCH /v1/business': {
      call: sending({ city: 'Toronto' }),
      texts: {
        name: 'name',
        profile_id: 'checked',
        timezone: 'checked',
        address_line1: 'trimmed',
        address_line2: 'trimmed',
        city: 'trimmed',
        region: 'trimmed',
        postal_code: 'trimmed',
        email: 'checked',
        phone: 'checked',
        website: 'checked',
        tax_id: 'trimmed',
        registration_number: 'trimmed',
        invoice_notes: 'trimmed',
        invoice_terms: 'trimmed',
        quote_notes: 'trimmed',
        quote_terms: 'trimmed',
        bank_holder: 'trimmed',
        bank_name: 'trimmed',
        bank_iban: 'checked',
        bank_bic: 'checked',
        bank_account: 'trimmed',
        bank_routing: 'trimmed',
        payment_instructions: 'trimmed',
      },
      wrong: [{ currency: 'XAU' }],
    },
    'GET /v1/home/summary': {},
    'GET /v1/stripe-account': {},
    'POST /v1/stripe-account': { trips: 2, told: aboutAccount },
    'POST /v1/business/grant-review-access': { call: letting(false), restore: letting(false) },
    'POST /v1/business/revoke-review-access': { call: letting(true), restore: letting(false) },
    'GET /v1/live': { isStream: true },
  },
  objects: {
    business: {
      path: '/v1/business',
      states: { 'the one': async () => '' },
      actions: {
        update: { route: 'PATCH /v1/business', body: { city: 'Toronto' } },
        close: {
          route: 'POST /v1/business/close',
          body: async (_, b) => (await closing.rows['POST /v1/business/close'].call(b)).body,
        },
        reopen: { route: 'POST /v1/business/reopen' },
        grant_review_access: { route: 'POST /v1/business/grant-review-access' },
        revoke_review_access: { route: 'POST /v1/business/revoke-review-access' },
      },
    },
  },
} satisfies Resource
