import { expect, it } from 'vitest'
import { creditedOf, drawFrom, drawInvoice, tellStory } from './story.ts'

const RUNS = Number(process.env.CREDITS_RUNS ?? 4000)
const SEED = Number(process.env.CREDITS_SEED ?? Date.now() % 2 ** 32)

it(`C-18 MO11 ${RUNS} invoices in all currencies, credited in pieces, come to nothing in every part; seed ${SEED}`, {
  timeout: 60_000 + RUNS,
}, () => {
  const draw = drawFrom(SEED)
  const problems: string[] = []
  let [invoices, pieces] = [0, 0]
  for (let run = 0; run < RUNS; run += 1) {
    const input = drawInvoice(draw)
    const credited = creditedOf(input)
    if (!credited) continue
    invoices += 1
    const told = tellStory(draw, credited)
    pieces += told.pieces
    for (const problem of told.problems) problems.push(`seed ${SEED}, run ${run}, ${input.currency}: ${problem}`)
  }
  console.log(JSON.stringify({ seed: SEED, invoices, pieces, differences: problems.length }))
  expect(problems.slice(0, 5)).toEqual([])
  expect(invoices).toBeGreaterThan(RUNS / 2)
  expect(pieces).toBeGreaterThan(invoices)
})
