import { daysBetween } from '../kernel/dates.ts'
import { RHYTHM_TRAITS, RHYTHMS, type Rhythm, stepsFrom } from './rhythms.ts'

/** A charge with its place among the others, worked out once. */
export interface Link<C> {
  charge: C
  amount: bigint
  /** Days since 1970. */
  day: number
  steps: Readonly<Record<Rhythm, readonly [number, number]>>
}

type Place = Pick<Link<unknown>, 'day' | 'steps'>

/** Charges as links that chains are made of; what is reckoned of a day is reckoned once. */
export function linkMaker(): <C extends { date: string; amount: bigint }>(charge: C) => Link<C> {
  const places = new Map<string, Place>()
  return (charge) => {
    const place = places.get(charge.date) ?? placeOf(charge.date)
    places.set(charge.date, place)
    return { ...place, charge, amount: charge.amount }
  }
}

const placeOf = (date: string): Place => ({
  day: daysBetween('1970-01-01', date),
  steps: Object.fromEntries(RHYTHMS.map((rhythm) => [rhythm, stepsFrom(rhythm, date)])) as Place['steps'],
})

/** Of three steps one may leave one out. */
const STEPS_A_GAP = 3

interface Chain {
  length: number
  gaps: number
  before: number
}

/** The longest chain of charges, sorted by day, of which each comes one step of a rhythm after the one before, or two where one was left out. */
export function longestChain<C>(links: readonly Link<C>[], rhythm: Rhythm): Link<C>[] {
  const { tolerance } = RHYTHM_TRAITS[rhythm]
  const chains: Chain[] = []
  let best = 0
  for (let at = 0; at < links.length; at++) {
    const chain: Chain = { length: 1, gaps: 0, before: -1 }
    for (let from = at - 1; from >= 0; from--) {
      const [one, two] = links[from]!.steps[rhythm]
      const apart = links[at]!.day - links[from]!.day
      if (apart > two + tolerance) break
      const gap = Math.abs(apart - one) <= tolerance ? 0 : Math.abs(apart - two) <= tolerance ? 1 : -1
      if (gap >= 0 && isAlike(links[from]!.amount, links[at]!.amount)) extend(chain, chains[from]!, gap, from)
    }
    chains.push(chain)
    if (isBetter(chain, chains[best]!)) best = at
  }
  const found = followed(links, chains, best)
  return (chains[best]?.gaps ?? 0) * STEPS_A_GAP <= found.length - 1 ? found : []
}

function extend(chain: Chain, by: Chain, gap: number, before: number): void {
  const longer = { length: by.length + 1, gaps: by.gaps + gap, before }
  if (isBetter(longer, chain)) Object.assign(chain, longer)
}

/** The longer one, of two the one with fewer gaps. */
const isBetter = (a: Chain, b: Chain): boolean => a.length > b.length || (a.length === b.length && a.gaps < b.gaps)

function followed<L>(links: readonly L[], chains: readonly Chain[], last: number): L[] {
  const found: L[] = []
  for (let at = last; at >= 0; at = chains[at]!.before) found.unshift(links[at]!)
  return found
}

/** They differ by less than a third of the larger. */
function isAlike(a: bigint, b: bigint): boolean {
  const [low, high] = a < b ? [a, b] : [b, a]
  return (high - low) * 3n < high
}
