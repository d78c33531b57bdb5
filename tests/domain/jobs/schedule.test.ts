import { expect, it } from 'vitest'
import { retryDelaySeconds } from '../../../core/domain/jobs/schedule.ts'

it.each([
  [1, 30],
  [2, 120],
  [3, 300],
  [4, 900],
  [5, 3600],
  [6, 3600],
  [7, 7200],
  [8, 14_400],
  [9, null],
  [100, null],
  [0, null],
])('after attempt %i waits %s seconds', (attempt, seconds) => {
  expect(retryDelaySeconds(attempt)).toBe(seconds)
})
