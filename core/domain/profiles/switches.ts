import type { Action } from '../actions.ts'
import { BASE } from './base.ts'
import { merge } from './merge.ts'
import { CAPABILITIES, CONVERSION_RULES, type Profile, type ProfileData, SWITCHES, type Switch } from './profile.ts'

/** What has to be on for all that is done with a resource (H-PROF-9). */
const OF_RESOURCE: Readonly<Record<string, readonly Switch[]>> = {
  conversations: ['inbox'],
  messages: ['inbox'],
  mailboxes: ['inbox'],
  phone_numbers: ['inbox', 'sms'],
  quotes: ['quotes'],
  invoices: ['invoices'],
  credit_notes: ['invoices'],
  recurring_invoices: ['invoices'],
  reminders: ['invoices'],
  expenses: ['expenses'],
}

/** What has to be on besides. */
const OF_ACTION: { readonly [A in Action]?: readonly Switch[] } = {
  'quotes.create_link': ['client_portal'],
  'quotes.rotate_link': ['client_portal'],
  'quotes.send': ['client_portal'],
  'quotes.send_again': ['client_portal'],
  'quotes.convert_to_invoice': ['invoices', 'quote_to_invoice'],
  'invoices.create_payment_link': ['payments', 'client_portal'],
  'invoices.rotate_payment_link': ['payments', 'client_portal'],
  'credit_notes.create_link': ['client_portal'],
  'credit_notes.rotate_link': ['client_portal'],
  'credit_notes.send': ['client_portal'],
  'credit_notes.send_again': ['client_portal'],
  'invoices.send': ['client_portal'],
  'invoices.send_again': ['client_portal'],
  'invoices.remind': ['client_portal'],
  'work_items.convert_to_quote': ['quotes'],
  'work_items.convert_to_invoice': ['invoices', 'work_item_to_invoice'],
}

/** On in every business but a sample (app.member): what goes out of it, lets somebody in, takes in files, or is about money of the world. */
export const OUTSIDE = 'outside'
export type Need = Switch | typeof OUTSIDE

const OF_OUTSIDE: readonly Action[] = [
  ...(['invoices', 'quotes', 'credit_notes'] as const).flatMap((of): Action[] => [
    `${of}.send`,
    `${of}.hold`,
    `${of}.send_attempted`,
    `${of}.send_again`,
    `${of}.hold_again`,
    `${of}.send_again_attempted`,
  ]),
  'invoices.remind',
  'invoices.remind_attempted',
  'contacts.send_statement',
  'contacts.send_statement_attempted',
  'invoices.create_payment_link',
  'invoices.rotate_payment_link',
  'payments.refund',
  'quotes.create_link',
  'credit_notes.create_link',
  'credit_notes.rotate_link',
  'quotes.rotate_link',
  'quotes.approve',
  'quotes.reject',
  'conversations.create',
  'messages.create',
  'messages.forward',
  'messages.send',
  'messages.send_attempted',
  'messages.send_repeated',
  'messages.send_delayed',
  'messages.retry',
  'members.invite',
  'members.invite_attempted',
  'invitations.resend',
  'mailboxes.read',
  'mailboxes.rotate',
  'phone_numbers.create',
  'stripe_account.create',
  'stripe_account.onboard',
  'files.create',
  'expenses.create',
  'exports.create',
  'imports.create',
  'notices.update_settings',
  'business.grant_review_access',
]

const known = new Map<Action, readonly Need[]>()

/** What has to be on for an action; nothing for most. Worked out once: every row of a list asks. */
export function switchesOf(action: Action): readonly Need[] {
  const worked = known.get(action)
  if (worked) return worked
  const [resource = ''] = action.split('.')
  const outside = OF_OUTSIDE.includes(action) ? ([OUTSIDE] as const) : []
  const switches = [...(OF_RESOURCE[resource] ?? []), ...(OF_ACTION[action] ?? []), ...outside]
  known.set(action, switches)
  return switches
}

/** Whether nothing that an action needs is among what is off. */
export const isOn = (action: Action, off: readonly string[]): boolean =>
  switchesOf(action).every((name) => !off.includes(name))

export const isSwitchedOn = (profile: Profile, name: Switch): boolean => !switchedOff(profile).includes(name)

/** What a profile switches off. */
export const switchedOff = ({ capabilities, workflows }: Profile): Switch[] => [
  ...CAPABILITIES.filter((name) => !capabilities[name]),
  ...CONVERSION_RULES.filter((name) => !workflows.conversion_rules[name]),
]

const WORDS: Readonly<Record<Switch, string>> = {
  inbox: 'The inbox is',
  quotes: 'Quotes are',
  invoices: 'Invoices are',
  payments: 'Online payments are',
  expenses: 'Expenses are',
  client_portal: 'Pages for customers are',
  sms: 'Text messages are',
  pipeline: 'The pipeline is',
  pos_sync: 'What a till sends is',
  scheduling_lite: 'Scheduling is',
  inventory_lite: 'Inventory is',
  returns_lite: 'Returns are',
  work_item_to_invoice: 'Invoices from work are',
  quote_to_invoice: 'Invoices from quotes are',
}

/** Why something is refused, and what helps. */
export function offSentence(name: string): string {
  if (name === OUTSIDE)
    return 'This is a sample business: nothing leaves it and nobody comes in. Do that in a business of your own'
  const named = SWITCHES.find((one) => one === name)
  const what = named ? WORDS[named] : 'This is'
  return `${what} switched off in this business. An owner or admin can switch that on in Settings, Profile. What was there is kept`
}

/** What each profile switches off, by its id: what app.member judges by, with what the business changed (app.switched_off). */
export const offByProfile = (profiles: readonly ProfileData[]): Readonly<Record<string, readonly Switch[]>> =>
  Object.fromEntries([['base', OFF_IN_BASE], ...profiles.map((profile) => [profile.profile_id, offIn(profile)])])

const OFF_IN_BASE = switchedOff(BASE)
const off = new WeakMap<ProfileData, readonly Switch[]>()

/** Worked out once: every request sends it. */
function offIn(profile: ProfileData): readonly Switch[] {
  const worked = off.get(profile) ?? switchedOff(merge(BASE, profile, {}))
  off.set(profile, worked)
  return worked
}
