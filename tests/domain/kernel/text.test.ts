import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { isUuid } from '../../../core/domain/kernel/ids.ts'
import { cleanText, isHeaderSafe, searchTerms } from '../../../core/domain/kernel/text.ts'
import { hasSharedData, SHARED_DATA } from '../../support/shared-data.ts'

describe('cleanText', () => {
  it.each(['', 'Ana', '  kept  ', 'a\tb\r\nc', '👩‍👩‍👧‍👦', '\u202Eright to left', '\u0001', '<script>', "'; --"])(
    'keeps %j',
    (text) => {
      expect(cleanText(text, 100)).toEqual({ ok: true, value: text })
    },
  )

  it.each(['a\u0000b', '\uD800', 'a\uDC00', '\uDC00\uD800'])('refuses %j, which cannot be stored', (text) => {
    expect(cleanText(text, 100)).toEqual({ ok: false, error: 'not_storable' })
  })

  it('refuses what is longer than allowed', () => {
    expect(cleanText('abc', 3).ok).toBe(true)
    expect(cleanText('abcd', 3)).toEqual({ ok: false, error: 'too_long' })
  })

  it.skipIf(!hasSharedData)('keeps every naughty string that PostgreSQL can hold', () => {
    const naughty: string[] = JSON.parse(readFileSync(join(SHARED_DATA, 'strings', 'naughty.json'), 'utf8'))
    expect(naughty.length).toBeGreaterThan(200)
    for (const text of naughty) {
      const isStorable = text.isWellFormed() && !text.includes('\u0000')
      expect(cleanText(text, 100_000)).toEqual(
        isStorable ? { ok: true, value: text } : { ok: false, error: 'not_storable' },
      )
      expect(searchTerms(text).every((term) => term.isWellFormed() && !term.includes('\u0000'))).toBe(true)
    }
  })
})

describe('isHeaderSafe', () => {
  it.each(['Ana & Söhne', 'a b', '日本'])('%j may stand in a header', (text) => {
    expect(isHeaderSafe(text)).toBe(true)
  })

  it.each(['a\r\nBcc: x@y.z', 'a\nb', 'a\rb', 'a\u0000', 'a\u0085', 'a\tb', '\uD800'])('%j may not', (text) => {
    expect(isHeaderSafe(text)).toBe(false)
  })
})

describe('searchTerms', () => {
  it.each<[string[], string[]]>([
    [['Ana Núñez'], ['ana', 'nunez']],
    [
      ['STRASSE', 'Straße'],
      ['strasse', 'straße'],
    ],
    [['İstanbul'], ['istanbul']],
    [['INV-0001, INV-0001'], ['inv', '0001']],
    [['ana@example.com'], ['ana', 'example', 'com']],
    [['+1 (416) 555-0199'], ['1', '416', '555', '0199']],
    [['ﬁne １２'], ['fine', '12']],
    [['東京 Москва'], ['東京', 'москва']],
    [['', ' -- '], []],
  ])('%j are %j', (texts, terms) => {
    expect(searchTerms(...texts)).toEqual(terms)
  })

  it('skips what is absent', () => {
    expect(searchTerms(null, undefined, 'a')).toEqual(['a'])
  })

  it('makes at most 20 terms of at most 64 characters', () => {
    const many = Array.from({ length: 30 }, (_, i) => `word${i}`)
    expect(searchTerms(many.join(' '))).toEqual(many.slice(0, 20))
    expect(searchTerms('x'.repeat(5000))).toEqual(['x'.repeat(64)])
    expect(searchTerms('𐐨'.repeat(5000))).toEqual(['𐐨'.repeat(64)])
  })

  it('finds what was stored: terms of terms are the same', () => {
    const terms = searchTerms('Ana Núñez-Łódź ﬁne Ⅻ')
    expect(searchTerms(terms.join(' '))).toEqual(terms)
  })
})

describe('isUuid', () => {
  it('knows our ids only', () => {
    expect(isUuid('01920000-0000-7000-8000-000000000001')).toBe(true)
  })

  it.each([
    '',
    '1',
    '01920000-0000-7000-8000-00000000000',
    '01920000-0000-7000-8000-0000000000011',
    '01920000-0000-7000-8000-00000000000g',
    '{01920000-0000-7000-8000-000000000001}',
    '01920000000070008000000000000001',
    '01920000-0000-7000-8000-000000000001\n',
    '../etc/passwd',
  ])('%j is not one', (text) => {
    expect(isUuid(text)).toBe(false)
  })
})
