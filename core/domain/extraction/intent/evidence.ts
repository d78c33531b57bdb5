import type { WordParts } from './word-parts.ts'

/** Steps in which it is kept how telling a bucket is; none of what too few messages had. */
export const TELLING_STEPS = 4
/** A weight is kept as a letter, this one for nothing: letters pack three times as well as bytes. */
export const [FIRST_LETTER, NOTHING] = [0x41, 0x4d]
/** No intent is out of the question. */
const FLOOR = 1e-4
/** How far one intent leads is of no more interest beyond this. */
const LEAD_MAX = 6

/** A message as buckets and what each weighs in it; words and parts of words weigh the same. */
export function weighed(parts: WordParts, tellingOf: (bucket: number) => number): [bucket: number, weight: number][] {
  return [parts.words, parts.parts].flatMap((counts) => {
    const all = [...counts].flatMap(([bucket, count]): [number, number][] => {
      const telling = tellingOf(bucket)
      return telling === 0 ? [] : [[bucket, telling * (1 + Math.log(count))]]
    })
    const length = Math.hypot(...all.map(([, weight]) => weight)) || 1
    return all.map(([bucket, weight]) => [bucket, weight / length])
  })
}

/** What is said for each, as how likely it is. */
export function likelihoods(sums: readonly number[]): number[] {
  const most = Math.max(...sums)
  const each = sums.map((sum) => Math.exp(sum - most))
  const all = each.reduce((sum, one) => sum + one)
  return each.map((one) => one / all)
}

/** What the second look sees: what words say, what rules say, and how far one rule leads. */
export function evidence(words: readonly number[], rules: readonly number[]): number[] {
  const [first = 0, second = 0] = rules.toSorted((a, b) => b - a)
  const lead = Math.min(first - second, LEAD_MAX) / 3
  return [
    ...words.map((one) => Math.log(one + FLOOR)),
    ...rules.map((score) => score / 4),
    ...rules.map((_, at) => (first > 0 && at === rules.indexOf(first) ? lead : 0)),
    first === 0 ? 1 : 0,
  ]
}
