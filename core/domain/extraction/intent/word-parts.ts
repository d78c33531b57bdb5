/** In how many buckets words and parts of words are told apart; those that share one share what was learned. */
export const BUCKETS = 2 ** 16
/** What is behind that says nothing new of what is wanted. */
const TEXT_MAX = 4_000
const WORD = /[\p{L}\p{N}]+|[?$€£]/gu
const [SHORTEST, LONGEST] = [2, 5]
/** Of FNV-1a, by 32 bits. */
const [BASIS, PRIME] = [0x811c9dc5, 0x01000193]
const [OF_WORDS, OF_PARTS] = [1, 2]

/** How often each bucket is met, of words with their neighbours and of parts of words. */
export interface WordParts {
  words: Map<number, number>
  parts: Map<number, number>
}

/** A message as words, pairs of words and two to five letters of each, without accents, every digit the same. */
export function wordParts(text: string): WordParts {
  const found = folded(text).match(WORD) ?? []
  const words = new Map<number, number>()
  const parts = new Map<number, number>()
  for (const [at, word] of found.entries()) {
    count(words, bucketOf(OF_WORDS, word))
    if (at > 0) count(words, bucketOf(OF_WORDS, `${found[at - 1]} ${word}`))
    const whole = ` ${word} `
    for (let size = SHORTEST; size <= LONGEST; size++)
      for (let from = 0; from + size <= whole.length; from++) count(parts, bucketOf(OF_PARTS, whole, from, from + size))
  }
  return { words, parts }
}

const folded = (text: string) =>
  text
    .slice(0, TEXT_MAX)
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/\p{Nd}/gu, '0')

const count = (all: Map<number, number>, bucket: number) => all.set(bucket, (all.get(bucket) ?? 0) + 1)

function bucketOf(kind: number, text: string, from = 0, to = text.length): number {
  let hash = Math.imul(BASIS ^ kind, PRIME)
  for (let at = from; at < to; at++) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME)
  return (hash ^ (hash >>> 15)) & (BUCKETS - 1)
}
