import { type Answer, type Call, json, jsonBody } from '../http.ts'
import type { Deliveries } from './deliveries.ts'
import { DISPUTE_STATUSES, moveDispute, openDispute } from './disputes.ts'
import { StripeProblem } from './problem.ts'
import { changeRefund, createRefund, REFUND_STATUSES } from './refunds.ts'
import type { StripeMode, StripeState } from './state.ts'

const WEBHOOKS = ['on', 'off'] as const
const APIS = ['up', 'down', 'slow', 'lose_answer'] as const
const MOST_TIMES = 100

/** `{webhooks?, api?, slow_ms?}`: an outage. */
export function modeCall(state: StripeState, call: Call): Answer {
  const body = jsonBody(call)
  const webhooks = WEBHOOKS.find((value) => value === body?.webhooks)
  const api = APIS.find((value) => value === body?.api)
  const slowMs = typeof body?.slow_ms === 'number' ? body.slow_ms : undefined
  const isWrong = (body?.webhooks !== undefined && !webhooks) || (body?.api !== undefined && !api)
  if (!body || isWrong) return json({ error: 'webhooks: on or off; api: up, down, slow or lose_answer' }, 422)
  const change: Partial<StripeMode> = {
    ...(webhooks ? { webhooks } : {}),
    ...(api ? { api } : {}),
    ...(slowMs === undefined ? {} : { slowMs }),
  }
  const mode = state.setMode(change)
  return json({ webhooks: mode.webhooks, api: mode.api })
}

/** `{times?, shuffle?, type?}`: sends all events so far again and answers when that is done. */
export async function redeliverCall(deliveries: Deliveries, call: Call): Promise<Answer> {
  const body = call.body.length === 0 ? {} : jsonBody(call)
  const times = body?.times ?? 1
  if (!body || typeof times !== 'number' || !Number.isInteger(times) || times < 1 || times > MOST_TIMES) {
    return json({ error: `times: a whole number from 1 to ${MOST_TIMES}` }, 422)
  }
  const type = typeof body.type === 'string' ? { type: body.type } : {}
  return json(await deliveries.redeliver({ times, shuffle: body.shuffle === true, ...type }))
}

/** `{payment_intent, status?, amount?, reason?}`: the customer's bank takes the money back; again with a status, what becomes of it. */
export function disputeCall(state: StripeState, call: Call): Answer {
  const body = jsonBody(call) ?? {}
  const intent = state.intents.get(String(body.payment_intent ?? ''))
  const charge = state.charges.get(intent?.object.latest_charge ?? '')
  if (!intent || charge?.object.status !== 'succeeded') return json({ error: 'No such payment_intent' }, 404)
  const status = DISPUTE_STATUSES.find((value) => value === (body.status ?? 'needs_response'))
  if (!status) return json({ error: `status: ${DISPUTE_STATUSES.join(', ')}` }, 422)
  const known = state.disputes.all().findLast(({ object }) => object.payment_intent === intent.object.id)
  if (known) return json(body.status === undefined ? known.object : moveDispute(state, known, status))
  const rest = charge.object.amount - charge.object.amount_refunded
  const amount = body.amount ?? (rest > 0 ? rest : charge.object.amount)
  if (typeof amount !== 'number' || !Number.isInteger(amount) || amount < 1 || amount > charge.object.amount) {
    return json({ error: 'amount: of the charge, or a part of it' }, 422)
  }
  const reason = typeof body.reason === 'string' ? body.reason : 'fraudulent'
  return json(openDispute(state, charge, { status, amount, reason }))
}

/** `{payment_intent, amount?, status?}`: a refund made in the dashboard; `{refund, status}`: what its bank says of it later. */
export function refundCall(state: StripeState, call: Call): Answer {
  const body = jsonBody(call) ?? {}
  const status = REFUND_STATUSES.find((value) => value === (body.status ?? 'succeeded'))
  if (!status) return json({ error: `status: ${REFUND_STATUSES.join(', ')}` }, 422)
  if (body.refund !== undefined) {
    const known = state.refunds.get(String(body.refund))
    return known ? json(changeRefund(state, known, status)) : json({ error: 'No such refund' }, 404)
  }
  const intent = state.intents.get(String(body.payment_intent ?? ''))
  if (!intent) return json({ error: 'No such payment_intent' }, 404)
  try {
    const params = {
      payment_intent: intent.object.id,
      ...(body.amount === undefined ? {} : { amount: String(body.amount) }),
    }
    return json(createRefund(state, intent.account, params, status))
  } catch (error) {
    if (error instanceof StripeProblem) return json({ error: error.message }, 422)
    throw error
  }
}
