import { randomId } from '../random-id.ts'
import type { Params } from './form.ts'
import { list, text } from './params.ts'
import { invalid } from './problem.ts'
import { type Owned, type StripeEvent, type StripeObject, type StripeState, seconds } from './state.ts'

const API_VERSION = '2026-10-28.endive'

/** An event holds its object as it was at that moment. */
export function newEvent(
  type: string,
  account: string | null,
  object: StripeObject,
  created: number,
): Owned<StripeEvent> {
  const event: StripeEvent = {
    id: randomId('evt_1'),
    object: 'event',
    api_version: API_VERSION,
    created,
    data: { object: structuredClone(object) },
    livemode: false,
    pending_webhooks: 1,
    request: { id: null, idempotency_key: null },
    type,
    ...(account === null ? {} : { account }),
  }
  return { account, object: event }
}

const KEPT_SECONDS = 30 * 86_400
const TYPES_MAX = 20

/** As Stripe answers who asks for one account: of thirty days, and without saying whose they are. */
export function listEvents(state: StripeState, account: string | null, params: Params): StripeEvent[] {
  const type = text(params, 'type')
  const types = list(params, 'types')
  if (types.length > TYPES_MAX) throw invalid(`You may only specify up to ${TYPES_MAX} event types.`, 'types')
  if (type !== null && types.length > 0) throw invalid('You may only specify one of these parameters: type, types.')
  const oldest = seconds(state) - KEPT_SECONDS
  return state.events
    .all()
    .filter((event) => event.account === account)
    .map(({ object: { account: _, ...event } }) => event as StripeEvent)
    .filter((event) => event.created >= oldest)
    .filter((event) => type === null || matches(event.type, type))
    .filter((event) => types.length === 0 || types.includes(event.type))
}

// `charge.*` means every event of charges.
const matches = (type: string, wanted: string) =>
  wanted.endsWith('.*') ? type.startsWith(wanted.slice(0, -1)) : type === wanted
