import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { newId } from '../../core/db/ids.ts'
import type { CallTaken } from '../../core/domain/plans/call-counts.ts'
import { MONTH, startCallMeter } from '../support/call-meter-runtime.ts'

// In workerd, with its storage: what a test in memory cannot show.
let folder: string
let meter: Awaited<ReturnType<typeof startCallMeter>>
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hub-meter-'))
  meter = await startCallMeter(folder)
})
afterAll(async () => {
  await meter?.stop()
  await rm(folder, { recursive: true, force: true })
})

const call = (calls = 0, limit: number | null = 1_000) => ({
  id: newId(),
  calls: 1,
  month: MONTH,
  limit,
  ledger: { calls, asked: [] },
})
const granted = ({ taken }: { taken: (CallTaken | null)[] }) => taken.filter((one) => one?.isGranted).length

it('grants forty at once no more than are left, and those that are told again once', async () => {
  const tenantId = newId()
  const wanted = Array.from({ length: 40 }, () => call(980))
  const first = await meter.ask(tenantId, { take: wanted })
  expect([granted(first), first.used]).toEqual([20, 1_000])
  const again = await meter.ask(tenantId, { take: wanted })
  expect([granted(again), again.used]).toEqual([20, 1_000])
  const settled = wanted.map(({ id }) => ({ id, calls: 0 }))
  const silent = settled.filter((_, n) => first.taken[n]?.isGranted)
  expect((await meter.ask(tenantId, { settle: [...silent, ...silent] })).used).toBe(980)
  expect((await meter.ask(newId())).used).toBeNull()
})

it('keeps its count when the runtime ends, and forgets all of it when the business is gone', async () => {
  const tenantId = newId()
  await meter.ask(tenantId, { take: [call(), call()] })
  await meter.stop()
  meter = await startCallMeter(folder)
  expect((await meter.ask(tenantId)).used).toBe(2)
  expect(await meter.ask(tenantId, { forget: true })).toMatchObject({ isForgotten: true, used: null })
  expect(granted(await meter.ask(tenantId, { take: [call(999), call(999)] }))).toBe(1)
})
