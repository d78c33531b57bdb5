import { change, everyone, leaders, office, type Row, view } from './rights.ts'

/** What is done with conversations and what is written in them, and with notices. */
export const INBOX_ACTIONS = {
  'templates.read': { may: view('inbox') },
  'templates.create': { may: office, audit: 'template.create', tells: 'template' },
  'templates.update': { may: office, audit: 'template.update', tells: 'template' },
  'templates.delete': { may: office, audit: 'template.delete', tells: 'template' },
  'mailboxes.read': { may: view('inbox') },
  'mailboxes.rotate': { may: leaders, audit: 'mailbox.rotate', tells: 'mailbox' },
  'phone_numbers.read': { may: view('inbox') },
  'phone_numbers.create': {
    may: leaders,
    audit: 'phone_number.create',
    event: 'channel.connected',
    tells: 'phone_number',
  },
  'phone_numbers.delete': { may: leaders, audit: 'phone_number.delete', tells: 'phone_number' },
  'conversations.read': { may: view('inbox') },
  'conversations.create': {
    may: change('inbox'),
    audit: 'conversation.create',
    event: 'message.send_attempted',
    tells: 'conversation',
  },
  'conversations.assign': {
    may: office,
    audit: 'conversation.assign',
    event: 'conversation.assigned',
    tells: 'conversation',
  },
  'conversations.open': { may: change('inbox'), audit: 'conversation.open', tells: 'conversation' },
  'conversations.close': { may: change('inbox'), audit: 'conversation.close', tells: 'conversation' },
  'conversations.snooze': { may: change('inbox'), audit: 'conversation.snooze', tells: 'conversation' },
  'conversations.wake': { also: ['JOB'], audit: 'conversation.wake', tells: 'conversation' },
  // Told to no page: it concerns nobody else, and each page would ask again for what somebody opened.
  'conversations.mark': { may: view('inbox'), audit: 'conversation.mark' },
  'conversations.create_contact': {
    may: change('contacts'),
    audit: 'conversation.create_contact',
    event: 'contacts.created',
    tells: 'conversation',
  },
  'messages.receive': { also: ['JOB'], audit: 'message.receive', tells: 'conversation' },
  'messages.create': {
    may: change('inbox'),
    audit: 'message.create',
    event: 'message.send_attempted',
    tells: 'conversation',
  },
  'messages.forward': {
    may: change('inbox'),
    audit: 'message.forward',
    event: 'message.send_attempted',
    tells: 'conversation',
  },
  'messages.annotate': { may: change('inbox'), audit: 'message.annotate', tells: 'conversation' },
  'messages.send': {
    may: change('inbox'),
    also: ['JOB'],
    audit: 'message.send',
    event: 'message.sent',
    tells: 'conversation',
  },
  'messages.send_attempted': { of: 'messages.send', audit: 'message.send_attempted', tells: 'conversation' },
  'messages.send_repeated': { of: 'messages.send', audit: 'message.send_repeated' },
  'messages.send_delayed': { of: 'messages.send', audit: 'message.send_delayed', tells: 'conversation' },
  'messages.send_failed': {
    of: 'messages.send',
    audit: 'message.send_failed',
    event: 'message.send_failed',
    tells: 'conversation',
  },
  'messages.follow': { also: ['JOB'], audit: 'message.follow', tells: 'conversation' },
  // Told to no page: nothing that is shown has moved.
  'outbound.count': { also: ['JOB'], audit: 'outbound.count' },
  'messages.cancel': { may: change('inbox'), audit: 'message.cancel', tells: 'conversation' },
  'messages.retry': {
    may: change('inbox'),
    audit: 'message.retry',
    event: 'message.send_attempted',
    tells: 'conversation',
  },
  'notices.read': { may: everyone },
  // Told to no page, like what is marked in the inbox.
  'notices.mark_read': { may: everyone, audit: 'notice.mark_read' },
  'notices.update_settings': { may: everyone, audit: 'notice.update_settings' },
  'notices.mail': { also: ['JOB'], audit: 'notice.mail' },
} as const satisfies Record<string, Row>
