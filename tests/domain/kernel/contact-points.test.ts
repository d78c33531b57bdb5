import { describe, expect, it } from 'vitest'
import { parseEmail, parsePhone } from '../../../core/domain/kernel/contact-points.ts'

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
    ['+1 416 555 0199 ext. 5', 'CA'],
    ['+999 123 456 789', undefined],
    ['1'.repeat(500), 'CA'],
  ])('%s in %s is not a number', (text, country) => {
    expect(parsePhone(text, country)).toEqual({ ok: false, error: 'not_a_phone_number' })
  })
})
