import { type Decimals, mayBeGrouped } from './money.ts'
import type { Row } from './rows.ts'
import { type Sum, sumsOf } from './sums.ts'
import { DOUBTED, type Total, totalOf } from './total.ts'
import { groupsBySpaces } from './writing.ts'

interface Reading {
  sums: Sum[]
  total: Total | undefined
}

/** With the decimals of its currency, or with two where that makes no total of it. */
export function addedUp(rows: readonly Row[], decimals: Decimals, country: string | undefined): Reading {
  const reading = asWritten(rows, decimals, country)
  return reading.total || decimals === 2 ? reading : addedUp(rows, 2, country)
}

/**
 * `Total 3 145.00` is a sum in groups, or three things for 145.00: what agrees with the other sums counts. Where both agree, or
 * neither, it is in doubt, unless it was handed over or adds up so and groups are written so there.
 */
function asWritten(rows: readonly Row[], decimals: Decimals, country: string | undefined): Reading {
  const read = (spaces: 'grouped' | 'apart'): Reading => {
    const sums = sumsOf(rows, { decimals, spaces, country })
    return { sums, total: totalOf(sums) }
  }
  const apart = read('apart')
  if (!rows.some(({ text }) => mayBeGrouped(text))) return apart
  const grouped = read('grouped')
  const lead = sureness(grouped) - sureness(apart)
  const isUsual = groupsBySpaces(country) || apart.sums.some(hasComma)
  if (grouped.total?.units === apart.total?.units) return isUsual ? grouped : apart
  if (lead !== 0) return lead > 0 ? grouped : apart
  const { sums, total } = isUsual ? grouped : apart
  if (groupsBySpaces(country) && sureness(grouped) >= AGREES) return { sums, total }
  return { sums, total: total && { ...total, confidence: Math.min(total.confidence, DOUBTED) } }
}

/** Another sum says the same. */
const AGREES = 0.8
const sureness = ({ total }: Reading): number => total?.confidence ?? 0
const hasComma = ({ figures }: Sum): boolean => figures.some(({ mark }) => mark === ',')
