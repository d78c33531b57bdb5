import { AppError } from '../../core/domain/kernel/errors.ts'
import type { QuoteForm } from '../../core/services/portal/decide-quote.ts'
import type { HubContext } from '../context.ts'
import { readLimited } from '../middleware/body.ts'
import { addressOf } from '../middleware/limits.ts'

const BODY_BYTES_MAX = 32 * 1024
const AGENT_MAX = 300

/** What was sent from the page of a quote: a form, or the same as JSON. */
export async function readForm(c: HubContext): Promise<QuoteForm & { body: string }> {
  const body = await readLimited(c.req.raw, BODY_BYTES_MAX)
  const fields = fieldsOf(body, c.req.header('Content-Type') ?? '')
  return {
    body,
    field: (name) => fields.get(name),
    ip: addressOf(c),
    userAgent: c.req.header('User-Agent')?.slice(0, AGENT_MAX) ?? null,
  }
}

function fieldsOf(body: string, type: string): ReadonlyMap<string, string> {
  if (/^application\/json\b/i.test(type)) return ofJson(body)
  if (body === '' || /^application\/x-www-form-urlencoded\b/i.test(type)) return new Map(new URLSearchParams(body))
  throw new AppError('UNSUPPORTED_MEDIA_TYPE', 'Send it as a form or as JSON')
}

function ofJson(body: string): ReadonlyMap<string, string> {
  try {
    const sent: unknown = JSON.parse(body === '' ? '{}' : body)
    if (typeof sent !== 'object' || sent === null) throw new Error('no object')
    return new Map(Object.entries(sent).flatMap(([name, value]) => (isPlain(value) ? [[name, String(value)]] : [])))
  } catch (cause) {
    throw new AppError('BAD_REQUEST', 'The body is not valid JSON', { cause })
  }
}

const isPlain = (value: unknown) => ['string', 'number', 'boolean'].includes(typeof value)
