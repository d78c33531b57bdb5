import type { Env } from '../../workers/env.ts'
import type { IncomingMessage } from '../../workers/inbound/mail.ts'

type Receive = (message: IncomingMessage, env: Env) => Promise<void>

/** A raw mail as Cloudflare would hand it in; what its sender's server would be told is the answer. */
export async function deliverMail(request: Request, env: Env, receive: Receive): Promise<Response> {
  const query = new URL(request.url).searchParams
  const raw = await request.arrayBuffer()
  const refused: string[] = []
  const message = {
    from: query.get('from') ?? '',
    to: query.get('to') ?? '',
    rawSize: raw.byteLength,
    raw: new Response(raw).body as ReadableStream<Uint8Array>,
    setReject: (reason: string) => void refused.push(reason),
  }
  try {
    await receive(message, env)
  } catch (error) {
    return failure(503, 'UNAVAILABLE', `Try again: ${error instanceof Error ? error.message : error}`)
  }
  return refused[0] ? failure(422, 'REJECTED', refused[0]) : Response.json({ data: { received: true } })
}

const failure = (status: number, code: string, message: string) =>
  Response.json({ error: { code, message, details: [] } }, { status })
