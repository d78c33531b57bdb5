import { expect, it } from 'vitest'
import { Remembered } from '../../../core/domain/kernel/remembered.ts'

it('keeps the newest only, and what is set again is new again', () => {
  const remembered = new Remembered<number>(3)
  for (const key of ['a', 'b', 'c']) remembered.set(key, 1)
  expect(remembered.set('a', 2)).toBe(2)
  remembered.set('d', 1)
  expect(['a', 'b', 'c', 'd'].map((key) => remembered.get(key))).toEqual([2, undefined, 1, 1])
  remembered.delete('a')
  expect(remembered.get('a')).toBeUndefined()
})
