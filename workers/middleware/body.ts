import type { MiddlewareHandler } from 'hono'
import { LIMITS } from '../../core/contract/common.ts'
import { AppError } from '../../core/domain/kernel/errors.ts'
import type { HubEnv } from '../context.ts'

const DEPTH_MAX = 20

/** Reads a JSON body once, with a limit, before anything looks at it: 413, 415, 400. An empty body is an empty object. */
export const jsonBody: MiddlewareHandler<HubEnv> = async (c, next) => {
  if (c.req.method === 'GET' || c.req.method === 'HEAD') return next()
  const text = await readLimited(c.req.raw, LIMITS.bodyBytes)
  const type = c.req.header('Content-Type') ?? ''
  if (text !== '' && !/^application\/json\s*(;|$)/i.test(type)) {
    throw new AppError('UNSUPPORTED_MEDIA_TYPE', 'Send the body as application/json')
  }
  const body = text === '' ? '{}' : text
  const parsed = parse(body)
  if (text === '') c.req.raw = withType(c.req.raw, body)
  c.req.bodyCache = { json: Promise.resolve(parsed), text: Promise.resolve(body) } as never
  return next()
}

/** Whoever sends nothing need not say what it is; the schema is looked up by the type. */
function withType(request: Request, body: string): Request {
  const headers = new Headers(request.headers)
  headers.set('Content-Type', 'application/json')
  return new Request(request.url, { method: request.method, headers, body })
}

/** The body as text. Its length is what it was said to be; one without is refused while it is still coming once it is over the limit. */
export async function readLimited(request: Request, bytesMax: number): Promise<string> {
  const said = Number(request.headers.get('Content-Length') ?? Number.NaN)
  if (said > bytesMax) throw tooLarge(bytesMax)
  if (!request.body) return ''
  return Number.isNaN(said) ? readComing(request.body, bytesMax) : request.text().catch(cutShort)
}

async function readComing(body: ReadableStream<Uint8Array>, bytesMax: number): Promise<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder('utf-8')
  let text = ''
  let bytes = 0
  try {
    for (;;) {
      const { done, value } = await reader.read().catch(cutShort)
      if (done) return text + decoder.decode()
      bytes += value.byteLength
      if (bytes > bytesMax) throw tooLarge(bytesMax)
      text += decoder.decode(value, { stream: true })
    }
  } finally {
    reader.releaseLock()
  }
}

function cutShort(cause: unknown): never {
  throw new AppError('BAD_REQUEST', 'The body ended before it was complete: send it again', { cause })
}

const tooLarge = (bytesMax: number) => new AppError('TOO_LARGE', `The body is larger than ${bytesMax} bytes`)

function parse(text: string): unknown {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    throw new AppError('BAD_REQUEST', 'The body is not valid JSON')
  }
  if (isDeeper(value, DEPTH_MAX)) throw new AppError('BAD_REQUEST', 'The body is nested too deeply')
  return value
}

/** However many values there are: none becomes an argument of a call. */
function isDeeper(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return false
  return levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1))
}
