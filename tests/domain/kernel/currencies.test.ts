import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { CURRENCY_CODES, minorUnits } from '../../../core/domain/kernel/currencies.ts'
import { hasSharedData, SHARED_DATA } from '../../support/shared-data.ts'

const WITHOUT_DECIMALS = 'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF'.split(' ')
const METALS_AND_FUNDS = 'XAG XAU XBA XBB XBC XBD XDR XPD XPT XSU XTS XUA XXX'.split(' ')

describe('currencies', () => {
  it('MO9 178 codes: 139 with two decimals, 17 with none, 7 with three, 2 with four, 13 without minor unit', () => {
    const withUnits = (units: number | null) => CURRENCY_CODES.filter((code) => minorUnits(code) === units)
    expect(CURRENCY_CODES).toHaveLength(178)
    expect(withUnits(2)).toHaveLength(139)
    expect(withUnits(0)).toEqual(WITHOUT_DECIMALS)
    expect(withUnits(3)).toEqual(['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'])
    expect(withUnits(4)).toEqual(['CLF', 'UYW'])
    expect(withUnits(null)).toEqual(METALS_AND_FUNDS)
  })

  it.each(['usd', 'US', 'USDD', '', 'DEM', 'ZZZ', 'constructor', '__proto__', ' USD'])(
    '%j is not a currency',
    (code) => {
      expect(CURRENCY_CODES).not.toContain(code)
      expect(minorUnits(code)).toBeNull()
    },
  )

  it.skipIf(!hasSharedData)('MO9 equals codes-all.csv for all codes', () => {
    const listed = new Map(readActiveCodes())
    expect(Object.fromEntries(CURRENCY_CODES.map((code) => [code, minorUnits(code)]))).toEqual(
      Object.fromEntries(listed),
    )
  })
})

/** The last four fields of a row hold no comma: code, number, minor units, date of withdrawal. */
function readActiveCodes(): [string, number | null][] {
  const rows = readFileSync(join(SHARED_DATA, 'currency', 'codes-all.csv'), 'utf8')
    .trim()
    .split(/\r?\n/)
    .slice(1)
  const fields = rows.map((row) => row.split(',').slice(-4) as [string, string, string, string])
  return fields
    .filter(([code, , , withdrawn]) => code !== '' && withdrawn === '')
    .map(([code, , units]) => [code, units === '-' ? null : Number(units)])
}
