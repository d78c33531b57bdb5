import { lookUp, scaleOf } from './money-words.ts'
import { smallNumber } from './numbers.ts'

type WordAt = (at: number) => string | undefined
export interface NumberInWords {
  value: string
  next: number
}

const PARTS: Readonly<Record<string, number>> = { half: 0.5, quarter: 0.25 }
const LARGEST = 1e15

/** A number in English words that begins at a word: `three thousand`, `forty-five`, `a quarter million`. */
export function numberInWords(wordAt: WordAt, at: number): NumberInWords | null {
  return partOfScale(wordAt, at) ?? sumOfWords(wordAt, at)
}

function partOfScale(wordAt: WordAt, at: number): NumberInWords | null {
  const from = /^an?$/iu.test(wordAt(at) ?? '') ? at + 1 : at
  const part = lookUp(PARTS, wordAt(from)?.toLowerCase() ?? '')
  if (!part) return null
  const to = /^an?$/iu.test(wordAt(from + 1) ?? '') ? from + 2 : from + 1
  const scale = scaleOf(wordAt(to) ?? '', false)
  return scale === undefined ? null : { value: String(part * 10 ** scale), next: to + 1 }
}

function sumOfWords(wordAt: WordAt, at: number): NumberInWords | null {
  let [total, current, next] = [0, -1, at]
  for (;;) {
    const skip = current >= 0 && /^(?:and|-)$/iu.test(wordAt(next) ?? '') ? 1 : 0
    const word = wordAt(next + skip) ?? ''
    const small = smallNumber(word)
    const scale = current < 0 ? undefined : scaleOf(word, false)
    if (small !== null && fits(current, small) && (skip === 0 || wordAt(next) === '-' || current >= 100))
      current = Math.max(current, 0) + small
    else if (scale === 2 && skip === 0 && current < 100) current *= 100
    else if (scale !== undefined && scale > 2 && skip === 0) [total, current] = [total + current * 10 ** scale, 0]
    else break
    next += skip + 1
  }
  const value = total + Math.max(current, 0)
  return next > at && value <= LARGEST ? { value: String(value), next } : null
}

/** `forty` then `five`, `two hundred` then `forty`, but not `five` then `four`. */
const fits = (current: number, small: number): boolean =>
  current <= 0 ? true : small > 0 && (current % 100 === 0 || (current % 10 === 0 && small < 10 && current % 100 >= 20))
