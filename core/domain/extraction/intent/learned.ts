import { evidence, FIRST_LETTER, likelihoods, NOTHING, TELLING_STEPS, weighed } from './evidence.ts'
import { INTENTS } from './intents.ts'
import { LEARNED } from './learned-weights.ts'
import { wordParts } from './word-parts.ts'

/** Beside the weight of each intent, how much a bucket tells at all. */
const STRIDE = INTENTS.length + 1

/** How likely each intent is by the words of a message alone, as people of many hands wrote theirs (tests/proof/train-intents.ts). */
function byWords(text: string): number[] {
  const { letters, step, bias } = LEARNED
  const telling = (bucket: number) => (letters.charCodeAt(bucket * STRIDE) - FIRST_LETTER) / TELLING_STEPS
  const sums = [...bias]
  for (const [bucket, weight] of weighed(wordParts(text), telling))
    for (let intent = 0; intent < sums.length; intent++)
      sums[intent]! += (letters.charCodeAt(bucket * STRIDE + 1 + intent) - NOTHING) * step * weight
  return likelihoods(sums)
}

/** How likely each intent is, by words and by how much the rules say for each. */
export function likelyIntents(text: string, rules: readonly number[]): number[] {
  const seen = evidence(byWords(text), rules)
  const { bias, weights: said } = LEARNED.together
  return likelihoods(bias.map((own, intent) => seen.reduce((sum, one, at) => sum + one * said[at]![intent]!, own)))
}
