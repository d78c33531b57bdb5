// A number of an archive may have more digits than a number of JavaScript: quantities and prices are counted in millionths.

/** Part of the language since 2025, and not yet of what the compiler knows. */
const exact = JSON as typeof JSON & { rawJSON(text: string): RawNumber; isRawJSON(value: unknown): value is RawNumber }

interface RawNumber {
  rawJSON: string
}

/** Sixteen digits or more, a last digit of zero behind the point, an exponent: a few that are none cost only time. */
const AT_RISK = /\d{16}|[\d.]{17}|\.\d*0[,}\]\s]|\d[eE]/

/** As JSON.parse, but that what a number cannot hold stays as it is written, and is written so again. */
export function parseExactly(text: string): unknown {
  return AT_RISK.test(text) ? JSON.parse(text, kept as (key: string, value: unknown) => unknown) : JSON.parse(text)
}

const kept = (_key: string, value: unknown, { source }: { source?: string }): unknown =>
  typeof value === 'number' && source !== undefined && String(value) !== source ? exact.rawJSON(source) : value

export const isExactNumber = (value: unknown): value is RawNumber => exact.isRawJSON(value)
