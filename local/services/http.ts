import type { IncomingHttpHeaders, IncomingMessage, ServerResponse } from 'node:http'

export interface Call {
  method: string
  path: string
  query: URLSearchParams
  headers: IncomingHttpHeaders
  body: Buffer
}

export interface Answer {
  status: number
  headers?: Record<string, string>
  body?: string | Buffer
  /** Answers only after this time. */
  delayMs?: number
  /** Cuts the connection instead of answering. */
  cut?: boolean
  /** Behind the body comes this, again and again, for as long as it is read. */
  endless?: string
}

export class TooLarge extends Error {}

export const json = (value: unknown, status = 200, headers: Record<string, string> = {}): Answer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
  body: JSON.stringify(value),
})

export const html = (body: string, status = 200): Answer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' },
  body,
})

export const redirect = (location: string): Answer => ({ status: 303, headers: { location } })

export const escapeHtml = (text: string) => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)

/** The body as a JSON object; anything else is null. */
export function jsonBody(call: Call): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(call.body.toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}

export async function readBody(request: IncomingMessage, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > limit) throw new TooLarge()
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

export function sendAnswer(response: ServerResponse, answer: Answer) {
  if (answer.delayMs) {
    const timer = setTimeout(() => sendAnswer(response, { ...answer, delayMs: 0 }), answer.delayMs)
    response.once('close', () => clearTimeout(timer))
    return
  }
  if (answer.cut) {
    response.destroy()
    return
  }
  response.writeHead(answer.status, answer.headers)
  if (answer.endless === undefined) response.end(answer.body ?? '')
  else {
    response.write(answer.body ?? '')
    pourOut(response, answer.endless.repeat(1_000))
  }
}

function pourOut(response: ServerResponse, piece: string) {
  while (!response.destroyed && response.write(piece)) {}
  if (!response.destroyed) response.once('drain', () => setImmediate(() => pourOut(response, piece)))
}
