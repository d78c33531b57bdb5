import { expect } from 'vitest'
import { AppError, type ErrorCode } from '../../core/domain/kernel/errors.ts'

/** The refusal that a promise ends in; fails the test when it succeeds or breaks otherwise. */
export async function refusal(promise: Promise<unknown>): Promise<AppError> {
  const error = await promise.then(
    () => new Error('it was not refused'),
    (reason: unknown) => reason,
  )
  if (!(error instanceof AppError)) throw error
  return error
}

/** The code and the fields of a refusal. */
export async function expectRefusal(promise: Promise<unknown>, code: ErrorCode, ...fields: string[]): Promise<void> {
  const error = await refusal(promise)
  expect({ code: error.code, fields: error.details.map(({ field }) => field) }).toEqual({ code, fields })
}

/** The refusal, for a test that also looks at its details. */
export async function refusalOf(promise: Promise<unknown>, code: ErrorCode): Promise<AppError> {
  const error = await refusal(promise)
  expect(error.code).toBe(code)
  return error
}
