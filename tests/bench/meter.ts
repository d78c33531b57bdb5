import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newId } from '../../core/db/ids.ts'
import { startCallMeter } from '../support/call-meter-runtime.ts'
import { percentile } from './measure.ts'

const TAKES = 2_000
const BUSINESSES = 100

/** How long it takes to be granted a call of a model: the Worker asks the object of the business, which stores it before it answers. */
export async function printTakes(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-meter-'))
  const meter = await startCallMeter(folder)
  try {
    const call = () => ({ id: newId(), calls: 1, month: '2026-11-01', limit: null, ledger: { calls: 0, asked: [] } })
    const first: number[] = []
    for (let n = 0; n < BUSINESSES; n++) first.push(...(await meter.ask(newId(), { timed: [call()] })).ms)
    print(`the first of each of ${BUSINESSES} businesses`, first)
    const { ms } = await meter.ask(newId(), { timed: Array.from({ length: TAKES }, call) })
    print(`${TAKES} of one business, one after the other`, ms)
  } finally {
    await meter.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

function print(name: string, ms: readonly number[]): void {
  const [middle, late] = [0.5, 0.95].map((share) => percentile(ms, share).toFixed(1))
  console.log(`${name}: p50 ${middle} ms, p95 ${late} ms`)
}
