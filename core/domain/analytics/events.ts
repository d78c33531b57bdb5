import { TABLE } from '../action-table.ts'
import type { Row } from '../rights.ts'

/** What the app tells of what somebody saw or pressed, and the kind of thing that it may name. */
export const CLIENT_EVENTS = {
  'home.view': null,
  'home.quick_action.clicked': null,
  'inbox.view': null,
  'conversation.opened': 'conversation',
  'convert.clicked': 'conversation',
  'work.view': null,
  'work.filter_applied': null,
  'work_item.view': 'work_item',
  'work_item.create_failed': null,
  'invoice.list.view': null,
  'invoice.quick_action': 'invoice',
  'invoice.view': 'invoice',
} as const satisfies Record<string, 'conversation' | 'work_item' | 'invoice' | null>
export type ClientEvent = keyof typeof CLIENT_EVENTS
export const CLIENT_EVENT_NAMES = Object.keys(CLIENT_EVENTS) as [ClientEvent, ...ClientEvent[]]
/** Of `convert.clicked`. */
export const TARGET_TYPES = ['work_item', 'invoice', 'quote', 'expense'] as const

/** What functions of the database write, or verbs add to the event of an action (migrations/functions/events.sql). */
const BY_THE_DATABASE = [
  'auth.signup_completed',
  'auth.login_completed',
  'tenant.created',
  'tenant.member_joined',
  'work_item.closed',
  'ai.parse.started',
  'ai.parse.completed',
  'ai.parse.failed',
  'invoice.paid',
  'portal.invoice.view',
  'portal.quote.view',
  'portal.quote.approve',
  'portal.pay.success',
  'export.started',
] as const

/** Each name that can stand in `app.events`. */
export const EVENT_NAMES: ReadonlySet<string> = new Set([
  ...Object.values(TABLE as Record<string, Row>).flatMap(({ event, opsEvent }) => [event ?? [], opsEvent ?? []].flat()),
  ...BY_THE_DATABASE,
  ...CLIENT_EVENT_NAMES,
])

/** C-38: other names that the PRD has for the same. */
export const EVENT_ALIASES: Readonly<Record<string, string>> = {
  'work_item.create': 'work_item.created',
  'invoice.create_draft': 'invoice.draft_created',
  'invoice.update_draft': 'invoice.updated',
  'payment_link.created': 'invoice.payment_link_created',
  'expense.upload': 'expense.uploaded',
  'export.requested': 'export.started',
}

/** The name under which an event is kept; null for none of ours. */
export function eventNameOf(said: string): string | null {
  const name = EVENT_ALIASES[said] ?? said
  return EVENT_NAMES.has(name) ? name : null
}
