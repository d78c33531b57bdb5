import { searchTerms } from '../kernel/text.ts'

/** Something of the same contact and day; its amount in minor units, null of what has none. */
export interface Candidate {
  title: string
  amount: bigint | null
  currency: string | null
}

/** A tenth more or less is as much. */
const NEAR = 10n

/** Whether something that is there may be what a draft proposes: about as much money, or mostly the same words (H-AI-10). */
export function isAlike(draft: Candidate, other: Candidate): boolean {
  if (draft.amount !== null && other.amount !== null) {
    if (draft.currency !== other.currency) return false
    // Nobody said what it costs: any of the day may be it.
    return draft.amount === 0n || other.amount === 0n || isNear(draft.amount, other.amount)
  }
  return draft.amount === null && other.amount === null && haveSameWords(draft.title, other.title)
}

const isNear = (a: bigint, b: bigint) => (a > b ? a - b : b - a) * NEAR <= (a > b ? a : b)

function haveSameWords(a: string, b: string): boolean {
  const [mine, theirs] = [searchTerms(a), new Set(searchTerms(b))]
  const shared = mine.filter((term) => theirs.has(term)).length
  return shared > 0 && shared * 2 >= Math.min(mine.length, theirs.size)
}
