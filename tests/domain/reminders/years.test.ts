import { randomInt } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { type Clocks, live, problemsOf, seeded } from '../../support/reminder-years.ts'

/** `npm run prove:reminders` is the long form: ten years of each zone. */
const SEED = Number(process.env.TEST_SEED || randomInt(1_000_000))
const ZONES = Intl.supportedValuesOf('timeZone')
/** Half an hour of summer time, a month without it, the far ends of the day, clocks that change while it is morning in Greenwich. */
const ODD = [
  'Australia/Lord_Howe',
  'Africa/Casablanca',
  'Pacific/Kiritimati',
  'Pacific/Pago_Pago',
  'America/Los_Angeles',
]
const random = seeded(SEED)
const drawnZones = Array.from({ length: 7 }, () => ZONES[Math.floor(random() * ZONES.length)]!)
const year = 2026 + Math.floor(random() * 10)

const formats = new Map<string, Intl.DateTimeFormat>()
/** Sweden writes days and clocks as ISO 8601 does. */
const clocks: Clocks = {
  at(zone, instant) {
    const format =
      formats.get(zone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' })
    formats.set(zone, format)
    return format.format(instant).replace(' ', 'T')
  },
}

console.log(`Reminders of ${year}, seed ${SEED}: ${[...ODD, ...drawnZones].join(', ')}`)

describe('TM2, TM4 a year of reminders', () => {
  it.each([...ODD, ...drawnZones])('in %s: each once, none missed, none before the morning', (zone) => {
    const years = { zone, from: `${year}-01-01`, days: 400, every: 3 }
    const calm = live({ ...years, faults: null })
    expect(problemsOf(zone, calm, clocks, true)).toEqual([])
    expect(calm.sent.length).toBe(calm.invoices.length * 5)
    const faulty = live({ ...years, faults: { random: seeded(SEED), setsBack: false } })
    expect(problemsOf(zone, faulty, clocks, false)).toEqual([])
  })

  it.each([...ODD, ...drawnZones])('in %s with a clock that is set back: none twice, none at night', (zone) => {
    const story = live({
      zone,
      from: `${year}-01-01`,
      days: 200,
      every: 3,
      faults: { random: seeded(SEED + 1), setsBack: true },
    })
    const wrong = problemsOf(zone, story, clocks, false)
    expect(wrong.filter((problem) => /twice|second of|went out at/.test(problem))).toEqual([])
  })

  it.each([
    ['Pacific/Apia', '2011-12-01'],
    ['Pacific/Kwajalein', '1993-08-01'],
    ['Pacific/Kiritimati', '1994-12-15'],
  ])('in %s, which left out a day', (zone, from) => {
    const story = live({ zone, from, days: 100, every: 1, faults: null })
    expect(problemsOf(zone, story, clocks, true)).toEqual([])
  })
})
