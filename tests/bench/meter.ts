import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { newId } from '../../core/db/ids.ts'
import { startCallMeter } from '../support/call-meter-runtime.ts'
import { percentile } from './measure.ts'

const TAKES = 2_000

/** How long it takes to be granted a call of a model: the Worker asks the object of the business, which stores it before it answers. */
export async function printTakes(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'hub-meter-'))
  const meter = await startCallMeter(folder)
  try {
    const call = () => ({ id: newId(), month: '2026-11-01', limit: null, ledger: { calls: 0, asked: [] } })
    await meter.ask('warm', { timed: Array.from({ length: 200 }, call) })
    const { ms } = await meter.ask('one', { timed: Array.from({ length: TAKES }, call) })
    const [middle, late] = [0.5, 0.95].map((share) => percentile(ms, share).toFixed(2))
    console.log(`${TAKES} takes, one after the other: p50 ${middle} ms, p95 ${late} ms`)
  } finally {
    await meter.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
