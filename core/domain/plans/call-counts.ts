/** What the ledger says of a month of calls: what their count begins with where nobody counts it yet. */
export interface CallLedger {
  calls: number
  /** Those of them that were begun and of which nobody has heard yet. */
  asked: string[]
}

/** One call of a model that is wanted, or another answer of it. */
export interface CallTake {
  id: string
  /** How many answers it is to have in all: one that is revised has more. */
  calls: number
  /** Its first day, where the business is. */
  month: string
  /** Of the plan, as it is now; null without limit. */
  limit: number | null
  ledger: CallLedger
}

export interface CallTaken {
  isGranted: boolean
  /** Calls that were taken long ago and never settled: what the ledger says of them is to be told. */
  unheard: string[]
}

/** What counts in a month, with those that are in doubt as above. */
export interface CountedCalls {
  calls: number
  unheard: string[]
}

/** How many calls came of one that was taken: none where no answer came, more where it was revised. */
export interface SettledCall {
  id: string
  calls: number
}
