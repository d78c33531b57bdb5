import type { Intent } from './intents.ts'
import type { Topic } from './topics.ts'

/** What topics together mean where no words say it outright. The weights are on the scale of `Cue`; the first topic shows the words. */
export interface Together {
  intent: Intent
  all: readonly Topic[]
  none?: readonly Topic[]
  /** Not in a longer message, in words. */
  wordsMax?: number
  weight: number
}

export const TOGETHER: readonly Together[] = [
  { intent: 'NONE', all: ['OFFER'], weight: 7.7 },
  { intent: 'DRAFT_EXPENSE', all: ['SUPPLIER', 'FIGURE'], none: ['DEBT'], weight: 7.8 },
  { intent: 'DRAFT_AR_MESSAGE', all: ['DEBT'], weight: 7.9 },
  { intent: 'DRAFT_AR_MESSAGE', all: ['LATER', 'PAY', 'BILL'], weight: 6.9 },
  { intent: 'DRAFT_INVOICE', all: ['BILL', 'DONE'], weight: 6.8 },
  { intent: 'DRAFT_INVOICE', all: ['HOURS', 'BILL'], weight: 6.6 },
  { intent: 'DRAFT_INVOICE', all: ['HOURS', 'FIGURE'], none: ['ASKS', 'SUPPLIER', 'PRICE'], weight: 6 },
  { intent: 'DRAFT_INVOICE', all: ['RATE'], none: ['ASKS', 'SUPPLIER', 'PRICE'], weight: 5.9 },
  { intent: 'DRAFT_INVOICE', all: ['HOURS', 'DONE'], none: ['ASKS', 'PRICE', 'AMISS'], weight: 5.6 },
  { intent: 'DRAFT_AR_MESSAGE', all: ['PAY', 'LATER'], none: ['DONE', 'SUPPLIER'], weight: 5.7 },
  { intent: 'DRAFT_INVOICE', all: ['BILL', 'ASKS'], weight: 6.7 },
  { intent: 'DRAFT_INVOICE', all: ['PAY', 'DONE', 'ASKS'], weight: 6.2 },
  { intent: 'DRAFT_QUOTE', all: ['PRICE', 'ASKS'], none: ['BILL'], weight: 6 },
  {
    intent: 'DRAFT_EXPENSE',
    all: ['FIGURE'],
    none: ['ASKS', 'BILL', 'DONE', 'PRICE', 'DEBT'],
    wordsMax: 14,
    weight: 5.8,
  },
  { intent: 'CREATE_WORK_ITEM', all: ['DO'], weight: 4.6 },
  { intent: 'CREATE_WORK_ITEM', all: ['AMISS', 'ASKS'], weight: 3.5 },
  { intent: 'CREATE_WORK_ITEM', all: ['TIME', 'ASKS'], weight: 3.5 },
  { intent: 'CREATE_WORK_ITEM', all: ['AMISS'], weight: 2.6 },
  { intent: 'CREATE_WORK_ITEM', all: ['TIME'], weight: 2.4 },
  { intent: 'NONE', all: ['PRAISE'], weight: 4.4 },
]
