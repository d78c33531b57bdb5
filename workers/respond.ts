import type { TypedResponse } from 'hono'
import { ZodError } from 'zod'
import { toAppError } from '../core/db/errors.ts'
import { AppError, type ErrorCode } from '../core/domain/kernel/errors.ts'
import type { HubContext } from './context.ts'
import { BadEnvironment } from './env.ts'
import { loggedPath } from './logged-path.ts'
import { GUESSING } from './portal/misses.ts'

export type Success = 200 | 201 | 202

interface Envelope<D> {
  data: D
  meta: { request_id: string; cursor: string | null }
}

type Answer<D, S extends Success> = Response & TypedResponse<Envelope<D>, S, 'json'>

/**
 * Success in the PRD's envelope, typed by what is in it: a route that declares other data or another status does not compile.
 * NoInfer: the status is what is given here, not what the route would like.
 */
export function answer<D, const S extends Success = 200>(
  c: HubContext,
  data: D,
  more: { cursor?: string | null; status?: S } = {},
): Answer<D, NoInfer<S>> {
  const body: Envelope<D> = { data, meta: { request_id: c.var.requestId, cursor: more.cursor ?? null } }
  // Data of the contract is JSON as it is, which the types of Hono cannot know of any D.
  return c.json(body as object, more.status ?? 200) as Response as Answer<D, S>
}

/** The code that a client sees for one that has no word of its own in the PRD. */
const PUBLIC_CODE: Partial<Record<ErrorCode, string>> = {
  GONE: 'NOT_FOUND',
  BAD_REQUEST: 'VALIDATION_ERROR',
  TOO_LARGE: 'VALIDATION_ERROR',
  UNSUPPORTED_MEDIA_TYPE: 'VALIDATION_ERROR',
  IN_FLIGHT: 'CONFLICT',
  STALE_SETTINGS: 'CONFLICT',
}

/** Every failure leaves here: known ones in their own words, unknown ones as a fixed sentence and a log line. */
export function fail(c: HubContext, thrown: unknown): Response {
  const error = toAppError(thrown)
  if (error instanceof BadEnvironment) return failure(c, 503, 'UNAVAILABLE', error.message, [], undefined)
  if (error instanceof AppError && error.code !== 'REPLAY') return refuse(c, error)
  logUnknown(c, error)
  return failure(
    c,
    500,
    'INTERNAL_ERROR',
    'Something went wrong on our side. Try again; if it stays, tell us the request id',
    [],
    undefined,
  )
}

function refuse(c: HubContext, error: AppError): Response {
  if (error.code === 'UNAUTHORIZED') c.header('WWW-Authenticate', 'Bearer')
  if (error.retryAfterSeconds) c.header('Retry-After', String(error.retryAfterSeconds))
  if (error.status >= 500 || securityEvent(error)) logRefusal(c, error)
  return failure(c, error.status, PUBLIC_CODE[error.code] ?? error.code, error.message, error.details, error.latest)
}

function failure(
  c: HubContext,
  status: number,
  code: string,
  message: string,
  details: readonly unknown[],
  latest: unknown,
): Response {
  const body = {
    error: { code, message, details, ...(latest === undefined ? {} : { latest }) },
    meta: { request_id: c.var.requestId },
  }
  return c.json(body, status as 400)
}

function securityEvent({ code, hint }: AppError): string | undefined {
  if (code === 'FORBIDDEN') return 'security.permission_denied'
  return hint === GUESSING ? 'security.portal_guessing' : undefined
}

function logRefusal(c: HubContext, error: AppError): void {
  log({
    event: securityEvent(error) ?? 'request.failed',
    request_id: c.var.requestId,
    tenant_id: c.var.tenantId,
    user_id: c.var.bearer?.userId,
    code: error.code,
    hint: error.hint,
    path: loggedPath(c.req.path),
  })
}

function logUnknown(c: HubContext, error: unknown): void {
  const known =
    error instanceof ZodError
      ? `ZodError at ${error.issues[0]?.path.join('.')}`
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error)
  log({ event: 'request.crashed', request_id: c.var.requestId, path: loggedPath(c.req.path), error: known })
}

const log = (line: Record<string, unknown>) => console.error(JSON.stringify(line))
