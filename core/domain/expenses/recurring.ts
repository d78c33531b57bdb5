import { addDays, compareDates, daysBetween } from '../kernel/dates.ts'
import { type Link, linkMaker, longestChain } from './chains.ts'
import { nextDay, RHYTHM_TRAITS, RHYTHMS, type Rhythm } from './rhythms.ts'

/** What was paid to somebody on a day, in minor units of its currency. */
export interface Charge {
  id: string
  /** Whoever has the same key is the same vendor. */
  vendor: string
  date: string
  amount: bigint
  currency: string
}

export interface RecurringCost<C extends Charge = Charge> {
  rhythm: Rhythm
  /** The oldest first. */
  charges: readonly C[]
  currency: string
  lastAmount: bigint
  /** The last amount as often as it comes in a year. */
  yearly: bigint
  nextOn: string
  /** It should have come, and did not. */
  isLate: boolean
  /** The last change of a price that was steady before; of a cost that is another each time, none. */
  change: { from: bigint; to: bigint; since: string } | null
}

/** Of one vendor and currency no more are looked at, and no more series found. */
const CHARGES_MAX = 300
const SERIES_MAX = 5
/** On the days on which a vendor was paid like amounts meanwhile, two of three must be of the series, or it is a habit and no rhythm. */
const EXPLAINED = { of: 3, least: 2 }
/** Among what is bought now and then a shorter series in amounts that differ comes about by chance: beyond its first three charges it stands one other payment of its vendor meanwhile for each; of two nothing else was paid at all. */
const CHANCE = 6

/**
 * Costs that come back (B-10-2): what one vendor is paid in one currency each week, second week, month, second month, quarter or year, a few days early or
 * late, or every four weeks to the day, one left out now and then, in amounts that differ by less than a third from one to the next; at least three times, of
 * a yearly cost twice. What did not come for more than two of its periods has ended and is left out. What costs most in a year
 * comes first within a currency; currencies are never compared.
 */
export function recurringCosts<C extends Charge>(charges: readonly C[], today: string): RecurringCost<C>[] {
  const paid = charges.filter(({ amount, date }) => amount > 0n && compareDates(date, today) <= 0)
  const groups = Map.groupBy(paid, ({ vendor, currency }) => `${currency} ${vendor}`)
  const linkOf = linkMaker()
  const found = [...groups.values()]
    .filter((group) => group.length > 1)
    .flatMap((group) => seriesOf(group.toSorted(byDay).slice(-CHARGES_MAX).map(linkOf)))
  return found
    .map(({ rhythm, chain }) => costOf(rhythm, chain, today))
    .filter((cost) => cost !== null)
    .sort(mostFirst)
}

interface Series<C> {
  rhythm: Rhythm
  chain: readonly C[]
}

/** The longest series, then the longest of what is left. */
function seriesOf<C extends Charge>(links: readonly Link<C>[]): Series<C>[] {
  let left = links
  const found: Series<C>[] = []
  while (left.length > 0 && found.length < SERIES_MAX) {
    const best = longestSeries(left)
    if (!best) break
    found.push(best)
    const taken = new Set(best.chain)
    left = left.filter(({ charge }) => !taken.has(charge))
  }
  return found
}

function longestSeries<C extends Charge>(links: readonly Link<C>[]): Series<C> | null {
  const charges = links.map(({ charge }) => charge)
  let best: Series<C> | null = null
  for (const rhythm of RHYTHMS) {
    const chain = longestChain(links, rhythm).map(({ charge }) => charge)
    const isEnough = chain.length >= RHYTHM_TRAITS[rhythm].least && explains(chain, charges)
    if (isEnough && chain.length > (best?.chain.length ?? 0)) best = { rhythm, chain }
  }
  return best
}

function explains<C extends Charge>(chain: readonly C[], charges: readonly C[]): boolean {
  const [first, last] = [chain[0], chain.at(-1)]
  if (!first || !last) return false
  let [low, high] = [first.amount, first.amount]
  for (const { amount } of chain) {
    if (amount < low) low = amount
    if (amount > high) high = amount
  }
  // Of a price that is always the same, whatever else costs about as much is something else.
  const [least, most] = low === high ? [low, high] : [(low * 2n) / 3n, (high * 3n) / 2n]
  const isByChance = low !== high && chain.length < CHANCE
  if (isByChance && chain.length === 2) return charges.length === 2
  const beside = charges.filter(
    ({ date, amount }) =>
      date >= first.date && date <= last.date && (isByChance || (amount >= least && amount <= most)),
  )
  const days = new Set(beside.map(({ date }) => date)).size
  if (isByChance) return days - chain.length <= chain.length - 3
  return chain.length * EXPLAINED.of >= days * EXPLAINED.least
}

function costOf<C extends Charge>(rhythm: Rhythm, chain: readonly C[], today: string): RecurringCost<C> | null {
  const last = chain.at(-1)
  if (!last) return null
  const { tolerance, timesAYear } = RHYTHM_TRAITS[rhythm]
  const nextOn = nextDay(rhythm, last.date)
  if (daysBetween(nextDay(rhythm, last.date, 2), today) > tolerance) return null
  return {
    rhythm,
    charges: chain,
    currency: last.currency,
    lastAmount: last.amount,
    yearly: last.amount * timesAYear,
    nextOn,
    isLate: compareDates(addDays(nextOn, tolerance), today) < 0,
    change: changeOf(rhythm, chain),
  }
}

/** Steady is a price that was paid twice; of a yearly cost that was paid. */
function changeOf(rhythm: Rhythm, chain: readonly Charge[]): RecurringCost['change'] {
  const to = chain.at(-1)?.amount
  const before = chain.findLastIndex(({ amount }) => amount !== to)
  const from = chain[before]?.amount
  const since = chain[before + 1]
  if (to === undefined || from === undefined || !since) return null
  const isSteady = rhythm === 'YEAR' || chain[before - 1]?.amount === from
  return isSteady ? { from, to, since: since.date } : null
}

const byDay = (a: Charge, b: Charge) => compareDates(a.date, b.date) || (a.id < b.id ? -1 : 1)

const mostFirst = (a: RecurringCost, b: RecurringCost): number => {
  if (a.currency !== b.currency) return a.currency < b.currency ? -1 : 1
  if (a.yearly !== b.yearly) return a.yearly > b.yearly ? -1 : 1
  return (a.charges[0]?.id ?? '') < (b.charges[0]?.id ?? '') ? -1 : 1
}

/** What the costs of each currency come to in a year. */
export function yearlyTotals(costs: readonly RecurringCost[]): { currency: string; yearly: bigint }[] {
  const totals = new Map<string, bigint>()
  for (const { currency, yearly } of costs) totals.set(currency, (totals.get(currency) ?? 0n) + yearly)
  return [...totals].map(([currency, yearly]) => ({ currency, yearly }))
}
