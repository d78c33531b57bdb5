import type { Activity, Invoice } from '../../core/contract/invoices.ts'
import type { AuditName } from '../../core/domain/actions.ts'
import type { TimelineEntry } from '../components/timeline.tsx'
import { capitalised, firstName } from './format.ts'

type Words = [text: (who: string, detail: string | null) => string, look?: TimelineEntry['look']]

/** What the audit may say of an invoice. */
type InvoiceAudit = Extract<AuditName, `${'invoice' | 'payment' | 'unapplied' | 'checkout' | 'webhook'}.${string}`>

/** As sentences, every one of them; null is a step of a deed that is told already. */
const WORDS: Record<InvoiceAudit, Words | null> = {
  'invoice.create': [(who) => `Drafted by ${who}`],
  'invoice.update': [(who) => `Edited by ${who}`],
  'invoice.annotate': [(who) => `Internal notes edited by ${who}`],
  'invoice.hold': [(who) => `${who} pressed Send`],
  'invoice.cancel_send': [(who) => `${who} took it back before it went out`],
  'invoice.send_attempted': [() => 'Handed to the mail service'],
  'invoice.send': [(_, to) => (to ? `Sent by email to ${to}` : 'Sent by email')],
  'invoice.send_again': [(_, to) => (to ? `Sent again to ${to}` : 'Sent again')],
  'invoice.send_failed': [() => 'The mail service refused it', 'alert'],
  'invoice.follow': [(_, told) => told ?? 'The mail service told how it fared'],
  'invoice.mark_sent': [(who) => `Marked as sent by ${who}`],
  'invoice.create_payment_link': [(who) => `${who} made a payment link`],
  'invoice.revoke_payment_link': [(who) => `${who} closed all payment links`],
  'invoice.rotate_payment_link': [(who) => `${who} replaced the payment link`],
  'invoice.pay': [() => 'The customer went to pay', 'seen'],
  'invoice.pay_failed': [() => 'A payment did not go through', 'alert'],
  'invoice.void': [(who) => `Voided by ${who}`, 'alert'],
  'payment.create': [(who) => `Payment recorded by ${who}`, 'good'],
  'payment.apply': [() => 'Paid by the payment link', 'good'],
  'payment.refund': [() => 'The payment provider told of a refund', 'alert'],
  'payment.inquire': [() => 'The customer’s bank asks about a payment', 'alert'],
  'payment.dispute': [() => 'The customer’s bank disputes a payment', 'alert'],
  'payment.review_dispute': [() => 'The bank is looking at the dispute'],
  'payment.win_dispute': [() => 'The dispute was decided for you', 'good'],
  'payment.lose_dispute': [() => 'The dispute was lost: the money went back to the customer', 'alert'],
  'payment.close_dispute': [() => 'The dispute was closed'],
  'payment.reverse': [(who) => `Payment taken back by ${who}`, 'alert'],
  'payment.unapplied': [() => 'Money came in that does not fit', 'alert'],
  'unapplied.return': [(who) => `${who} recorded that what was too much went back`, 'alert'],
  'checkout.expire': [() => 'An unfinished checkout was closed'],
  'invoice.open_checkout': null,
  'invoice.delete': [(who) => `Deleted by ${who}`],
  'payment.failed': [() => 'Payment failed'],
  'webhook.process': null,
}

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
  const told = activities.filter(({ action }) => wordsOf(action) !== null)
  const entries = [...told.map(activityEntry), ...seen]
  return together(entries.sort((a, b) => Date.parse(b.at) - Date.parse(a.at)))
}

/** The same deed again and again is told once, at its last time, with how often. */
function together(entries: readonly TimelineEntry[]): TimelineEntry[] {
  const runs: { entry: TimelineEntry; count: number }[] = []
  for (const entry of entries) {
    const run = runs.at(-1)
    if (run?.entry.text === entry.text) run.count++
    else runs.push({ entry, count: 1 })
  }
  return runs.map(({ entry, count }) => (count === 1 ? entry : { ...entry, text: `${entry.text}, ${count} times` }))
}

export function activityEntry(activity: Activity): TimelineEntry {
  const [text, look = ''] = wordsOf(activity.action) ?? [() => plainWords(activity.action)]
  const { detail } = activity
  const sentence = text(firstName(activity.actor) || 'Someone', detail)
  const isSaid = !detail || sentence.endsWith(detail)
  return { key: activity.id, at: activity.at, look, text: isSaid ? sentence : `${sentence}. ${detail}` }
}

/** Undefined for a name that a newer Worker writes and this page does not know yet. */
const wordsOf = (action: string): Words | null | undefined => WORDS[action as InvoiceAudit]

const plainWords = (action: string) => capitalised(action.replace(/[._]/g, ' '))
