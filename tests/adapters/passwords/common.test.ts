import { expect, it } from 'vitest'
import { isCommonPassword } from '../../../workers/adapters/passwords/common.ts'

it.each([
  ['Password', true],
  ['12345678', true],
  ['password1', true],
  ['PASSWORD1', true],
  ['Password1!', true],
  ['ｐａｓｓｗｏｒｄ１', true],
  [' qwerty123 ', true],
  ['11111111', true],
  ['aaaaaaaaaa', true],
  ['🔑🔑🔑🔑🔑🔑🔑🔑', true],
  ['correct horse battery', false],
  ['x7!kq2Lm', false],
  ['passwort eins', false],
])('%j is guessed by everybody: %s', async (password, common) => {
  expect(await isCommonPassword(password)).toBe(common)
})
