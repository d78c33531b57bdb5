/** What a message should become (H-ENT-13). */
export const INTENTS = [
  'CREATE_WORK_ITEM',
  'DRAFT_QUOTE',
  'DRAFT_INVOICE',
  'DRAFT_EXPENSE',
  'DRAFT_AR_MESSAGE',
  'NONE',
] as const
export type Intent = (typeof INTENTS)[number]
