import { type Answer, type Call, json, jsonBody } from '../http.ts'
import { CARD, chargeShape, intentShape } from './shapes.ts'
import type { StripeState } from './state.ts'

interface Past {
  account: string
  payment_intent: string
  amount: number
  currency: string
  created: number
}

/** `{payments: [{account, payment_intent, amount, currency, created}]}`: paid long ago, of which every word was told then. */
export function recallCall(state: StripeState, call: Call): Answer {
  const body = jsonBody(call) as { payments: Past[] } | null
  const unknown = (body?.payments ?? []).filter((past) => !state.intents.get(past.payment_intent))
  for (const past of unknown) recall(state, past)
  return json({ recalled: unknown.length })
}

function recall(state: StripeState, { account, payment_intent, amount, currency, created }: Past): void {
  const of = { created, amount, currency: currency.toLowerCase(), status: 'succeeded' as const }
  const charge = chargeShape({
    ...of,
    id: payment_intent.replace(/^pi_/, 'ch_'),
    payment_intent,
    payment_method_details: CARD,
  })
  state.charges.put(charge.id, { account, object: charge })
  const intent = intentShape({ ...of, id: payment_intent, amount_received: amount, latest_charge: charge.id })
  state.intents.put(intent.id, { account, object: intent })
}
