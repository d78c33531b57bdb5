import { type Ageing, ageing } from './ageing.ts'

/** What moved the account of a customer: minor units, more than nothing is owed by them. In the order in which it stands. */
export interface Movement {
  currency: string
  amount: bigint
}
interface Due {
  currency: string
  due_date: string
  due: bigint
}

export interface Account<M extends Movement> {
  currency: string
  opening: bigint
  /** Each with what was owed after it. */
  entries: (M & { balance: bigint })[]
  closing: bigint
  ageing: Ageing
  /** Came, and counts for no invoice: what is owed of invoices less the closing balance. */
  unapplied: bigint
}

/**
 * A customer's account over some days, one for each currency: the balance before them, each movement with the balance after
 * it, and what of invoices was due at the end of the last day, by age. Minor units; closing = ageing.total - unapplied.
 */
export function accounts<M extends Movement>(
  { before, movements, dues }: { before: readonly Movement[]; movements: readonly M[]; dues: readonly Due[] },
  lastDay: string,
): Account<M>[] {
  const currencies = new Set([...before, ...movements, ...dues].map(({ currency }) => currency))
  return [...currencies].sort().map((currency) => {
    const own = <T extends { currency: string }>(rows: readonly T[]) => rows.filter((row) => row.currency === currency)
    const opening = own(before).reduce((sum, { amount }) => sum + amount, 0n)
    let closing = opening
    const entries = own(movements).map((movement) => {
      closing += movement.amount
      return { ...movement, balance: closing }
    })
    const aged = ageing(own(dues), lastDay)
    return { currency, opening, entries, closing, ageing: aged, unapplied: aged.total - closing }
  })
}
