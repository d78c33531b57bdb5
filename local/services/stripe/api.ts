import { createHash } from 'node:crypto'
import { type Answer, type Call, json } from '../http.ts'
import { randomId } from '../random-id.ts'
import { createAccount, createAccountLink, getAccount } from './accounts.ts'
import { getDispute, listDisputes } from './disputes.ts'
import { listEvents } from './events.ts'
import { type Params, parseForm } from './form.ts'
import { expand, page } from './lists.ts'
import { deauthorizeCall } from './oauth.ts'
import { checkNames } from './params.ts'
import { invalid, missing, StripeProblem } from './problem.ts'
import { createRefund, getIntent, listRefunds } from './refunds.ts'
import { createSession, expireSession, findSession, listSessions, SESSION_PARAMS } from './sessions.ts'
import { type StripeState, seconds } from './state.ts'

interface Request {
  state: StripeState
  account: string | null
  params: Params
  id: string
}

interface Route {
  method: string
  path: RegExp
  names: readonly string[]
  handle(request: Request): object
}

const route = (method: string, path: string, names: readonly string[], handle: Route['handle']): Route => ({
  method,
  path: new RegExp(`^${path.replace(':id', '([^/]+)')}$`),
  names,
  handle,
})

const PAGING = ['limit', 'starting_after', 'ending_before', 'created']

const ROUTES: Route[] = [
  route(
    'POST',
    '/v1/accounts',
    ['business_profile', 'capabilities', 'controller', 'country', 'default_currency', 'email', 'metadata', 'type'],
    ({ state, params }) => createAccount(state, params),
  ),
  route('GET', '/v1/accounts/:id', [], ({ state, id }) => getAccount(state, id)),
  route(
    'POST',
    '/v1/account_links',
    ['account', 'refresh_url', 'return_url', 'type', 'collection_options', 'collect'],
    ({ state, params }) => createAccountLink(state, params),
  ),
  route('POST', '/v1/checkout/sessions', SESSION_PARAMS, ({ state, account, params }) =>
    createSession(state, account, params),
  ),
  route('GET', '/v1/checkout/sessions', [...PAGING, 'payment_intent', 'status'], ({ state, account, params }) =>
    page(listSessions(state, account, params), '/v1/checkout/sessions', params),
  ),
  route('GET', '/v1/checkout/sessions/:id', [], ({ state, account, id }) => findSession(state, account, id).object),
  route('POST', '/v1/checkout/sessions/:id/expire', [], ({ state, account, id }) => expireSession(state, account, id)),
  route('GET', '/v1/payment_intents/:id', ['client_secret'], ({ state, account, id }) => getIntent(state, account, id)),
  route(
    'POST',
    '/v1/refunds',
    ['amount', 'charge', 'metadata', 'payment_intent', 'reason', 'reverse_transfer', 'refund_application_fee'],
    ({ state, account, params }) => createRefund(state, account, params),
  ),
  route('GET', '/v1/refunds', [...PAGING, 'charge', 'payment_intent'], ({ state, account, params }) =>
    page(listRefunds(state, account, params), '/v1/refunds', params),
  ),
  route('GET', '/v1/disputes', [...PAGING, 'charge', 'payment_intent'], ({ state, account, params }) =>
    page(listDisputes(state, account, params), '/v1/disputes', params),
  ),
  route('GET', '/v1/disputes/:id', [], ({ state, account, id }) => getDispute(state, account, id)),
  route('GET', '/v1/events', [...PAGING, 'type', 'types', 'delivery_success'], ({ state, account, params }) =>
    page(listEvents(state, account, params), '/v1/events', params),
  ),
  route('GET', '/v1/events/:id', [], ({ state, account, id }) => {
    const event = state.events.get(id)
    if (!event || event.account !== account) throw missing('event', id, 'id')
    return event.object
  }),
]

/** One call of the Stripe API, with the outage that was switched on. */
export function stripeApi(state: StripeState): (call: Call) => Answer {
  let outages = 0
  return (call) => {
    const { api, slowMs } = state.mode()
    if (api === 'down') {
      outages += 1
      return { ...json({ error: { type: 'api_error', message: 'Service unavailable' } }, 503), cut: outages % 2 === 0 }
    }
    const answer = answerOf(state, call)
    return { ...answer, cut: api === 'lose_answer', delayMs: api === 'slow' ? slowMs : 0 }
  }
}

function answerOf(state: StripeState, call: Call): Answer {
  const headers: Record<string, string> = {
    'request-id': randomId('req_', 14),
    'stripe-version': header(call, 'stripe-version') ?? '',
  }
  const key = call.method === 'POST' ? header(call, 'idempotency-key') : null
  if (key) headers['idempotency-key'] = key
  try {
    checkSecret(header(call, 'authorization'))
    if (call.method === 'POST' && call.path === '/oauth/deauthorize') return deauthorizeCall(state, call)
    const account = header(call, 'stripe-account')
    if (account !== null) {
      getAccount(state, account)
      headers['stripe-account'] = account
    }
    return key ? once(state, account, key, call, headers) : json(run(state, account, call), 200, headers)
  } catch (problem) {
    if (!(problem instanceof StripeProblem)) throw problem
    return json({ error: problem.error }, problem.status, headers)
  }
}

function checkSecret(authorization: string | null) {
  const [scheme, credentials = ''] = (authorization ?? '').split(' ')
  const key = scheme === 'Basic' ? Buffer.from(credentials, 'base64').toString().replace(/:.*$/, '') : credentials
  if (key === '') throw new StripeProblem(401, { message: 'You did not provide an API key.' })
  if (!/^[sr]k_test_\w{4,}$/.test(key)) {
    throw new StripeProblem(401, { message: `Invalid API Key provided: ${key.slice(0, 8)}****${key.slice(-4)}` })
  }
}

/** A key answers the same again for 24 hours; refusals are not recorded. */
function once(
  state: StripeState,
  account: string | null,
  key: string,
  call: Call,
  headers: Record<string, string>,
): Answer {
  if (key.length > 255) throw invalid('Idempotency keys have at most 255 characters.')
  const id = `${account ?? 'platform'} ${key}`
  const request = createHash('sha256').update(`${call.method} ${call.path} ${call.body}`).digest('hex')
  const known = state.keys.get(id)
  if (known && known.created > seconds(state) - 86_400) {
    if (known.request !== request) {
      throw new StripeProblem(400, {
        type: 'idempotency_error',
        message: `Keys for idempotent requests can only be used with the same parameters they were first used with. Try using a key other than '${key}' if you meant to execute a different request.`,
      })
    }
    return {
      status: known.status,
      headers: { ...headers, ...JSON_TYPE, 'idempotent-replayed': 'true' },
      body: known.body,
    }
  }
  const body = JSON.stringify(run(state, account, call))
  state.keys.put(id, { request, status: 200, body, created: seconds(state) })
  return { status: 200, headers: { ...headers, ...JSON_TYPE }, body }
}

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' }

function run(state: StripeState, account: string | null, call: Call): object {
  for (const { method, path, names, handle } of ROUTES) {
    const match = method === call.method ? path.exec(call.path) : null
    if (!match) continue
    const params = parseForm(call.method === 'GET' ? call.query.toString() : call.body.toString('utf8'))
    checkNames(params, names)
    return expand(state, handle({ state, account, params, id: decodeURIComponent(match[1] ?? '') }), params)
  }
  throw new StripeProblem(404, {
    message: `Unrecognized request URL (${call.method}: ${call.path}). This simulator knows accounts, account links, checkout sessions, payment intents, refunds, disputes and events.`,
  })
}

function header(call: Call, name: string): string | null {
  const value = call.headers[name]
  return typeof value === 'string' && value !== '' ? value : null
}
