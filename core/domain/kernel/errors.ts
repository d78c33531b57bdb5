/** The one vocabulary of refusals: what a client sees (http) and what the queue does with a job that met it. */
export const ERRORS = {
  UNAUTHORIZED: { http: 401, job: 'drop' },
  FORBIDDEN: { http: 403, job: 'drop' },
  NOT_FOUND: { http: 404, job: 'drop' },
  GONE: { http: 410, job: 'drop' },
  BAD_REQUEST: { http: 400, job: 'drop' },
  TOO_LARGE: { http: 413, job: 'drop' },
  UNSUPPORTED_MEDIA_TYPE: { http: 415, job: 'drop' },
  VALIDATION_ERROR: { http: 422, job: 'drop' },
  CAPABILITY_DISABLED: { http: 403, job: 'drop' },
  BUSINESS_CLOSED: { http: 403, job: 'retry' },
  CONFLICT: { http: 409, job: 'retry' },
  IN_FLIGHT: { http: 409, job: 'retry' },
  REPLAY: { http: 200, job: 'drop' },
  STALE_SETTINGS: { http: 409, job: 'retry' },
  RATE_LIMITED: { http: 429, job: 'retry' },
  PROVIDER_ERROR: { http: 502, job: 'retry' },
  UNAVAILABLE: { http: 503, job: 'retry' },
} as const

export type ErrorCode = keyof typeof ERRORS
export interface ErrorDetail {
  field: string
  message: string
  /** Of a warning: it may be kept all the same. */
  code?: string
}

export class AppError extends Error {
  readonly code: ErrorCode
  readonly details: readonly ErrorDetail[]
  /** The object as it is now, answered with CONFLICT. */
  latest?: unknown
  readonly hint?: string | undefined
  readonly retryAfterSeconds?: number | undefined

  constructor(
    code: ErrorCode,
    message: string,
    more: { details?: ErrorDetail[]; hint?: string | undefined; retryAfterSeconds?: number; cause?: unknown } = {},
  ) {
    super(message, { cause: more.cause })
    this.name = 'AppError'
    this.code = code
    this.details = more.details ?? []
    this.hint = more.hint
    this.retryAfterSeconds = more.retryAfterSeconds
  }

  get status(): number {
    return ERRORS[this.code].http
  }
}

/** A refusal that names the field: one sentence that says what to do. */
export const invalid = (field: string, message: string) =>
  new AppError('VALIDATION_ERROR', 'Some fields need attention', { details: [{ field, message }] })

/** A limit's refusal; `hint` names the limit. */
export const tooManyRequests = (retryAfterSeconds: number, hint: string) =>
  new AppError('RATE_LIMITED', `Too many requests: wait ${retryAfterSeconds} seconds`, { retryAfterSeconds, hint })
