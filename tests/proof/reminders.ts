import { spawnSync } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { fileURLToPath } from 'node:url'
import { type Clocks, live, problemsOf, seeded } from '../support/reminder-years.ts'

/** `npm run prove:reminders [seed]`: ten years of reminders in every time zone, each send held against Temporal. */
const DAYS = 3_653
const FROM = '2026-01-01'
const FAULTY_DAYS = 800
const FLAG = '--harmony-temporal'

interface Zoned {
  toString(): string
}
interface TemporalLike {
  Instant: { fromEpochMilliseconds(at: number): { toZonedDateTimeISO(zone: string): Zoned } }
}
const { Temporal } = globalThis as { Temporal?: TemporalLike }

if (Temporal) prove(Temporal, Number(process.argv[2] ?? randomInt(1_000_000)))
else {
  const again = [...process.execArgv, FLAG, fileURLToPath(import.meta.url), ...process.argv.slice(2)]
  process.exitCode = spawnSync(process.execPath, again, { stdio: 'inherit' }).status ?? 1
}

function prove(temporal: TemporalLike, seed: number): void {
  const zones = Intl.supportedValuesOf('timeZone')
  console.log(`${zones.length} zones, ${DAYS} days from ${FROM}, seed ${seed}`)
  let [sent, faulty, wrong] = [0, 0, 0]
  for (const [at, zone] of zones.entries()) {
    const clocks = remembered(temporal)
    const calm = live({ zone, from: FROM, days: DAYS, every: 3, faults: null })
    const problems = problemsOf(zone, calm, clocks, true)
    if (calm.sent.length !== calm.invoices.length * 5) problems.push(`${zone}: ${calm.sent.length} sent`)
    const faults = { random: seeded(seed + at), setsBack: false }
    const story = live({ zone, from: FROM, days: FAULTY_DAYS, every: 3, faults })
    problems.push(...problemsOf(zone, story, clocks, false))
    for (const problem of problems.slice(0, 10)) console.log(problem)
    sent += calm.sent.length
    faulty += story.sent.length
    wrong += problems.length
    if (at % 50 === 49)
      console.log(`${at + 1} zones: ${sent} sent, ${faulty} of them in years of faults, ${wrong} wrong`)
  }
  console.log(`${zones.length} zones: ${sent} sent in calm years, ${faulty} in years of faults, ${wrong} wrong`)
  if (wrong) process.exitCode = 1
}

/** All invoices of a morning go out at the same instant. */
function remembered({ Instant }: TemporalLike): Clocks {
  const known = new Map<number, string>()
  return {
    at(zone, instant) {
      const shown =
        known.get(instant) ?? Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toString().slice(0, 16)
      known.set(instant, shown)
      return shown
    },
  }
}
