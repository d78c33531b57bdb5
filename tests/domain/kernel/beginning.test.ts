import { expect, it } from 'vitest'
import { beginning } from '../../../core/domain/kernel/beginning.ts'

it.each([
  ['ab', 2, 'ab'],
  ['abc', 2, 'ab'],
  ['a😀', 2, 'a'],
  ['a😀b', 3, 'a😀'],
  ['a😀', 3, 'a😀'],
  ['', 0, ''],
])('the beginning of %j of %d is %j', (text, max, cut) => expect(beginning(text, max)).toBe(cut))
