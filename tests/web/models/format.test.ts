import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  addDays,
  clock,
  clockAhead,
  daysBetween,
  editable,
  fullNumber,
  homeCurrency,
  homeZone,
  hourNow,
  initials,
  longInstant,
  mediumDay,
  money,
  moneyOff,
  percent,
  plural,
  price,
  quantity,
  shortDay,
  shortInstant,
  today,
} from '../../../web/models/format.ts'

beforeEach(() => {
  vi.stubGlobal('navigator', { language: 'en-CA' })
})
afterEach(() => {
  vi.unstubAllGlobals()
  homeCurrency.value = null
})

describe('money', () => {
  it('writes the code of a currency that is not the own one', () => {
    homeCurrency.value = 'CAD'
    expect(money('1356.00', 'CAD')).toBe('$1,356.00')
    expect(money('1356.00', 'USD')).toMatch(/USD\s1,356\.00/)
  })

  it('keeps every digit of an amount that a float would lose', () => {
    expect(money('90071992547409.91', 'USD')).toBe('$90,071,992,547,409.91')
    expect(money('200', 'JPY')).toBe('¥200')
  })

  it('shows a price with the decimals it was given', () => {
    expect(price('85', 'USD')).toBe('$85.00')
    expect(price('0.1250', 'USD')).toBe('$0.125')
  })
})

describe('initials', () => {
  it.each([
    ['The Annex Property Group', 'AP'],
    ['Jane Okafor', 'JO'],
    ['Mei-Lin Zhou', 'MZ'],
    ['Łucja', 'ŁU'],
    ['日本', '日本'],
    ['', '?'],
  ])('%s is %s', (name, wanted) => expect(initials(name)).toBe(wanted))
})

it('counts days across a change of clocks', () => {
  expect(addDays('2026-10-31', 2)).toBe('2026-11-02')
  expect(daysBetween('2026-03-07', '2026-03-09')).toBe(2)
})

it('writes small things plainly', () => {
  expect(percent('13.0000')).toBe('13%')
  expect(quantity('1.5000', 'h')).toBe('1.5 h')
  expect(quantity('100', null)).toBe('100')
  expect([plural(1, 'day'), plural(3, 'day')]).toEqual(['1 day', '3 days'])
})

describe('another locale', () => {
  it.each([
    ['de-DE', '1234,50', '1.125,00', '2,5\u00a0h', '9,975\u00a0%'],
    ['fr-CH', '1234.50', "1'125.00", '2.5\u00a0h', '9.975%'],
    ['en-IN', '1234.50', '1,125.00', '2.5\u00a0h', '9.975%'],
    ['ja-JP', '1234.50', '1,125.00', '2.5\u00a0h', '9.975%'],
    ['ar-EG', '1234.50', '١٬١٢٥٫٠٠', '٢٫٥\u00a0h', '٩٫٩٧٥٪'],
  ])('is kept in one line: %s', (language, inField, inFull, qty, share) => {
    vi.stubGlobal('navigator', { language })
    expect([editable('1234.5', 2), fullNumber('1125').replace(/['’\u202f]/, "'")]).toEqual([inField, inFull])
    expect(quantity('2.5', 'h').replace(' ', '\u00a0')).toBe(qty)
    expect(
      percent('9.975')
        .replace(/\s/g, '\u00a0')
        .replace(/\u061c/g, ''),
    ).toBe(share)
  })
})

describe('days and clocks of the business', () => {
  const AT = Date.parse('2026-11-20T03:30:00Z')
  beforeEach(() => {
    vi.useFakeTimers({ now: AT })
    homeZone.value = 'America/Toronto'
    clockAhead.value = 0
  })
  afterEach(() => {
    vi.useRealTimers()
    homeZone.value = null
  })

  it('are not those of the browser', () => {
    expect([today(), hourNow()]).toEqual(['2026-11-19', 22])
    homeZone.value = 'Pacific/Kiritimati'
    expect([today(), hourNow()]).toEqual(['2026-11-20', 17])
    homeZone.value = 'Pacific/Pago_Pago'
    expect([today(), hourNow()]).toEqual(['2026-11-19', 16])
  })

  it('tell today from the day before, and write the clock in one way', () => {
    const plain = (text: string) => text.replace(/\s/g, ' ')
    expect(plain(clock('2026-11-19T14:02:00Z'))).toBe('9:02 a.m.')
    expect(plain(shortInstant('2026-11-19T05:01:00Z'))).toBe('12:01 a.m.')
    expect(plain(shortInstant('2026-11-19T04:59:00Z'))).toMatch(/^Wed\.?, 11:59 p\.m\.$/)
    expect(plain(shortInstant('2025-11-19T14:02:00Z'))).toMatch(/^Nov\.? 19, 2025, 9:02 a\.m\.$/)
    expect(plain(longInstant('2026-11-20T03:12:00Z'))).toBe('today at 10:12 p.m.')
    expect(plain(longInstant('2026-11-18T13:12:00Z'))).toBe('on Wednesday, November 18 at 8:12 a.m.')
  })

  it('are written as the person does', () => {
    vi.stubGlobal('navigator', { language: 'de-DE' })
    expect(clock('2026-11-19T14:02:00Z')).toBe('09:02')
    vi.stubGlobal('navigator', { language: 'ja-JP' })
    expect(shortDay('2026-11-18')).toBe('11月18日')
    vi.stubGlobal('navigator', { language: 'th-TH' })
    expect(mediumDay('2026-11-18')).toContain('2026')
  })
})

it('takes off with the same minus as any other', () => {
  expect([moneyOff('13.00', 'CAD'), money('-13.00', 'CAD')]).toEqual(['−$13.00', '−$13.00'])
})
