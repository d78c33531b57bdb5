import { forgetRetryKey, retryKeyFor } from './models/retry-keys.ts'
import { accessToken, refreshSession, sessionState, signedIn } from './models/session.ts'
import type { Body, Data, Method, Params, Path, Query } from './routes.ts'

export interface Answer<T> {
  data: T
  cursor: string | null
  status: number
}

export interface Detail {
  field: string
  message: string
}

/** A refusal as the server worded it, or a connection that broke (`status` 0). */
export class ApiError extends Error {
  readonly status: number
  readonly code: string
  readonly details: readonly Detail[]
  readonly requestId: string | null
  readonly latest: unknown

  constructor(
    status: number,
    code: string,
    message: string,
    more: { details?: Detail[] | undefined; requestId?: string | null; latest?: unknown } = {},
  ) {
    super(message)
    this.name = 'ApiError'
    this.status = status
    this.code = code
    this.details = more.details ?? []
    this.requestId = more.requestId ?? null
    this.latest = more.latest
  }

  /** Trying the same again may help, and must carry the same key. */
  get canRetry(): boolean {
    return this.status === 0 || this.status === 429 || this.status >= 500 || this.code === 'IN_FLIGHT'
  }
}

type HasParams<P, Yes, No> = keyof Params<P> extends never ? No : Yes
type Asked<P> = { query?: Query<P>; signal?: AbortSignal } & HasParams<P, { params: Params<P> }, { params?: undefined }>
type AskedArgs<P> = HasParams<P, [asked: Asked<P>], [asked?: Asked<P>]>
type SentArgs<M extends Method, P> = [Body<M, P>] extends [never]
  ? HasParams<P, [body: undefined, params: Params<P>], []>
  : HasParams<P, [body: Body<M, P>, params: Params<P>], [body: Body<M, P>]>

export const get = <P extends Path<'get'>>(path: P, ...[asked]: AskedArgs<P>) =>
  call<Data<'get', P>>('GET', urlOf(fill(path, asked?.params), asked?.query), undefined, asked?.signal)

export const post = <P extends Path<'post'>>(path: P, ...[body, params]: SentArgs<'post', P>) =>
  call<Data<'post', P>>('POST', fill(path, params), body ?? {})

export const patch = <P extends Path<'patch'>>(path: P, ...[body, params]: SentArgs<'patch', P>) =>
  call<Data<'patch', P>>('PATCH', fill(path, params), body)

export const remove = <P extends Path<'delete'>>(path: P) => call<Data<'delete', P>>('DELETE', path)

/** The address of a path: what stands for `:id` and its like is one segment, whatever it contains. */
const fill = (path: string, params: Readonly<Record<string, string>> = {}) =>
  path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))

/** One request; an expired token is renewed through the cookie once. What it answers, `routes.ts` knows: only there and in resource.ts is it named. */
export async function call<T>(
  method: 'GET' | 'POST' | 'PATCH' | 'DELETE',
  path: string,
  body?: unknown,
  signal?: AbortSignal,
): Promise<Answer<T>> {
  const text = body === undefined ? undefined : JSON.stringify(body)
  const retryKey = method === 'POST' ? retryKeyFor(path, text ?? '') : null
  try {
    const answer = await attempt<T>(method, path, text, retryKey, signal)
    if (retryKey) forgetRetryKey(path, text ?? '')
    return answer
  } catch (error) {
    if (retryKey && error instanceof ApiError && !error.canRetry) forgetRetryKey(path, text ?? '')
    throw error
  }
}

async function attempt<T>(method: string, path: string, text?: string, key?: string | null, signal?: AbortSignal) {
  if (needsToken(path)) await askCookieFirst()
  const token = accessToken.value
  const response = await request(method, path, token, text, key, signal)
  const mayRenew = response.status === 401 && token !== null && !path.startsWith('/v1/auth/refresh')
  if (!mayRenew || !(await refreshSession(token))) return read<T>(response)
  return read<T>(await request(method, path, accessToken.value, text, key, signal))
}

/** Before the first answer of the cookie nothing is sent, and without one or after a refusal neither. */
async function askCookieFirst(): Promise<void> {
  const { value } = sessionState
  // Who is in without a token opened what was kept, while there was no connection.
  if (value === 'unknown' || (value === 'in' && accessToken.value === null)) await refreshSession()
  if (sessionState.value === 'out') throw new ApiError(401, 'UNAUTHORIZED', 'Sign in to continue')
  if (accessToken.value === null) throw offline()
}

/** All but the way in; who I am needs one as well. */
const needsToken = (path: string) =>
  !path.startsWith('/v1/auth/') || /^\/v1\/auth\/(me|sessions|switch|password)/.test(path)

async function request(
  method: string,
  path: string,
  token: string | null,
  text?: string,
  key?: string | null,
  signal?: AbortSignal,
): Promise<Response> {
  const headers = new Headers({ Accept: 'application/json' })
  if (token) headers.set('Authorization', `Bearer ${token}`)
  if (text !== undefined) headers.set('Content-Type', 'application/json')
  if (key) headers.set('Idempotency-Key', key)
  try {
    // What is deleted as the page closes must still arrive.
    const keepalive = method === 'DELETE'
    return await fetch(path, { method, headers, body: text ?? null, signal: signal ?? null, keepalive })
  } catch (error) {
    if (signal?.aborted) throw error
    throw offline()
  }
}

const offline = () => new ApiError(0, 'OFFLINE', 'The connection was lost. Nothing you typed is gone.')

async function read<T>(response: Response): Promise<Answer<T>> {
  if (response.ok && /^application\/(pdf|xml)/.test(response.headers.get('Content-Type') ?? ''))
    return { data: (await response.blob()) as T, cursor: null, status: response.status }
  const body = (await response.json().catch(() => null)) as Envelope<T> | null
  if (response.ok && body) return { data: body.data, cursor: body.meta?.cursor ?? null, status: response.status }
  const requestId = body?.meta?.request_id ?? response.headers.get('X-Request-Id')
  const error = body?.error
  if (error?.code === 'BUSINESS_CLOSED' && !signedIn.value?.closing) void refreshSession()
  throw new ApiError(response.status, error?.code ?? 'UNKNOWN', error?.message ?? fallbackMessage(response.status), {
    details: error?.details,
    requestId,
    latest: error?.latest,
  })
}

interface Envelope<T> {
  data: T
  meta?: { request_id?: string; cursor?: string | null }
  error?: { code: string; message: string; details?: Detail[]; latest?: unknown }
}

function fallbackMessage(status: number): string {
  if (status === 429) return 'Too many requests. Try again in a minute.'
  if (status === 413) return 'This is too large to send.'
  return 'Something went wrong on our side. Try again in a moment.'
}

export function urlOf(path: string, query: Readonly<Record<string, unknown>> = {}): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') params.set(name, String(value))
  }
  const text = params.toString()
  return text ? `${path}?${text}` : path
}
