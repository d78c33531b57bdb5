import type { Env } from '../../workers/env.ts'
import type { IncomingMessage } from '../../workers/inbound/mail.ts'

type Receive = (message: IncomingMessage, env: Env) => Promise<void>

/** A raw mail as Cloudflare would hand it in; what its sender's server would be told is the answer. */
export async function deliverMail(request: Request, env: Env, receive: Receive): Promise<Response> {
  const query = new URL(request.url).searchParams
  const raw = await streamOf(request)
  const refused: string[] = []
  const message = {
    from: query.get('from') ?? '',
    to: query.get('to') ?? '',
    ...raw,
    setReject: (reason: string) => void refused.push(reason),
  }
  try {
    await receive(message, env)
  } catch (error) {
    await takeTheRest(request)
    return failure(503, 'UNAVAILABLE', `Try again: ${error instanceof Error ? error.message : error}`)
  }
  return refused[0] ? failure(422, 'REJECTED', refused[0]) : Response.json({ data: { received: true } })
}

/** The platform hands in a stream of a known length. */
async function streamOf(request: Request): Promise<{ raw: ReadableStream<Uint8Array>; rawSize: number }> {
  const length = request.headers.get('Content-Length')
  if (length !== null && request.body) return { raw: request.body, rawSize: Number(length) }
  const bytes = await request.arrayBuffer()
  return { raw: new Response(bytes).body as ReadableStream<Uint8Array>, rawSize: bytes.byteLength }
}

/** As a mail server does: who is answered while he still sends finds his line cut, and the next request on it too. */
const takeTheRest = async (request: Request) => request.body?.pipeTo(new WritableStream()).catch(() => {})

const failure = (status: number, code: string, message: string) =>
  Response.json({ error: { code, message, details: [] } }, { status })
