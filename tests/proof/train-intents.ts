import { writeFileSync } from 'node:fs'
import { linesOf } from '../../core/domain/extraction/found.ts'
import {
  evidence,
  FIRST_LETTER,
  likelihoods,
  NOTHING,
  TELLING_STEPS,
  weighed,
} from '../../core/domain/extraction/intent/evidence.ts'
import { INTENTS } from '../../core/domain/extraction/intent/intents.ts'
import { ruleScores } from '../../core/domain/extraction/intent/rules.ts'
import { BUCKETS, type WordParts, wordParts } from '../../core/domain/extraction/intent/word-parts.ts'
import { writtenLines } from '../../core/domain/extraction/written-lines.ts'
import { isHeldOut, MESSAGES, OF_OTHER_HANDS } from '../support/extraction/messages.ts'
import { regress, type Sample, sumsOf } from '../support/extraction/regress.ts'
import { TRAINING, trainingMark } from '../support/extraction/training.ts'

/** `npm run train:intents`: learns from messages of many hands what words say, and writes it down for the product. */
const TARGET = new URL('../../core/domain/extraction/intent/learned-weights.ts', import.meta.url)
const K = INTENTS.length
/** A bucket that fewer messages had tells nothing. */
const MET_MIN = 2
/** Rules were made with these messages, by the same hand: their share in what is thought of rules. */
const OWN_WEIGHT = 4
const FOLDS = 4
/** To each side of nothing: few, so that little is shipped. */
const STEPS = 4

interface Lesson {
  hand: string
  meant: number
  parts: WordParts
  rules: number[]
}

function lessonOf(hand: string, text: string, intent: string): Lesson {
  const lines = writtenLines(linesOf(text))
  return {
    hand,
    meant: INTENTS.indexOf(intent as (typeof INTENTS)[number]),
    parts: wordParts(lines.map((line) => line.text).join('\n')),
    rules: ruleScores(lines).map(({ score }) => score),
  }
}

const known = [...MESSAGES, ...OF_OTHER_HANDS].filter((message) => !isHeldOut(message))
const own = known.map(({ text, expect }, at) => lessonOf(`own-${at % FOLDS}`, text, expect.intent))
const isOwn = ({ hand }: Lesson) => hand.startsWith('own')
const lessons = [...own, ...TRAINING.map(({ hand, text, intent }) => lessonOf(hand, text, intent))]

function learn(from: readonly Lesson[]) {
  const met = new Uint32Array(BUCKETS)
  for (const { parts } of from) for (const at of new Set([...parts.words.keys(), ...parts.parts.keys()])) met[at]!++
  const telling = Array.from(met, (count) =>
    count < MET_MIN ? 0 : Math.round(TELLING_STEPS * Math.min(5, (Math.log((1 + from.length) / (1 + count)) + 1) / 2)),
  )
  const tellingOf = (bucket: number) => telling[bucket]! / TELLING_STEPS
  const samples = from.map(({ parts, meant }): Sample => ({ seen: weighed(parts, tellingOf), meant, weight: 1 }))
  const fitted = regress(samples, { features: BUCKETS, kinds: K, epochs: 10, rate: 0.2, decay: 0.3 })
  const judge = ({ parts }: Lesson) => likelihoods(sumsOf(fitted, weighed(parts, tellingOf)))
  return { fitted, telling, judge }
}

/** How each message is judged by what the other hands taught. */
function judgedByOthers(): number[][] {
  const judged = new Map<Lesson, number[]>()
  for (const hand of new Set(lessons.map((lesson) => lesson.hand))) {
    const { judge } = learn(lessons.filter((lesson) => lesson.hand !== hand))
    for (const lesson of lessons) if (lesson.hand === hand) judged.set(lesson, judge(lesson))
  }
  return lessons.map((lesson) => judged.get(lesson)!)
}

function learnTogether() {
  const words = judgedByOthers()
  const right = lessons.filter(({ meant }, at) => words[at]!.indexOf(Math.max(...words[at]!)) === meant).length
  console.log(`by words alone, as other hands taught: ${right} of ${lessons.length}`)
  const samples = lessons.flatMap((lesson, at): Sample[] => {
    const seen = evidence(words[at]!, lesson.rules).map((value, feature): [number, number] => [feature, value])
    return [{ seen, meant: lesson.meant, weight: isOwn(lesson) ? OWN_WEIGHT : 1 }]
  })
  const fitted = regress(samples, { features: 3 * K + 1, kinds: K, epochs: 40, rate: 0.1, decay: 1 })
  return {
    bias: rounded(fitted.bias),
    weights: Array.from({ length: 3 * K + 1 }, (_, at) => rounded(fitted.weights.slice(at * K, at * K + K))),
  }
}

const rounded = (values: Float64Array) => Array.from(values, (value) => Math.round(value * 1e4) / 1e4)

/** What a bucket says for all intents alike says nothing. */
function saidBy(bucket: number, weights: Float64Array): number[] {
  const all = [...weights.slice(bucket * K, bucket * K + K)]
  const mean = all.reduce((sum, one) => sum + one) / K
  return all.map((one) => one - mean)
}

const { fitted, telling } = learn(lessons)
const said = telling.map((_, bucket) => saidBy(bucket, fitted.weights))
const step = said.flat().reduce((most, one) => Math.max(most, Math.abs(one)), 0) / STEPS
const letters = telling.map((tells, bucket) => {
  const says = said[bucket]!.map((one) => NOTHING + Math.round(one / step))
  return String.fromCharCode(FIRST_LETTER + tells, ...says)
})
const learned = {
  of: trainingMark(),
  step,
  bias: rounded(fitted.bias),
  together: learnTogether(),
  letters: letters.join(''),
}
writeFileSync(
  TARGET,
  `// biome-ignore-all format: made by \`npm run train:intents\`; what it was made of is known by its mark.\nexport const LEARNED = ${JSON.stringify(learned)}\n`,
)
