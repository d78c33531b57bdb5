import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { linesOf } from '../../../core/domain/extraction/found.ts'
import { readReceipt } from '../../../core/domain/extraction/receipt/receipt.ts'
import { SURE } from './words.ts'

/**
 * Receipts and bills of nineteen countries as lines without places, each behind what it says: `=== id country | vendor | date | total |
 * tax | currency`. Those of `later` were written when the rules for the first stood. Each file was written before any of it was read;
 * rules were made with two thirds.
 */
const FILES = ['written', 'later']
const textOf = (name: string) => readFileSync(new URL(`${name}-receipts.txt`, import.meta.url), 'utf8')
const FIELDS = ['vendor', 'date', 'total', 'tax', 'currency'] as const
type Field = (typeof FIELDS)[number]
export interface Written extends Record<Field, string> {
  id: string
  country: string
  text: string
}

export const WRITTEN: readonly Written[] = FILES.flatMap((name) => textOf(name).split(/^=== /mu).slice(1)).map(
  (entry) => {
    const at = entry.indexOf('\n')
    const [
      [id = '', country = ''] = [],
      [vendor = ''] = [],
      [date = ''] = [],
      [total = ''] = [],
      [tax = ''] = [],
      [currency = ''] = [],
    ] = entry
      .slice(0, at)
      .split(' | ')
      .map((part, place) => (place === 0 ? part.split(' ') : [part]))
    return { id, country, vendor, date, total, tax, currency, text: entry.slice(at + 1).trimEnd() }
  },
)

/** A third by its id, which no rule was made with. */
export const isHeldOut = ({ id }: Written): boolean =>
  createHash('sha256').update(id).digest().readUInt32BE(0) % 3 === 0

export interface WrittenScore {
  of: number
  right: Record<Field, number>
  sure: number
  sureRight: number
  wrong: string[]
}

/** How many of some are read as they are meant. */
export function scoreWritten(some: readonly Written[]): WrittenScore {
  const right = Object.fromEntries(FIELDS.map((field) => [field, 0])) as Record<Field, number>
  const score: WrittenScore = { of: some.length, right, sure: 0, sureRight: 0, wrong: [] }
  for (const one of some) {
    const found = readReceipt(linesOf(one.text), { received: '2026-11-27T12:00:00', country: one.country })
    for (const field of FIELDS) {
      const isSure = (found[field]?.confidence ?? 0) >= SURE
      const isRight = isSame(field, one[field], found[field]?.value)
      right[field] += Number(isRight)
      score.sure += Number(isSure)
      score.sureRight += Number(isSure && isRight)
      if (!isRight)
        score.wrong.push(`${one.id} ${field} ${found[field]?.value}${isSure ? ' (sure)' : ''} for ${one[field]}`)
    }
  }
  return score
}

const plain = (text: string) => text.toLowerCase().replace(/[\s\p{P}\p{S}]/gu, '')

function isSame(field: Field, meant: string, found: string | undefined): boolean {
  if (field === 'vendor') return plain(found ?? '') === plain(meant)
  if (field === 'total') return Number(found) === Number(meant)
  // No tax, and one of nothing, are the same.
  if (field === 'tax') return Number(found ?? 0) === (meant === '-' ? 0 : Number(meant))
  return found === meant
}
