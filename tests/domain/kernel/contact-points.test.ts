import { describe, expect, it } from 'vitest'
import { asciiEmail, dialled, formatPhone, parseEmail, parsePhone } from '../../../core/domain/kernel/contact-points.ts'

describe('parseEmail', () => {
  it.each([
    ['ana@example.com', 'ana@example.com'],
    ['  ana@example.com ', 'ana@example.com'],
    ['Ana.Lee+tag@Example.COM', 'Ana.Lee+tag@example.com'],
    ["o'neil@example.co.uk", "o'neil@example.co.uk"],
    ['jürgen@müller.de', 'jürgen@müller.de'],
    ['a@1.example.com', 'a@1.example.com'],
    ['a_b-c@ex-ample.com', 'a_b-c@ex-ample.com'],
  ])('%j is %j', (text, address) => {
    expect(parseEmail(text)).toEqual({ ok: true, value: address })
  })

  it.each([
    '',
    'ana',
    'ana@',
    '@example.com',
    'ana@example',
    'ana@@example.com',
    'ana@b@example.com',
    'ana@example.com@evil.com',
    'ana@example..com',
    'ana@.example.com',
    'ana@example.com.',
    'ana@-example.com',
    'ana@example-.com',
    '.ana@example.com',
    'ana.@example.com',
    'a..na@example.com',
    'ana lee@example.com',
    'ana@exam ple.com',
    'ana@example.com\r\nBcc: eve@example.com',
    'ana\n@example.com',
    'ana@example.com\u0000',
    'Ana <ana@example.com>',
    'ana@example.com,eve@example.com',
    'ana@example.com;eve@example.com',
    '"ana"@example.com',
    'ana@[127.0.0.1]',
    'ana\u202E@example.com',
    '\uD800@example.com',
    `${'a'.repeat(65)}@example.com`,
    `ana@${'a'.repeat(64)}.com`,
    `ana@${'abcdefghi.'.repeat(25)}com`,
  ])('%j is not an address', (text) => {
    expect(parseEmail(text)).toEqual({ ok: false, error: 'not_an_email' })
  })
})

describe('parsePhone', () => {
  it.each<[string, string | undefined, string]>([
    ['+1 416 555 0199', undefined, '+14165550199'],
    ['(416) 555-0199', 'CA', '+14165550199'],
    ['020 7946 0958', 'GB', '+442079460958'],
    ['+44 20 7946 0958', 'CA', '+442079460958'],
    ['06 12 34 56 78', 'FR', '+33612345678'],
    ['0171 1234567', 'DE', '+491711234567'],
    ['+49 (0) 171 1234567', undefined, '+491711234567'],
    ['０３－１２３４－５６７８', 'JP', '+81312345678'],
    ['+1 416 555 0199 ext. 5', 'CA', '+14165550199 ext. 5'],
    ['416-555-0199 x45', 'CA', '+14165550199 ext. 45'],
    ['+14165550199 ext. 45', undefined, '+14165550199 ext. 45'],
  ])('%s in %s is %s', (text, country, number) => {
    expect(parsePhone(text, country)).toEqual({ ok: true, value: number })
  })

  it.each<[string, string | undefined]>([
    ['', 'CA'],
    ['hello', 'CA'],
    ['911', 'CA'],
    ['(416) 555-0199', undefined],
    ['(416) 555-0199', 'XX'],
    ['call 416 555 0199', 'CA'],
    ['+999 123 456 789', undefined],
    ['1'.repeat(500), 'CA'],
  ])('%s in %s is not a number', (text, country) => {
    expect(parsePhone(text, country)).toEqual({ ok: false, error: 'not_a_phone_number' })
  })
})

describe('a phone number', () => {
  it.each([
    ['+14165550199', '+1 416 555 0199', '+14165550199'],
    ['+491711234567', '+49 171 1234567', '+491711234567'],
    ['+442079460958', '+44 20 7946 0958', '+442079460958'],
    ['+14165550199 ext. 45', '+1 416 555 0199 ext. 45', '+14165550199'],
    ['kept before', 'kept before', 'kept before'],
  ])('%s is written %s and dialled %s', (phone, written, number) => {
    expect([formatPhone(phone), dialled(phone)]).toEqual([written, number])
  })

  it('means the same when it is typed again as it is written', () => {
    for (const phone of ['+14165550199 ext. 45', '+491711234567', '+81312345678', '+33612345678'])
      expect(parsePhone(formatPhone(phone), 'GB')).toEqual({ ok: true, value: phone })
  })
})

describe('asciiEmail', () => {
  it.each([
    ['info@kfz-müller.de', 'info@xn--kfz-mller-u9a.de'],
    ['a@例え.jp', 'a@xn--r8jz45g.jp'],
    ['ana@example.com', 'ana@example.com'],
    ['a@1.2', 'a@1.2'],
  ])('%s goes to %s', (address, wire) => expect(asciiEmail(address)).toBe(wire))
})
