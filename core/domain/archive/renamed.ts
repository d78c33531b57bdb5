import { isUuid } from '../kernel/ids.ts'
import { isExactNumber } from './exact-json.ts'

/** Columns that name something: by an id of its own, or who did it. */
const NAMING = /(^|_)(id|ids|by|to|into)$/
/** Texts that have an id in the middle. */
const KEYS = new Set(['key', 'once_key', 'ref_key', 'thread_key'])
const EMBEDDED = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g

type Rename = (id: string) => string

/**
 * The id that something gets in an import: always the same for the same, never one for two, and in the order of the old ones
 * (but for those of one millisecond), because only its random end changes.
 */
export function renamer(importId: string): Rename {
  const mask = Number.parseInt(importId.slice(-12), 16)
  const [high, low] = [Math.floor(mask / 0x1000000), mask % 0x1000000]
  const hex = (number: number) => number.toString(16).padStart(6, '0')
  return (id) => {
    const end = Number.parseInt(id.slice(-12), 16)
    return `${id.slice(0, -12)}${hex(Math.floor(end / 0x1000000) ^ high)}${hex((end % 0x1000000) ^ low)}`
  }
}

/** A row of an archive with the ids of an import; words that only look like ids stay what they are. */
export function renamedRow(row: Record<string, unknown>, rename: Rename): Record<string, unknown> {
  const entries = Object.entries(row).map(([name, value]) => {
    if (typeof value !== 'string') return [name, renamedWithin(value, rename)]
    if (KEYS.has(name)) return [name, value.replace(EMBEDDED, rename)]
    return [name, NAMING.test(name) && isUuid(value) ? rename(value) : value]
  })
  return Object.fromEntries(entries)
}

function renamedWithin(value: unknown, rename: Rename): unknown {
  if (typeof value === 'string') return isUuid(value) ? rename(value) : value
  if (Array.isArray(value)) return value.map((one) => renamedWithin(one, rename))
  if (typeof value !== 'object' || value === null || isExactNumber(value)) return value
  const entries = Object.entries(value).map(([name, inner]) => [
    isUuid(name) ? rename(name) : name,
    renamedWithin(inner, rename),
  ])
  return Object.fromEntries(entries)
}
