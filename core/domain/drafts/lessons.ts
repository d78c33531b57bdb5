import type { KnownVendor } from '../extraction/receipt/receipt.ts'
import { searchTerms } from '../kernel/text.ts'

/** What a person changed of a draft that was then made: as it was read, by its path, and as it became. */
export interface Correction {
  edited: readonly string[]
  /** Where it is other money than that of the business. */
  currency: string | null
  read: Readonly<Record<string, string>>
  lines: readonly { name?: Said; item_id?: Said; rate?: Said }[]
  vendor_name: string | null
}

type Said = string | null | undefined

/** What some words of a line are called here. */
interface LineLesson {
  name: string
  itemId: string | null
  /** Where the words said none. */
  rate: string | null
}

/** What a business taught by its corrections: data of that business, for its own drafts. */
export interface Lessons {
  lines: ReadonlyMap<string, LineLesson>
  vendors: readonly KnownVendor[]
}

/** Words that mean the same to a reader: without their order of letters, signs and case. */
const keyOf = (words: string): string => searchTerms(words).join(' ')

/**
 * The lessons of some corrections, the newest first: it counts where two say different things. A draft whose lines are more or
 * fewer than were read teaches nothing of them: which one was corrected is not known.
 */
export function lessonsOf(corrections: readonly Correction[], vendors: readonly KnownVendor[]): Lessons {
  const lines = new Map<string, LineLesson>()
  const printed = new Map<string, KnownVendor>()
  for (const correction of corrections) {
    for (const [words, lesson] of linesOf(correction)) if (!lines.has(words)) lines.set(words, lesson)
    const vendor = vendorOf(correction, vendors)
    if (vendor && !printed.has(keyOf(vendor.printed!))) printed.set(keyOf(vendor.printed!), vendor)
  }
  return { lines, vendors: [...printed.values()] }
}

/** What a line is called here whose words say so much, and no more. */
export const lessonFor = (words: string, { lines }: Lessons): LineLesson | undefined => lines.get(keyOf(words))

function linesOf({ edited, read, lines, currency }: Correction): [string, LineLesson][] {
  const names = namesIn(read)
  if (names.length !== lines.length || isShuffled(names, lines)) return []
  return lines.flatMap(({ name, item_id, rate }, at): [string, LineLesson][] => {
    const words = names[at] ?? ''
    const isChanged = ['name', 'item_id', 'rate'].some((field) => edited.includes(`line_items.${at}.${field}`))
    if (!name || !isChanged || keyOf(words) === '' || UNIT.test(words)) return []
    const isPriced = read[`line_items.${at}.rate`] !== undefined || !edited.includes(`line_items.${at}.rate`)
    return [[keyOf(words), { name, itemId: item_id ?? null, rate: isPriced || currency ? null : (rate ?? null) }]]
  })
}

/** What is counted in, of anything. */
const UNIT =
  /^(?:hours?|hrs?|days?|visits?|sessions?|pieces?|units?|stunden?|std|tage?|stück|heures?|jours?|pièces?|horas?|d[ií]as?|piezas?|unidades)$/iu

function namesIn(read: Correction['read']): string[] {
  const places = new Set(Object.keys(read).flatMap((path) => /^line_items\.(\d+)\./u.exec(path)?.[1] ?? []))
  return [...places].map((_, at) => read[`line_items.${at}.name`] ?? '')
}

/** Lines that changed places, or more than one that is called anew: which became which is not known. */
function isShuffled(names: readonly string[], lines: Correction['lines']): boolean {
  const now = lines.map(({ name }) => keyOf(name ?? ''))
  const was = names.map(keyOf)
  const renamed = now.filter((name, at) => name !== was[at])
  return renamed.length > 1 || renamed.some((name) => was.includes(name))
}

function vendorOf(
  { edited, read, vendor_name: name }: Correction,
  vendors: readonly KnownVendor[],
): KnownVendor | null {
  const printed = read.vendor_name
  if (!printed || !name || !edited.includes('vendor_name') || keyOf(printed) === '') return null
  const same = vendors.find((vendor) => keyOf(vendor.name) === keyOf(name))
  return { name: same?.name ?? name, category: same?.category ?? null, printed }
}
