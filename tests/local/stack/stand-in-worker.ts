import { DurableObject } from 'cloudflare:workers'

// The smallest Worker with every binding of the stack: tells what reached it.
interface Env {
  ASSETS: { fetch(request: Request): Promise<Response> }
  FILES: { put(key: string, value: string): Promise<unknown>; get(key: string): Promise<{ text(): Promise<string> }> }
  LIMITER: { get(id: unknown): { hit(): Promise<number> }; idFromName(name: string): unknown }
  QUEUE_WEBHOOKS: { send(body: unknown): Promise<void> }
  QUEUE_BULK: { send(body: unknown): Promise<void> }
  [name: string]: unknown
}

const seen = { crons: 0, batches: [] as string[] }

export class Limiter extends DurableObject {
  private hits = 0
  hit(): number {
    this.hits += 1
    return this.hits
  }
}

export class Live extends DurableObject {}
export class CallMeter extends DurableObject {}

const routes: Record<string, (request: Request, env: Env) => Promise<unknown>> = {
  '/health': async () => ({ ok: true }),
  '/seen': async (request, env) => ({
    ...seen,
    address: request.headers.get('cf-connecting-ip'),
    hits: await env.LIMITER.get(env.LIMITER.idFromName('one')).hit(),
  }),
  '/bindings': async (_, env) => Object.keys(env).filter((name) => typeof env[name] === 'object'),
  '/variables': async (_, env) => Object.keys(env).filter((name) => typeof env[name] === 'string'),
  '/enqueue': async (_, env) => Promise.all([env.QUEUE_WEBHOOKS.send({ n: 1 }), env.QUEUE_BULK.send({ fail: true })]),
  '/file': async (_, env) => {
    await env.FILES.put('a', 'kept')
    return (await env.FILES.get('a')).text()
  },
}

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    const route = routes[new URL(request.url).pathname]
    return route ? Response.json(await route(request, env)) : env.ASSETS.fetch(request)
  },
  async scheduled(): Promise<void> {
    seen.crons += 1
  },
  async queue(batch: { queue: string; messages: { body: { fail?: boolean } }[] }): Promise<void> {
    seen.batches.push(batch.queue)
    if (batch.queue !== 'hub-dead' && batch.messages.some((message) => message.body.fail)) throw new Error('poison')
  },
}
