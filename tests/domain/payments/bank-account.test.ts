import { describe, expect, it } from 'vitest'
import { parseBic, parseIban, routingLabel, spacedIban } from '../../../core/domain/payments/bank-account.ts'
import { isPaidOnline } from '../../../core/domain/payments/online.ts'
import { waysToPay } from '../../../core/domain/payments/ways-to-pay.ts'

const NOTHING = {
  name: 'Kaffee Müller',
  country: 'DE',
  bank_holder: null,
  bank_name: null,
  bank_iban: null,
  bank_bic: null,
  bank_account: null,
  bank_routing: null,
  payment_instructions: null,
}

describe('an IBAN', () => {
  it.each([
    ['DE89 3704 0044 0532 0130 00', 'DE89370400440532013000'],
    ['gb29-nwbk-6016-1331-9268-19', 'GB29NWBK60161331926819'],
    ['MT84MALT011000012345MTLCAST001S', 'MT84MALT011000012345MTLCAST001S'],
  ])('%s is kept without spaces', (typed, kept) => expect(parseIban(typed)).toEqual({ ok: true, value: kept }))

  it.each([
    'DE89 3704 0044 0532 0130 01',
    'DE98370400440532013000',
    'DE89',
    '1234567890123456',
    'DE89_370400440532013000',
  ])('%s is refused', (typed) => expect(parseIban(typed).ok).toBe(false))

  it('is read in groups of four', () => {
    expect(spacedIban('DE89370400440532013000')).toBe('DE89 3704 0044 0532 0130 00')
    expect(spacedIban('NO9386011117947')).toBe('NO93 8601 1117 947')
  })
})

it.each([
  ['cobadeffxxx', true],
  ['NWBKGB2L', true],
  ['NWBKGB2', false],
  ['12BKGB2L', false],
])('BIC %s: %s', (typed, isOne) => expect(parseBic(typed).ok).toBe(isOne))

describe('ways to pay', () => {
  it('are none until the business says one', () => {
    expect(waysToPay(NOTHING, 'INV-0001')).toBeNull()
    expect(waysToPay({ ...NOTHING, bank_holder: 'A. Müller', bank_bic: 'COBADEFFXXX' }, 'INV-0001')).toBeNull()
  })

  it('name the account, whose it is and what to write on it', () =>
    expect(waysToPay({ ...NOTHING, bank_iban: 'DE89370400440532013000', bank_bic: 'COBADEFFXXX' }, 'R-0007')).toEqual({
      account: [
        { label: 'Account holder', value: 'Kaffee Müller' },
        { label: 'IBAN', value: 'DE89 3704 0044 0532 0130 00' },
        { label: 'BIC', value: 'COBADEFFXXX' },
        { label: 'Reference', value: 'R-0007' },
      ],
      text: null,
    }))

  it('call the number of a bank as its country does', () => {
    const account = { ...NOTHING, country: 'GB', bank_account: '31926819', bank_routing: '60-16-13' }
    expect(waysToPay(account, 'INV-0001')?.account[1]).toEqual({ label: 'Sort code', value: '60-16-13' })
    expect(routingLabel('DE')).toBe('Bank code')
  })

  it('may be words alone', () =>
    expect(waysToPay({ ...NOTHING, payment_instructions: 'Cash' }, 'INV-0001')).toEqual({ account: [], text: 'Cash' }))
})

it.each([
  ['connected', true, true, false, true],
  ['not yet through at Stripe, or thrown out', true, false, true, false],
  ['never connected', true, null, false, false],
  ['never connected, where the first payer opens the account', true, null, true, true],
  ['connected, but does not want it', false, true, true, false],
  ['skipped', false, null, true, false],
])('a business that is %s', (_, online_payments, charges, newAccountsCharge, isPaid) => {
  const account = charges === null ? null : { charges_enabled: charges }
  expect(isPaidOnline({ online_payments, account }, newAccountsCharge)).toBe(isPaid)
})
