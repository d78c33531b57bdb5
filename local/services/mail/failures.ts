import { type Answer, type Call, json, jsonBody } from '../http.ts'
import type { Store } from '../store.ts'
import { addressOf } from './mailbox.ts'

const OUTCOMES = ['reject', 'timeout', 'ok'] as const
export type Outcome = (typeof OUTCOMES)[number]

export interface Failures {
  /** The worst that is switched on for one of these addresses. */
  of(addresses: string[]): Outcome
  call(call: Call): Answer
}

export function openFailures(store: Store): Failures {
  const outcomes = store.collection<Outcome>('mail.failures')
  return {
    of(addresses) {
      const found = addresses.map((address) => outcomes.get(addressOf(address)) ?? 'ok')
      return OUTCOMES.find((outcome) => found.includes(outcome)) ?? 'ok'
    },
    call(call) {
      const body = jsonBody(call)
      const outcome = OUTCOMES.find((value) => value === body?.outcome)
      if (!outcome || typeof body?.to !== 'string' || body.to.trim() === '') {
        return json({ error: 'to: an address; outcome: reject, timeout or ok' }, 422)
      }
      outcomes.put(addressOf(body.to), outcome)
      return json({ to: addressOf(body.to), outcome })
    },
  }
}
