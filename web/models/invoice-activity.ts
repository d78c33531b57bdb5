import type { Activity, Invoice } from '../../core/contract/invoices.ts'
import type { TimelineEntry } from '../components/timeline.tsx'
import { firstName } from './format.ts'

type Words = [text: (who: string) => string, look?: TimelineEntry['look']]

/** Audit actions as sentences; what is missing here is not shown to anyone as a key with dots. */
const WORDS: Record<string, Words> = {
  'invoice.create': [(who) => `Drafted by ${who}`],
  'invoice.update': [(who) => `Edited by ${who}`],
  'invoice.annotate': [(who) => `Internal notes edited by ${who}`],
  'invoice.hold': [(who) => `${who} pressed Send`],
  'invoice.cancel_send': [(who) => `${who} took it back before it went out`],
  'invoice.send_attempted': [() => 'Handed to the mail service'],
  'invoice.send': [() => 'Sent by email'],
  'invoice.send_held': [() => 'Sent by email'],
  'invoice.send_failed': [() => 'The mail service refused it', 'alert'],
  'invoice.mark_sent': [(who) => `Marked as sent by ${who}`],
  'invoice.create_payment_link': [(who) => `${who} made a payment link`],
  'invoice.revoke_payment_link': [(who) => `${who} closed all payment links`],
  'invoice.rotate_payment_link': [(who) => `${who} replaced the payment link`],
  'invoice.pay': [() => 'The customer went to pay', 'seen'],
  'invoice.pay_failed': [() => 'A payment did not go through', 'alert'],
  'invoice.void': [(who) => `Voided by ${who}`, 'alert'],
  'payment.create': [(who) => `Payment recorded by ${who}`, 'good'],
  'payment.apply': [() => 'Paid by the payment link', 'good'],
  'payment.reverse': [(who) => `Payment taken back by ${who}`, 'alert'],
  'payment.unapplied': [() => 'Money came in that does not fit', 'alert'],
  'checkout.expire': [() => 'An unfinished checkout was closed'],
}

/** Steps of a deed that is told already. */
const UNTOLD = new Set(['invoice.open_checkout'])

/** What happened, newest first; openings are counted on the invoice itself, the first and the last with their times. */
export function activityEntries(
  activities: readonly Activity[],
  invoice: Pick<Invoice, 'views' | 'contact'>,
): TimelineEntry[] {
  const who = invoice.contact.display_name
  const { count, first_at, last_at } = invoice.views
  const seen: TimelineEntry[] = [
    ...(first_at ? [{ key: 'first', at: first_at, look: 'seen' as const, text: `${who} opened it` }] : []),
    ...(last_at && count > 1 ? [{ key: 'last', at: last_at, text: `${who} opened it again` }] : []),
  ]
  const told = activities.filter((activity) => !UNTOLD.has(activity.action))
  const entries = [...told.map(activityEntry), ...seen]
  return entries.sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
}

export function activityEntry(activity: Activity): TimelineEntry {
  const [text, look = ''] = WORDS[activity.action] ?? [() => plainWords(activity.action)]
  const sentence = text(firstName(activity.actor) || 'Someone')
  return {
    key: activity.id,
    at: activity.at,
    look,
    text: activity.detail ? `${sentence}. ${activity.detail}` : sentence,
  }
}

const plainWords = (action: string) => {
  const words = action.replace(/[._]/g, ' ')
  return words.charAt(0).toLocaleUpperCase() + words.slice(1)
}
