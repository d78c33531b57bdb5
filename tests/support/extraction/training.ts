import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'

/** A message by somebody who knew no rule, and what he meant by it. `hand`: whoever wrote it. */
export interface Lesson {
  hand: string
  language: string
  intent: string
  text: string
}

const FOLDER = new URL('training/', import.meta.url)
const files = () => readdirSync(FOLDER).toSorted()
const textOf = (file: string) => readFileSync(new URL(file, FOLDER), 'utf8')

export const TRAINING: readonly Lesson[] = files().flatMap((file) =>
  textOf(file)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => ({ hand: file.replace('.jsonl', ''), ...JSON.parse(line) })),
)

/** By which it is known whether what was learned is of these. */
export const trainingMark = (): string =>
  createHash('sha256').update(files().map(textOf).join('')).digest('hex').slice(0, 16)
