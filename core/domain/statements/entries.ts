/** What moves the account of a customer, as it is called where people read it. */
export const ENTRY_WORDS = {
  INVOICE: 'Invoice',
  VOID: 'Void, invoice',
  PAYMENT: 'Payment',
  REFUND: 'Given back',
  REFUND_FAILED: 'Refund that failed',
  DISPUTE: 'Taken back by the bank',
  DISPUTE_WON: 'Bank gave it back',
  REVERSAL: 'Payment taken back',
  CREDIT_NOTE: 'Credit note',
  WRITE_OFF: 'Written off, invoice',
} as const

export type EntryKind = keyof typeof ENTRY_WORDS
export const ENTRY_KINDS = Object.keys(ENTRY_WORDS) as EntryKind[]

const OF_MONEY: ReadonlySet<EntryKind> = new Set([
  'PAYMENT',
  'REFUND',
  'REFUND_FAILED',
  'DISPUTE',
  'DISPUTE_WON',
  'REVERSAL',
])

/** Money that came or went: the number beside it is that of the invoice that it is for. */
export const isOfMoney = (kind: EntryKind): boolean => OF_MONEY.has(kind)
