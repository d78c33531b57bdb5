import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addDays,
  compareDates,
  daysBetween,
  instantIn,
  isDate,
  isTimeZone,
  noonIn,
  todayIn,
} from '../../../core/domain/kernel/dates.ts'

describe('isDate', () => {
  it.each(['2026-01-31', '2024-02-29', '2000-02-29', '0001-01-01', '9999-12-31', '0099-03-01'])(
    '%s is a date',
    (text) => {
      expect(isDate(text)).toBe(true)
    },
  )

  it.each([
    '',
    '2026-02-29',
    '1900-02-29',
    '2026-02-30',
    '2026-04-31',
    '2026-13-01',
    '2026-00-10',
    '2026-01-00',
    '2026-1-5',
    '0000-01-01',
    '10000-01-01',
    '-2026-01-01',
    '2026/01/05',
    '20260105',
    '2026-01-05T00:00:00Z',
    ' 2026-01-05',
    '2026-01-05\n',
    '２０２６-01-05',
  ])('%j is not', (text) => {
    expect(isDate(text)).toBe(false)
  })
})

describe('days', () => {
  it.each<[string, number, string]>([
    ['2026-01-31', 1, '2026-02-01'],
    ['2024-02-28', 1, '2024-02-29'],
    ['2025-02-28', 1, '2025-03-01'],
    ['2026-01-01', -1, '2025-12-31'],
    ['2026-03-28', 14, '2026-04-11'],
    ['1969-12-31', 1, '1970-01-01'],
    ['2026-05-05', 0, '2026-05-05'],
    ['0001-01-01', 3_652_058, '9999-12-31'],
  ])('%s + %i is %s', (date, n, later) => {
    expect(addDays(date, n)).toBe(later)
    expect(daysBetween(date, later)).toBe(n)
    expect(compareDates(later, date)).toBe(Math.sign(n))
  })

  it('adding and counting agree, and order is the order of texts', () => {
    const day = fc.integer({ min: -700_000, max: 2_900_000 })
    fc.assert(
      fc.property(day, day, (a, b) => {
        const [x, y] = [addDays('1970-01-01', a), addDays('1970-01-01', b)]
        expect(isDate(x)).toBe(true)
        expect(daysBetween(x, y)).toBe(b - a)
        expect(compareDates(x, y)).toBe(Math.sign(a - b))
      }),
    )
  })

  it('throws rather than leaving the calendar', () => {
    expect(() => addDays('9999-12-31', 1)).toThrow(RangeError)
    expect(() => addDays('0001-01-01', -1)).toThrow(RangeError)
    expect(() => addDays('2026-01-01', 1e12)).toThrow(RangeError)
    expect(() => addDays('2026-02-30', 1)).toThrow(RangeError)
    expect(() => daysBetween('2026-01-01', 'soon')).toThrow(RangeError)
  })
})

describe('todayIn', () => {
  it.each([
    ['UTC', '2026-07-01T00:30:00Z', '2026-07-01'],
    ['America/Toronto', '2026-07-01T03:59:59Z', '2026-06-30'],
    ['America/Toronto', '2026-07-01T04:00:00Z', '2026-07-01'],
    ['America/Toronto', '2026-01-01T04:59:59Z', '2025-12-31'],
    ['America/Toronto', '2026-03-08T06:59:59Z', '2026-03-08'],
    ['Asia/Kolkata', '2026-06-30T18:30:00Z', '2026-07-01'],
    ['Pacific/Kiritimati', '2026-06-30T10:00:00Z', '2026-07-01'],
    ['Pacific/Pago_Pago', '2026-07-01T10:59:59Z', '2026-06-30'],
    ['Pacific/Apia', '2011-12-30T09:59:59Z', '2011-12-29'],
    ['Pacific/Apia', '2011-12-30T10:00:00Z', '2011-12-31'],
    ['Asia/Bangkok', '2026-07-01T00:00:00Z', '2026-07-01'],
  ])('%s at %s is %s', (zone, instant, date) => {
    expect(todayIn(zone, new Date(instant))).toBe(date)
  })
})

describe('noonIn', () => {
  it.each([
    ['UTC', '2026-07-01', '2026-07-01T12:00:00.000Z'],
    ['America/Toronto', '2026-07-01', '2026-07-01T16:00:00.000Z'],
    ['America/Toronto', '2026-11-18', '2026-11-18T17:00:00.000Z'],
    ['Asia/Kolkata', '2026-07-01', '2026-07-01T06:30:00.000Z'],
    ['Pacific/Kiritimati', '2026-07-01', '2026-06-30T22:00:00.000Z'],
    ['Pacific/Pago_Pago', '2026-07-01', '2026-07-01T23:00:00.000Z'],
  ])('of %s on %s is %s', (zone, date, instant) => {
    expect(noonIn(zone, date).toISOString()).toBe(instant)
  })

  it('is on its date everywhere, on each day of some years', () => {
    const zones = [
      'America/Toronto',
      'Pacific/Auckland',
      'Pacific/Chatham',
      'America/St_Johns',
      'Asia/Gaza',
      'Etc/GMT+12',
    ]
    for (const zone of zones)
      for (let date = '2024-01-01'; date < '2027-01-01'; date = addDays(date, 1))
        expect(todayIn(zone, noonIn(zone, date)), zone).toBe(date)
  })
})

describe('instantIn', () => {
  it.each([
    ['America/Toronto', '2026-11-27', '08:00', '2026-11-27T13:00:00.000Z'],
    ['Pacific/Kiritimati', '2026-11-27', '08:00', '2026-11-26T18:00:00.000Z'],
    // The day on which the clocks go forward: before, within what they leave out, after.
    ['America/Toronto', '2026-03-08', '01:30', '2026-03-08T06:30:00.000Z'],
    ['America/Toronto', '2026-03-08', '02:30', '2026-03-08T07:30:00.000Z'],
    ['America/Toronto', '2026-03-08', '03:30', '2026-03-08T07:30:00.000Z'],
    ['Europe/Berlin', '2026-03-29', '01:30', '2026-03-29T00:30:00.000Z'],
    ['Europe/Berlin', '2026-03-29', '02:30', '2026-03-29T01:30:00.000Z'],
    ['Europe/Berlin', '2026-03-29', '03:30', '2026-03-29T01:30:00.000Z'],
    // And back.
    ['America/Toronto', '2026-11-01', '00:30', '2026-11-01T04:30:00.000Z'],
    ['America/Toronto', '2026-11-01', '08:00', '2026-11-01T13:00:00.000Z'],
  ])('in %s on %s at %s is %s', (zone, date, time, instant) => {
    const [hours, minutes] = time.split(':').map(Number)
    expect(instantIn(zone, date, hours! * 60 + minutes!).toISOString()).toBe(instant)
  })
})

describe('isTimeZone', () => {
  it.each(['UTC', 'America/Toronto', 'Asia/Kolkata', 'America/Argentina/Buenos_Aires', 'Etc/GMT+5', 'EST5EDT'])(
    '%s',
    (zone) => {
      expect(isTimeZone(zone)).toBe(true)
    },
  )

  it.each(['', 'Mars/Phobos', '+02:00', '-05:00', 'UTC+2', "'; drop table", 'America/Toronto ', 'x'.repeat(100)])(
    'not %j',
    (zone) => {
      expect(isTimeZone(zone)).toBe(false)
    },
  )
})
