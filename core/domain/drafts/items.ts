import { searchTerms } from '../kernel/text.ts'
import type { KnownItem } from './known.ts'

/** The price list with the words of its names. */
export type PriceList = readonly { item: KnownItem; terms: readonly string[] }[]

const SHORT = 3

/** Those with the longest names first: `drain cleaning with camera` before `drain cleaning`. */
export const priceList = (items: readonly KnownItem[]): PriceList =>
  items
    .map((item) => ({ item, terms: searchTerms(item.name).filter((term) => term.length >= SHORT) }))
    .filter(({ terms }) => terms.length > 0)
    .toSorted((a, b) => b.item.name.length - a.item.name.length)

/** The item whose name is said in some words, all of it. */
export function itemIn(words: string, list: PriceList): KnownItem | null {
  if (list.length === 0) return null
  const said = new Set(searchTerms(words))
  const has = (term: string) => said.has(term) || said.has(`${term}s`)
  return list.find(({ terms }) => terms.every(has))?.item ?? null
}
