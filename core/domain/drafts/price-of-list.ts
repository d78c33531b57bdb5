import { parseFactor } from '../kernel/decimal.ts'
import type { DraftField } from './fields.ts'

/** At most, of a price that is not what the business takes for it: fairly, never surely. */
const OTHER = 0.8
const FAR = 2n

/** A price that somebody says, beside what the business takes: below that, or more than twice as much, it waits for a person. */
export function besidePrice(said: DraftField, usual: string): DraftField {
  const [price, ours] = [parseFactor(said.value), parseFactor(usual)]
  const isUsual = price.ok && ours.ok && price.value >= ours.value && price.value <= ours.value * FAR
  return isUsual ? said : { ...said, confidence: Math.min(OTHER, said.confidence) }
}
