import { randomId } from '../random-id.ts'
import type { Params } from './form.ts'
import { group, metadata, requiredText, text, webAddress } from './params.ts'
import { invalid, StripeProblem } from './problem.ts'
import { accountShape, requirements } from './shapes.ts'
import { type Account, type StripeState, seconds } from './state.ts'

const PENDING = ['business_profile.url', 'external_account', 'tos_acceptance.date', 'tos_acceptance.ip']
const CURRENCY_OF: Record<string, string> = {
  AE: 'aed',
  AU: 'aud',
  BR: 'brl',
  CA: 'cad',
  CH: 'chf',
  CZ: 'czk',
  DK: 'dkk',
  GB: 'gbp',
  HK: 'hkd',
  IN: 'inr',
  JP: 'jpy',
  MX: 'mxn',
  MY: 'myr',
  NO: 'nok',
  NZ: 'nzd',
  PL: 'pln',
  SE: 'sek',
  SG: 'sgd',
  TH: 'thb',
  US: 'usd',
}

/** A new account may charge at once, unless metadata.simulate_pending is 'true'. */
export function createAccount(state: StripeState, params: Params): Account {
  const data = metadata(params)
  const pending = data.simulate_pending === 'true'
  const country = (text(params, 'country') ?? 'US').toUpperCase()
  if (!/^[A-Z]{2}$/.test(country)) throw invalid(`Country '${country}' is unknown.`, 'country', 'country_unsupported')
  const account = accountShape({
    id: randomId('acct_1', 15),
    created: seconds(state),
    country,
    default_currency: CURRENCY_OF[country] ?? 'eur',
    email: text(params, 'email'),
    metadata: data,
    business_profile: group(params, 'business_profile'),
    charges_enabled: !pending,
    payouts_enabled: !pending,
    details_submitted: !pending,
    requirements: requirements(pending ? PENDING : []),
  })
  state.accounts.put(account.id, account)
  state.emit('account.updated', account.id, account)
  return account
}

export function getAccount(state: StripeState, id: string): Account {
  const account = state.accounts.get(id)
  if (account && !account.deauthorized) return account
  throw new StripeProblem(403, {
    message: `The provided key does not have access to account '${id}' (or that account does not exist). Application access may have been revoked.`,
    code: 'account_invalid',
  })
}

export function createAccountLink(state: StripeState, params: Params) {
  const account = getAccount(state, requiredText(params, 'account'))
  const type = requiredText(params, 'type')
  if (!['account_onboarding', 'account_update'].includes(type)) throw invalid('Invalid type', 'type')
  webAddress(params, 'refresh_url')
  const query = new URLSearchParams({ return_url: webAddress(params, 'return_url') })
  return {
    object: 'account_link',
    created: seconds(state),
    expires_at: seconds(state) + 300,
    url: `${state.base()}/stripe/onboarding/${account.id}?${query}`,
  }
}

export function completeAccount(state: StripeState, id: string): Account {
  const account = getAccount(state, id)
  if (account.charges_enabled) return account
  const complete = {
    ...account,
    charges_enabled: true,
    payouts_enabled: true,
    details_submitted: true,
    requirements: requirements([]),
  }
  state.accounts.put(id, complete)
  state.emit('account.updated', id, complete)
  return complete
}
