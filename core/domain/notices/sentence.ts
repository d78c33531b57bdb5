/** What a member is told, by what happened (core/contract/notices.ts). */
const SENTENCES = {
  CONVERSATION_ASSIGNED: 'A conversation was given to you',
  MESSAGE_RECEIVED: 'A message came',
  WORK_ITEM_ASSIGNED: '%s was given to you',
  QUOTE_APPROVED: 'A quote was approved',
  QUOTE_REJECTED: 'A quote was rejected',
  PAYMENT_RECEIVED: 'A payment arrived',
  PAYMENT_DISPUTED: 'A payment is disputed',
  DISPUTE_WON: 'A dispute was won',
  DISPUTE_LOST: 'A dispute was lost',
  DISPUTE_CLOSED: 'A dispute was closed',
  EXPENSE_SUBMITTED: 'An expense waits for approval',
  EXPENSE_APPROVED: 'Your expense was approved',
  EXPENSE_REJECTED: 'Your expense was rejected',
  SEND_FAILED: 'What you sent did not arrive',
} as const
export type NoticeKind = keyof typeof SENTENCES
export const NOTICE_KINDS = Object.keys(SENTENCES) as [NoticeKind, ...NoticeKind[]]

/** In the word of the business for its work; how often it happened, where that was more than once. */
export const noticeSentence = ({ kind, count }: { kind: NoticeKind; count: number }, work: string): string =>
  `${SENTENCES[kind].replace('%s', work)}${count > 1 ? ` (${count} times)` : ''}`
