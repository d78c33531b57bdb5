import type { Condition } from '../kernel/condition.ts'
import type { Machine } from '../kernel/machine.ts'
import { before, DELIVERIES, type Delivery } from './delivery.ts'

export interface OutboundFacts {
  status: string
  /** When it goes out; null for what goes, or went, at once. */
  send_at: string | null
  /** It was tried, and no answer came. */
  tried: boolean
}

/** Nobody has begun to send it. */
const waiting: Condition<OutboundFacts> = {
  holds: ({ send_at, tried }) => send_at !== null && !tried,
  sql: (o) => `${o}.send_at is not null and not ${o}.tried`,
}

/** It did not go out, as far as is known here. */
const stuck: Condition<OutboundFacts> = {
  holds: ({ status, tried }) => status === 'FAILED' || tried,
  sql: (o) => `(${o}.status = 'FAILED' or ${o}.tried)`,
}

/** As its provider tells it. */
const told = (to: Delivery) => ({ from: before(to), to, action: null, offered: false }) as const

/** What a person may do with a message that is on its way; what its provider tells moves it by its rank alone. */
export const outboundMachine = {
  table: 'outbound',
  initial: 'QUEUED',
  states: DELIVERIES,
  conditions: { waiting, stuck },
  actions: {
    cancel: { from: ['QUEUED'], to: 'CANCELED', guards: ['waiting'], action: 'messages.cancel' },
    retry: { from: ['FAILED', 'QUEUED'], to: 'QUEUED', guards: ['stuck'], action: 'messages.retry' },
    send: { from: ['QUEUED'], to: 'SENT', action: 'messages.send', offered: false },
    send_attempted: { from: ['QUEUED'], to: null, action: 'messages.send_attempted', offered: false },
    send_delayed: { from: ['QUEUED'], to: null, action: 'messages.send_delayed', offered: false },
    deliver: told('DELIVERED'),
    open: told('OPENED'),
    click: told('CLICKED'),
    bounce: told('BOUNCED'),
    complain: told('COMPLAINED'),
    fail: told('FAILED'),
    send_failed: { from: ['QUEUED'], to: 'FAILED', action: 'messages.send_failed', offered: false },
  },
} as const satisfies Machine<OutboundFacts>
