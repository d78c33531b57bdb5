import type { Line, Occasion } from '../extraction/found.ts'
import type { FoundIntent } from '../extraction/intent/intent.ts'
import type { Intent } from '../extraction/intent/intents.ts'
import { calledOtherwise, receiptPoints } from '../extraction/receipt/likely.ts'
import type { OtherPaper } from '../extraction/receipt/titles.ts'
import { levelOf } from './fields.ts'

/** Points of a receipt (`receiptPoints`): it may be one, it looks like one, it cannot well be anything else. */
const [MAY_BE, LOOKS_LIKE, IS] = [2, 4, 5]
/** An expense that the words make as likely as this is a match for what they ask for unsurely. */
const NEXT = 0.25
const SURENESS = { is: 0.95, looksLike: 0.8, mayBe: 0.5 }

/**
 * What a picture, a PDF or pasted words should become: the expense of a receipt where they look like one, else what they ask
 * for as a message does. Words that surely ask for something else count before a look that is not sure. An order, a quotation
 * or a statement has the look of an expense, and is none that anybody can be sure of.
 */
export function paperIntent(lines: readonly Line[], said: FoundIntent, occasion: Occasion): FoundIntent {
  const seen = asSeen(lines, said, occasion)
  const other = seen.value === 'DRAFT_EXPENSE' ? calledOtherwise(lines, occasion) : undefined
  return other ? doubted(seen, OFFERED[other]) : seen
}

/** What such a paper may be for, the likeliest first. */
const OFFERED: Readonly<Record<OtherPaper, readonly Intent[]>> = {
  returned: ['CREATE_WORK_ITEM'],
  order: ['CREATE_WORK_ITEM', 'DRAFT_INVOICE', 'DRAFT_QUOTE'],
  quote: ['DRAFT_QUOTE', 'CREATE_WORK_ITEM', 'DRAFT_INVOICE'],
  statement: ['CREATE_WORK_ITEM', 'DRAFT_AR_MESSAGE'],
  payment: ['CREATE_WORK_ITEM', 'DRAFT_AR_MESSAGE'],
  delivery: ['CREATE_WORK_ITEM', 'DRAFT_INVOICE'],
}
function doubted({ others, ...seen }: FoundIntent, offered: readonly Intent[]): FoundIntent {
  const confidence = Math.min(seen.confidence, SURENESS.mayBe)
  const rest = others.filter(({ value }) => !offered.includes(value))
  const first = offered.map((value, at) => ({ value, confidence: confidence - 0.1 * (at + 1) }))
  return {
    ...seen,
    confidence,
    others: [...first, ...rest.map((one) => ({ ...one, confidence: Math.min(one.confidence, 0.1) }))],
  }
}

function asSeen(lines: readonly Line[], said: FoundIntent, occasion: Occasion): FoundIntent {
  if (said.value === 'DRAFT_EXPENSE' && levelOf(said.confidence) === 'HIGH') return said
  const sureness = surenessOf(receiptPoints(lines, occasion), said)
  if (sureness === null) return isGuess(said) ? asNothing(said) : said
  const others = said.value === 'NONE' || said.value === 'DRAFT_EXPENSE' ? said.others : [said, ...said.others]
  return {
    value: 'DRAFT_EXPENSE',
    confidence: said.value === 'DRAFT_EXPENSE' ? Math.max(sureness, said.confidence) : sureness,
    span: null,
    others: others
      .filter(({ value }) => value !== 'DRAFT_EXPENSE')
      .map(({ value, confidence }) => ({ value, confidence: Math.min(confidence, SURENESS.mayBe) })),
  }
}

/** No word says so: a sign, a card or a plate asks for nothing, whatever it reminds of. */
const isGuess = ({ value, span, confidence }: FoundIntent) =>
  value !== 'NONE' && span === null && levelOf(confidence) === 'LOW'
const asNothing = (said: FoundIntent): FoundIntent => ({
  value: 'NONE',
  confidence: SURENESS.mayBe,
  span: null,
  others: [said, ...said.others].flatMap(({ value, confidence }) => (value === 'NONE' ? [] : [{ value, confidence }])),
})

function surenessOf(points: number, { value, confidence, others }: FoundIntent): number | null {
  if (points >= IS) return SURENESS.is
  const isUnsure = levelOf(confidence) !== 'HIGH' && others[0]?.value === 'DRAFT_EXPENSE' && others[0].confidence > NEXT
  const isAsked = value !== 'NONE' && value !== 'DRAFT_EXPENSE' && !isUnsure
  if (points >= LOOKS_LIKE && (!isAsked || levelOf(confidence) !== 'HIGH')) return SURENESS.looksLike
  return points >= MAY_BE && !isAsked ? SURENESS.mayBe : null
}
