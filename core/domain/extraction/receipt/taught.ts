import type { Found } from '../found.ts'
import { LEGAL } from './names.ts'
import { type Row, spanIn } from './rows.ts'

/** A vendor that a business knows, with the category that it last gave to what it bought there. */
export interface KnownVendor {
  name: string
  category: string | null
  /** As its receipts have it, where that is another name. */
  printed?: string
}

/** Names stand in the head of a receipt. */
const HEAD_ROWS = 15
const VENDORS_MAX = 5_000
const LETTERS_MIN = 4
/** A scanner misreads up to one letter in so many. */
const LETTERS_PER_FAULT = 7

/** The vendor that a business knows, of whom a line in the head of a receipt tells, however it was scanned. */
export function knownVendor(
  rows: readonly Row[],
  known: readonly KnownVendor[],
): { vendor: KnownVendor; found: Found } | undefined {
  const head = rows.slice(0, HEAD_ROWS).map((row) => ({ row, key: keyOf(row.text) }))
  let best: { vendor: KnownVendor; faults: number; row: Row; length: number } | undefined
  for (const vendor of known.slice(0, VENDORS_MAX)) {
    const key = keyOf(vendor.printed ?? vendor.name)
    if (key.letters.length < LETTERS_MIN) continue
    for (const { row, key: line } of head) {
      const faults = faultsOf(line, key)
      if (faults === undefined) continue
      const isBetter = !best || faults < best.faults || (faults === best.faults && key.letters.length > best.length)
      if (isBetter) best = { vendor, faults, row, length: key.letters.length }
    }
  }
  if (!best) return undefined
  const { vendor, faults, row } = best
  const span = spanIn(row, 0, row.cells[0]?.text.length ?? 0)
  return { vendor, found: { value: vendor.name, confidence: faults === 0 ? 0.97 : 0.9, span } }
}

interface Key {
  letters: string
  /** Which letters it has, a bit for each. */
  set: number
}

/** Its letters without the form of the firm, with those that scanners mix up made one. */
function keyOf(name: string): Key {
  const letters = name
    .slice(0, 100)
    .toLowerCase()
    .replace(new RegExp(LEGAL, 'giu'), '')
    .normalize('NFD')
    .replace(/0/g, 'o')
    .replace(/[1|!]/g, 'l')
    .replace(/5/g, 's')
    .replace(/8/g, 'b')
    .replace(/[^\p{L}\p{N}]/gu, '')
  let set = 0
  for (let at = 0; at < letters.length; at++) set |= 1 << (letters.charCodeAt(at) % 31)
  return { letters, set }
}

/** How many letters differ; undefined when it is another name. A longer line may contain a long name, but unchanged. */
function faultsOf(line: Key, name: Key): number | undefined {
  if (line.letters.length === 0) return undefined
  const isLong = name.letters.length >= LETTERS_PER_FAULT
  if (isLong ? line.letters.includes(name.letters) : line.letters === name.letters) return 0
  const most = Math.floor(name.letters.length / LETTERS_PER_FAULT)
  if (most === 0 || Math.abs(line.letters.length - name.letters.length) > most) return undefined
  if (bits(line.set ^ name.set) > most * 2) return undefined
  const faults = distance(line.letters, name.letters)
  return faults <= most ? faults : undefined
}

function bits(set: number): number {
  let count = 0
  for (let left = set; left !== 0; left &= left - 1) count++
  return count
}

/** Letters to put in, leave out or replace, of two texts of at most 100 letters. */
function distance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, at) => at)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[b.length] ?? 0
}
