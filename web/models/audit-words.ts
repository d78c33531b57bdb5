import type { AuditEntry } from '../../core/contract/audit.ts'
import { workWord } from './labels.ts'

/** What was done, after the name of who did it; `*` stands for what it was done to. */
const DEEDS: Record<string, string> = {
  create: 'made *',
  update: 'changed *',
  delete: 'deleted *',
  annotate: 'wrote internal notes on *',
  hold: 'pressed Send on *',
  send: 'sent *',
  send_again: 'sent * again',
  send_attempted: 'handed * to the mail service',
  send_failed: 'could not send *',
  send_delayed: 'will try again to send *',
  send_repeated: 'sent * again',
  cancel_send: 'took * back before it went out',
  cancel: 'took * back before it went out',
  mark_sent: 'marked * as sent',
  follow: 'heard how * fared',
  keep_paper: 'kept the PDF of *',
  create_payment_link: 'made a payment link of *',
  create_link: 'made a link to *',
  revoke_payment_link: 'closed all payment links of *',
  rotate_payment_link: 'replaced the payment link of *',
  revoke_link: 'closed all links to *',
  rotate_link: 'replaced the link to *',
  void: 'voided *',
  pay: 'went to pay *',
  pay_failed: 'could not pay *',
  open_checkout: 'opened a checkout for *',
  write_off: 'wrote off *',
  reverse_write_off: 'took back the write-off of *',
  revise: 'drafted * anew',
  remind: 'sent a reminder of *',
  remind_attempted: 'handed a reminder of * to the mail service',
  remind_failed: 'could not send a reminder of *',
  skip_reminder: 'left out a reminder of *',
  collect: 'made work to collect *',
  pause_reminders: 'paused the reminders of *',
  resume_reminders: 'resumed the reminders of *',
  promise: 'wrote down when * will be paid',
  approve: 'approved *',
  reject: 'rejected *',
  submit: 'submitted *',
  upload: 'added *',
  receive: 'received *',
  apply: 'booked *',
  reverse: 'took back *',
  refund: 'heard of a refund of *',
  refund_asked: 'asked for a refund of *',
  refund_by_hand: 'recorded a refund of *',
  refund_refused: 'was refused a refund of *',
  assign: 'assigned *',
  move: 'moved *',
  close: 'closed *',
  open: 'opened *',
  snooze: 'put * aside',
  wake: 'brought * back',
  mark: 'marked *',
  create_contact: 'made a contact from *',
  add_note: 'wrote a note on *',
  archive: 'archived *',
  convert_to_invoice: 'made an invoice from *',
  convert_to_quote: 'made a quote from *',
  merge: 'merged another into *',
  merged: 'merged * into another',
  unmerge: 'took apart *',
  erase: 'erased *',
  record_consent: 'wrote down a consent of *',
  link: 'put * elsewhere',
  forget: 'forgot *',
  start: 'started *',
  undo: 'undid *',
  reopen: 'took * up again',
  request_review: 'asked for a review of *',
  work: 'went on with *',
  begin: 'began *',
  finish: 'finished *',
  refuse: 'refused *',
  fail: 'could not finish *',
  add_rows: 'read rows for *',
  invite: 'invited *',
  invite_attempted: 'mailed an invitation to *',
  invite_failed: 'could not invite *',
  join: 'joined as *',
  remove: 'removed *',
  revoke: 'ended *',
  rotate: 'replaced *',
  pause: 'paused *',
  resume: 'resumed *',
  end: 'ended *',
  stop: 'stopped *',
  make: 'made the invoice of *',
  select_profile: 'chose the kind of *',
  update_overrides: 'changed *',
}

/** Those that read otherwise than their verb and their kind together. */
const SENTENCES: Record<string, string> = {
  'session.create': 'signed in',
  'session.revoke': 'signed out',
  'session.switch': 'went on in this business',
  'user.change_password': 'changed the password',
  'user.reset_password': 'set a new password',
  'tenant.created': 'opened the business',
  'payment.create': 'recorded a payment',
  'payment.apply': 'booked a payment by link',
  'payment.unapplied': 'kept money that fits nowhere',
  'payment.dispute': 'heard that a bank disputes a payment',
  'payment.win_dispute': 'heard that a dispute was won',
  'payment.lose_dispute': 'heard that a dispute was lost',
  'unapplied.apply': 'applied money that was kept',
  'contact.send_statement': 'mailed a statement of account',
  'contact.send_statement_attempted': 'handed a statement of account to the mail service',
  'contact.send_statement_failed': 'could not mail a statement of account',
  'contact.plan_statements': 'decided about the statements of the month',
  'contact.record_advance': 'recorded money paid in advance',
  'unapplied.return': 'recorded that kept money went back',
  'checkout.expire': 'closed an unfinished checkout',
  'reminder.decide': 'decided about the reminders of the day',
  'webhook.process': 'heard of the payment provider',
  'outbound.count': 'counted mails',
  'quote.approve': 'approved a quote',
  'profile.update_overrides': 'changed what the business uses',
  'stripe_account.onboard': 'connected Stripe',
  'stripe_account.create': 'began to connect Stripe',
  'message.forward': 'forwarded a message',
  'message.retry': 'tried to send a message again',
  'notice.mark_read': 'read notices',
  'notice.update_settings': 'chose how to be told',
  'notice.mail': 'mailed notices',
  'outbound.tell_decision': 'mailed the decision on a quote',
  'payment.refund_unanswered': 'got no answer about a refund',
  'payment.failed': 'heard of a payment that failed',
  'payment.inquire': 'heard that a bank asks about a payment',
  'payment.review_dispute': 'heard that a dispute is being looked at',
  'payment.close_dispute': 'heard that a dispute was closed',
  'recurring_invoice.leave_out': 'left out invoices of days on which the business was closed',
  'business.close': 'closed the business',
  'business.reopen': 'opened the business again',
  'business.fill_sample': 'filled the sample business',
  'onboarding.complete_step': 'finished one of the first steps',
  'onboarding.skip_step': 'left out one of the first steps',
  'onboarding.reopen_step': 'took up one of the first steps again',
  'export.schedule': 'chose how often the business is exported',
  'export.rehearse': 'asked for a try of a restore',
  'ai_draft.propose': 'asked a model about a suggestion',
  'ai_draft.retry': 'had a model asked again about a suggestion',
  'ai_draft.apply': 'made what a suggestion proposes',
  'ai_draft.list': 'looked at the list of suggestions in review',
  'ai_draft.view': 'looked at a suggestion in review',
  'ai_draft.take': 'took a suggestion in hand',
  'ai_draft.release': 'left a suggestion to others',
  'business.grant_review_access': 'let reviewers of SMB Hub do it',
  'business.revoke_review_access': 'took back that reviewers of SMB Hub do it',
  'ai_draft.undo_review': 'took back what was decided on a suggestion in review',
  'ai_draft.undo': 'unmade what a suggestion had proposed',
  'export.compare': 'compared what a restore brought',
}

const KINDS: Record<string, string> = {
  business: 'the business',
  profile: 'the profile',
  item: 'an item of the price list',
  unapplied: 'money that was kept',
  onboarding: 'the first steps',
  mailbox: 'the mailbox address',
  stripe_account: 'the Stripe account',
  user: 'an account',
  session: 'a sign-in',
  tenant: 'the business',
  contact_import: 'an import of contacts',
  tax_rate: 'a tax',
  ai_draft: 'a suggestion',
}

const article = (word: string) => `${/^[aeiou]/i.test(word) ? 'an' : 'a'} ${word}`
const plain = (key: string) => key.replaceAll('_', ' ')
const kindWord = (type: string) => (type === 'work_item' ? workWord() : plain(type))

/** What an entry says after the name of who did it; one that this page does not know yet, too. */
export function deedOf(action: string): string {
  const said = SENTENCES[action]
  if (said) return said
  const [type = '', key = ''] = action.split('.')
  const what = KINDS[type] ?? article(kindWord(type))
  return (DEEDS[key] ?? `${plain(key)}: *`).replace('*', what)
}

/** Who did it. What nobody of the business did has the name of whom it was done for. */
export function whoOf({ actor, actor_name }: Pick<AuditEntry, 'actor' | 'actor_name'>): string {
  if (actor.startsWith('job:')) return 'SMB Hub'
  return actor === 'portal' ? 'The customer' : actor_name
}

/** The kinds of things that can be chosen between. */
export const kindChoices = () => [
  { value: '', label: 'Everything' },
  ...['invoice', 'quote', 'credit_note', 'recurring_invoice', 'payment', 'expense', 'contact', 'work_item'].map(choice),
  ...['conversation', 'message', 'file', 'item', 'tax_rate', 'template', 'business', 'member', 'session'].map(choice),
]

const CHOICES: Record<string, string> = { item: 'Price list', tax_rate: 'Taxes', session: 'Sign-ins', member: 'Team' }
const choice = (value: string) => {
  const word = CHOICES[value] ?? kindWord(value)
  return { value, label: word.charAt(0).toLocaleUpperCase() + word.slice(1) }
}

const PLACES: Record<string, string> = {
  contact: '/contacts',
  invoice: '/invoices',
  quote: '/quotes',
  credit_note: '/credit-notes',
  work_item: '/work',
  expense: '/expenses',
  conversation: '/inbox',
}
/** Where it is seen; null for what has no page. */
export function placeOf(object: AuditEntry['object']): string | null {
  const place = object && PLACES[object.type]
  return place ? `${place}/${object.id}` : null
}
export const fieldWord = plain
