import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { text } from '../../core/contract/common.ts'
import { searchTerms } from '../../core/domain/kernel/text.ts'
import { hasSharedData, SHARED_DATA } from '../support/shared-data.ts'

const parsed = (value: string, max: number) => {
  const { success, data } = text(max).safeParse(value)
  return success ? data : null
}

it.each(['', 'Ana', '  kept  ', 'a\tb\r\nc', '👩‍👩‍👧‍👦', '\u202Eright to left', '\u0001', '<script>', "'; --"])(
  'keeps %j',
  (value) => {
    expect(parsed(value, 100)).toBe(value)
  },
)

it.each(['a\u0000b', '\uD800', 'a\uDC00', '\uDC00\uD800'])('refuses %j, which cannot be stored', (value) => {
  expect(parsed(value, 100)).toBeNull()
})

it('refuses what is longer than allowed', () => {
  expect(parsed('abc', 3)).toBe('abc')
  expect(parsed('abcd', 3)).toBeNull()
})

it.skipIf(!hasSharedData)('keeps every naughty string that PostgreSQL can hold', () => {
  const naughty: string[] = JSON.parse(readFileSync(join(SHARED_DATA, 'strings', 'naughty.json'), 'utf8'))
  expect(naughty.length).toBeGreaterThan(200)
  for (const value of naughty) {
    const isStorable = value.isWellFormed() && !value.includes('\u0000')
    expect(parsed(value, 100_000)).toBe(isStorable ? value : null)
    expect(searchTerms(value).every((term) => term.isWellFormed() && !term.includes('\u0000'))).toBe(true)
  }
})
