import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { readNumber, readShare } from '../../../web/models/typed-number.ts'

const read = (typed: string, locale = 'en-CA', percent = false) => readNumber(typed, { locale, percent })?.value ?? null

describe('what is clear wherever one is', () => {
  it.each([
    ['85', '85'],
    ['85.', '85'],
    ['.5', '0.5'],
    ['1,234.5', '1234.5'],
    ['12,34', '12.34'],
    ['1 234,50', '1234.50'],
    ['1.234,50', '1234.50'],
    ['1.234.567', '1234567'],
    ['$ 1,356.00', '1356.00'],
    ['007', '7'],
    ['-3.5', '-3.5'],
    ['−3,5', '-3.5'],
    ['–3.5', '-3.5'],
    ['-$5', '-5'],
    ['$-5', '-5'],
    ['+5', '5'],
    ['1’234.50', '1234.50'],
    ["1'234,50", '1234.50'],
    ['1\u00a0234,50\u00a0€', '1234.50'],
    ['1\u202f234,50 CHF', '1234.50'],
    ['100.–', '100'],
    ['100,-', '100'],
    ['CA$ 1.50', '1.50'],
    ['EUR 1.50', '1.50'],
    ['5 kr.', '5'],
    ['１，２３４．５', '1234.5'],
    ['￥１２３４', '1234'],
    ['1234円', '1234'],
    ['١٬٢٣٤٫٥', '1234.5'],
    ['۱۲۳۴٫۵۶', '1234.56'],
    ['१२.५', '12.5'],
    ['12,34,567.50', '1234567.50'],
    ['₹1,00,000', '100000'],
    ['\u200e-\u200e5', '-5'],
  ])('%s is %s', (typed, value) => {
    for (const locale of ['en-CA', 'de-DE', 'fr-CH', 'ja-JP', 'en-IN', 'ar-EG'])
      expect(readNumber(typed, { locale }), locale).toEqual({ value, isUnclear: false, isPercent: false })
  })

  it.each([
    '',
    ' ',
    'abc',
    '1e5',
    '1.2.3',
    '--1',
    '1/2',
    '.',
    '-',
    '25.11.26',
    '1 23',
    '1,2,3',
    '2½',
    '10²',
    '5 h',
    '5-',
    '1.2,3.4',
  ])('%s is no number', (typed) => {
    for (const locale of ['en-CA', 'de-DE', 'fr-CH', 'ja-JP', 'en-IN']) expect(read(typed, locale)).toBeNull()
  })
})

describe('what two people could read differently', () => {
  it.each([
    ['de-DE', '1.000', '1000', true],
    ['de-DE', '1.250', '1250', true],
    ['de-DE', '1.125', '1125', true],
    ['de-DE', '0,125', '0.125', false],
    ['de-DE', '9,975', '9.975', false],
    ['de-DE', '0.125', '0.125', true],
    ['de-DE', '119,99', '119.99', false],
    ['en-US', '1,125', '1125', true],
    ['en-US', '1.125', '1.125', false],
    ['en-US', '0,125', '0.125', true],
    ['en-IN', '1,125', '1125', true],
    ['ja-JP', '1,125', '1125', true],
    ['ja-JP', '１．１２５', '1.125', false],
    ['fr-FR', '1.125', '1125', true],
    // Its numbers have a comma, its money a point.
    ['fr-CH', '1.125', '1.125', true],
    ['fr-CH', '1,125', '1.125', true],
    ['en-DE', '1.125', '1.125', true],
    ['de-CH', '1,125', '1125', true],
    ['de-DE', '1.2345', '1.2345', true],
    ['de-DE', '12.50', '12.50', false],
  ])('in %s %s is %s, unclear: %s', (locale, typed, value, isUnclear) =>
    expect(readNumber(typed, { locale })).toMatchObject({ value, isUnclear }),
  )

  it('means no thousands of a hundred', () => {
    expect(readNumber('9.975', { locale: 'de-DE', percent: true })).toMatchObject({ value: '9.975', isUnclear: true })
    expect(readNumber('9,975', { locale: 'en-US', percent: true })).toMatchObject({ value: '9.975', isUnclear: true })
  })
})

it('knows a share by its percent sign, and refuses it where an amount is asked for', () => {
  for (const typed of ['10%', '10 %', '10\u00a0%', '%10', '１０％', '١٠٪'])
    expect(readShare(typed, { locale: 'de-DE' })).toEqual({ value: '10', isUnclear: false, isPercent: true })
  expect(readShare('2,5 %', { locale: 'de-DE' })?.value).toBe('2.5')
  expect(readShare('10', { locale: 'de-DE' })?.isPercent).toBe(false)
  expect(read('10 %', 'de-DE', true)).toBe('10')
  expect(read('10 %', 'de-DE')).toBeNull()
})

const LOCALES = [
  'en-US',
  'en-IN',
  'de-DE',
  'de-AT',
  'de-CH',
  'fr-FR',
  'fr-CH',
  'it-CH',
  'ja-JP',
  'ar-EG',
  'fa-IR',
  'mr-IN',
  'bn-BD',
].concat([
  'sv-SE',
  'pl-PL',
  'es-ES',
  'pt-BR',
  'pt-PT',
  'nl-NL',
  'tr-TR',
  'hu-HU',
  'ru-RU',
  'he-IL',
  'en-ZA',
  'hi-IN',
  'th-TH',
])

/** 0.000001 to 999,999,999 with up to six decimals, either sign. */
const decimals = fc
  .tuple(fc.boolean(), fc.integer({ min: 0, max: 999_999_999 }), fc.integer({ min: 0, max: 999_999 }))
  .map(([minus, whole, fraction]) => {
    const digits = String(fraction).padStart(6, '0').replace(/0+$/, '')
    const value = digits ? `${whole}.${digits}` : String(whole)
    return minus && /[1-9]/.test(value) ? `-${value}` : value
  })

const WAYS: Intl.NumberFormatOptions[] = [
  { maximumFractionDigits: 6 },
  { maximumFractionDigits: 6, useGrouping: false },
  ...(['symbol', 'narrowSymbol', 'code'] as const).map((currencyDisplay) => ({
    style: 'currency' as const,
    currency: 'EUR',
    currencyDisplay,
    minimumFractionDigits: 0,
    maximumFractionDigits: 6,
  })),
]

it('reads back whatever its own locale writes', () => {
  fc.assert(
    fc.property(decimals, fc.constantFrom(...LOCALES), fc.constantFrom(...WAYS), (value, locale, way) => {
      const written = new Intl.NumberFormat(locale, way).format(value as Intl.StringNumericLiteral)
      expect(read(written, locale), `${written} in ${locale}`).toBe(value)
    }),
    { numRuns: 2000 },
  )
})

it('reads a percentage that its own locale writes', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 100_000 }), fc.constantFrom(...LOCALES), (thousandths, locale) => {
      const value = String(thousandths / 1000)
      const format = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 5 })
      const written = format.format(`${thousandths}e-5` as Intl.StringNumericLiteral)
      expect(read(written, locale, true), `${written} in ${locale}`).toBe(value)
    }),
  )
})

it('says so whenever another of these locales would read something else', () => {
  const typed = fc
    .tuple(fc.integer({ min: 0, max: 9999 }), fc.constantFrom('.', ',', ''), fc.integer({ min: 0, max: 9999 }))
    .map(([whole, sign, fraction]) => `${whole}${sign}${sign ? fraction : ''}`)
  fc.assert(
    fc.property(typed, fc.constantFrom('.', ','), (text, sign) => {
      const [here, there] = sign === '.' ? ['en-US', 'de-DE'] : ['de-DE', 'en-US']
      const [mine, theirs] = [readNumber(text, { locale: here }), readNumber(text, { locale: there })]
      if (mine?.value !== theirs?.value) expect(mine?.isUnclear || theirs?.isUnclear).toBe(true)
    }),
  )
})
