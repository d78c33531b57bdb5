import { ApiError } from '../api.ts'

/** One sentence that says what happened and what to do. */
export function sentence(error: unknown): string {
  if (!(error instanceof ApiError)) return 'Something went wrong on our side. Try again in a moment.'
  const byCode = SENTENCES[error.code]
  return byCode ?? error.message
}

const SENTENCES: Record<string, string> = {
  OFFLINE: 'The connection was lost. Nothing you typed is gone.',
  IN_FLIGHT: 'This is being done right now. Wait a moment.',
  RATE_LIMITED: 'Too many requests. Try again in a minute.',
  UNAVAILABLE: 'The service is not available at the moment. Try again shortly.',
}

/** Messages by field, as the form shows them. */
export function fieldErrors(error: unknown): Record<string, string> {
  if (!(error instanceof ApiError)) return {}
  return Object.fromEntries(error.details.map((detail) => [detail.field, detail.message]))
}

export const requestIdOf = (error: unknown) => (error instanceof ApiError ? error.requestId : null)
export const isStatus = (error: unknown, ...statuses: number[]) =>
  error instanceof ApiError && statuses.includes(error.status)
