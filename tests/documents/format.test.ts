import { describe, expect, it } from 'vitest'
import { CURRENCY_CODES, minorUnits } from '../../core/domain/kernel/currencies.ts'
import { formatMoney } from '../../core/domain/kernel/money.ts'
import { formatsFor } from '../../workers/documents/format.ts'

const canada = { language: 'en', country: 'CA' }
const plain = (text: string) => text.replace(/[\u00a0\u202f]/g, ' ')

describe('amounts', () => {
  it.each([
    ['en', 'CA', 'CAD', '271.20', '$271.20'],
    ['en', 'CA', 'CAD', '-31.20', '−$31.20'],
    ['en', 'JP', 'JPY', '1200', '¥1,200'],
    ['de', 'DE', 'EUR', '1234.50', '1.234,50 €'],
    ['fr', 'CA', 'CAD', '271.20', '271,20 $'],
    ['en', 'KW', 'KWD', '1.250', 'KWD 1.250'],
    ['xx', 'QQ', 'CAD', '5.00', '$5.00'],
    ['not a language', null, 'CAD', '5.00', '$5.00'],
  ])('%s-%s %s %s reads %s', (language, country, currency, amount, expected) => {
    expect(plain(formatsFor({ language, country }, currency).money(amount))).toBe(expected)
  })

  it('MO9 show every digit of every currency that can be billed', () => {
    for (const currency of CURRENCY_CODES.filter((code) => minorUnits(code) !== null)) {
      const amount = formatMoney(9007199254740991n, currency)
      const shown = formatsFor(canada, currency).money(amount)
      expect(shown.replace(/[^0-9.]/g, '').replace(/^\.+/, ''), currency).toBe(amount)
    }
  })

  it('name the currency where the sign alone does not', () => {
    expect(formatsFor(canada, 'CAD').code).toBe('CAD')
    expect(formatsFor(canada, 'CHF').code).toBeNull()
  })
})

describe('rates, quantities and percents', () => {
  const formats = formatsFor(canada, 'CAD')
  it.each([
    ['60', '$60.00'],
    ['0.1234', '$0.1234'],
    ['1.5', '$1.50'],
  ])('a rate of %s reads %s', (rate, expected) => expect(formats.price(rate)).toBe(expected))

  it('have the signs of the amounts beside them', () => {
    const german = formatsFor({ language: 'en', country: 'DE' }, 'EUR')
    expect([german.quantity('2.5'), german.price('1049.95'), plain(german.percent('9.975'))]).toEqual([
      '2.5',
      '€1,049.95',
      '9.975 %',
    ])
  })

  it('keep their decimals', () => {
    expect(formats.quantity('1.3333')).toBe('1.3333')
    expect(formats.percent('13')).toBe('13%')
    expect(formats.percent('9.975')).toBe('9.975%')
    expect(plain(formatsFor({ language: 'fr', country: 'CA' }, 'CAD').percent('13'))).toBe('13 %')
  })
})

describe('dates', () => {
  it('have their weekday and year', () => {
    expect(formatsFor(canada, 'CAD').date('2026-12-04')).toBe('Friday, December 4, 2026')
    expect(formatsFor({ language: 'en', country: 'GB' }, 'GBP').date('2026-12-04')).toContain('4 December 2026')
  })

  it('are those of the zone', () => {
    expect(plain(formatsFor(canada, 'CAD').instant('2026-11-21T02:12:00Z', 'America/Toronto'))).toContain(
      'Friday, November 20, 2026',
    )
  })
})
