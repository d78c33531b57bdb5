import type { ExecutionContext, MessageBatch } from '@cloudflare/workers-types'
import type { Env } from '../workers/env.ts'
import type { IncomingMessage } from '../workers/inbound/mail.ts'
import worker from '../workers/index.ts'
import { FILE_MODES, faultyFiles, setFileMode } from './stack/faulty-files.ts'
import { deliverMail } from './stack/incoming-mail.ts'

export { CallMeter, Limiter, Live } from '../workers/index.ts'

type LocalEnv = Env & { SERVICES_URL: string }

/** The Worker as it ships, plus `/local/*`, which never ships. */
export default {
  ...worker,

  async fetch(request: Request, env: LocalEnv, ctx: ExecutionContext): Promise<Response> {
    const { pathname } = new URL(request.url)
    if (!pathname.startsWith('/local/')) return worker.fetch(request, withFaults(env), ctx)
    if (pathname === '/local/files/mode' && request.method === 'POST') return changeFileMode(request)
    if (pathname === '/local/email' && request.method === 'POST')
      return deliverMail(request, withFaults(env), worker.email)
    if (pathname === '/local/cron' && request.method === 'POST') return fireCrons(env)
    if (pathname === '/local/clock' && request.method === 'POST') return moveClock(request, env)
    return toServices(request, env)
  },

  email: (message: IncomingMessage, env: LocalEnv) => worker.email(message, withFaults(env)),

  queue: (batch: MessageBatch<unknown>, env: LocalEnv, ctx: ExecutionContext) =>
    worker.queue(batch, withFaults(env), ctx),
}

let faulty: { from: LocalEnv; env: LocalEnv } | undefined

/** The same environment with storage that can be told to fail; one for each, because the Worker remembers by it. */
function withFaults(env: LocalEnv): LocalEnv {
  if (faulty?.from !== env) faulty = { from: env, env: { ...env, FILES: faultyFiles(env.FILES) } }
  return faulty.env
}

async function changeFileMode(request: Request): Promise<Response> {
  const { put } = (await request.json().catch(() => ({}))) as { put?: unknown }
  const mode = FILE_MODES.find((known) => known === put)
  if (!mode) return Response.json({ error: { message: 'put is ok, fail or cut' } }, { status: 422 })
  setFileMode(mode)
  return Response.json({ data: { put: mode } })
}

async function fireCrons(env: LocalEnv): Promise<Response> {
  await worker.scheduled({}, env)
  return Response.json({ data: { fired: ['* * * * *'] } })
}

async function moveClock(request: Request, env: LocalEnv): Promise<Response> {
  const moved = await toServices(request, env)
  if (moved.ok) await worker.scheduled({}, env)
  return moved
}

/** Mailbox, failures, the Stripe simulator's switches: all live in the local services. */
async function toServices(request: Request, env: LocalEnv): Promise<Response> {
  const url = new URL(request.url)
  const target = `${env.SERVICES_URL}${url.pathname.slice('/local'.length)}${url.search}`
  const body = request.method === 'GET' || request.method === 'HEAD' ? null : await request.arrayBuffer()
  return fetch(target, { method: request.method, headers: request.headers, body })
}
