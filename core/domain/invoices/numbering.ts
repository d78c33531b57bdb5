const DIGITS_MIN = 4

/** The printed number of a document: `formatNumber('INV-', 1)` is "INV-0001"; the counter starts at 1 (H-MON-1, MO13). */
export function formatNumber(prefix: string, n: bigint | number): string {
  return `${prefix}${String(n).padStart(DIGITS_MIN, '0')}`
}
