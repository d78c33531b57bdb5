import { expect } from 'vitest'
import { AppError, type ErrorCode } from '../../core/domain/kernel/errors.ts'

/** The refusal that a promise must end in; its details are for the test to look at. */
export async function refusalOf(promise: Promise<unknown>, code: ErrorCode): Promise<AppError> {
  const outcome = await promise.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )
  const error = 'error' in outcome ? outcome.error : undefined
  if (!(error instanceof AppError)) throw error ?? new Error(`Not refused: ${JSON.stringify(outcome, bigints)}`)
  expect(error.code).toBe(code)
  return error
}

const bigints = (_: string, value: unknown) => (typeof value === 'bigint' ? String(value) : value)
