import type { BilledLine } from './billed-lines.ts'
import type { Known } from './known.ts'
import { lessonFor } from './lessons.ts'
import { besidePrice } from './price-of-list.ts'

/** Not the words of a person of today. */
const TAUGHT = 0.8

/** A line as somebody of the business corrected one of the same words before; a price that the words say counts. */
export function asTaught(line: BilledLine, { lessons, items }: Known): BilledLine {
  const lesson = line.item === null ? lessonFor(line.name.value, lessons) : undefined
  if (!lesson) return line
  const item = items.find(({ id }) => id === lesson.itemId) ?? null
  const price = lesson.rate ?? item?.rate
  const rate = price === undefined ? null : { value: price, confidence: 0.7, span: null, origin: 'TAUGHT' as const }
  const { value: said, span } = line.name
  const name = { value: item?.name ?? lesson.name, confidence: TAUGHT, span, origin: 'TAUGHT' as const, said }
  return {
    ...line,
    name,
    item,
    rate: line.rate && price !== undefined ? besidePrice(line.rate, price) : (line.rate ?? rate),
  }
}
