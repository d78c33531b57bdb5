import { describe, expect, it } from 'vitest'
import { accountEmail } from '../../../core/domain/identity/email.ts'
import { refusePassword } from '../../../core/domain/identity/password.ts'
import { THROTTLE, waitSeconds } from '../../../core/domain/identity/throttle.ts'

describe('passwords that may be chosen', () => {
  it.each([
    ['1234567', 'too_short'],
    ['🔑🔑🔑🔑', 'too_short'],
    ['🔑🔑🔑🔑🔑🔑🔑🔑', null],
    ['x7!kq2Lm', null],
    ['a'.repeat(200), null],
    ['a'.repeat(201), 'too_long'],
    ['é'.repeat(101), 'too_long'],
    ['        ', 'blank'],
    ['\u00a0\u2003\t \u200b\u3000  ', 'blank'],
    ['   a    ', null],
    ['abc\u0000defgh', 'not_storable'],
    ['abcdefgh\ud83d', 'not_storable'],
  ])('%j: %s', (password, reason) => {
    expect(refusePassword(password)).toBe(reason)
  })
})

describe('the spelling of an account', () => {
  it.each([
    [' Ana@Example.COM ', 'ana@example.com'],
    ['Zoe\u0308@example.com', 'zoë@example.com'],
    ['info@xn--kfz-mller-u9a.de', 'info@kfz-müller.de'],
    ['INFO@KFZ-MÜLLER.de', 'info@kfz-müller.de'],
    ['info@xn--99999999999.de', 'info@xn--99999999999.de'],
    ['ana@localhost', null],
    ['ana@example.com\r\nBcc: x@example.com', null],
    ['ana <ana@example.com>', null],
    ['', null],
  ])('%j', (typed, account) => {
    expect(accountEmail(typed)).toBe(account)
  })
})

describe('AU9 waiting after failures', () => {
  it('five tries are free, then the wait doubles up to a quarter of an hour', () => {
    expect([0, 1, 2, 3, 9, 10, 40, 5000].map(waitSeconds)).toEqual([1, 2, 4, 8, 512, 900, 900, 900])
    expect([THROTTLE.pair.free, THROTTLE.waits[0], THROTTLE.waits.at(-1)]).toEqual([5, 1, 900])
  })
})
