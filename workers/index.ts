import type { ExecutionContext, MessageBatch } from '@cloudflare/workers-types'
import { consume } from '../queues/consumer.ts'
import { app } from './app.ts'
import type { Env } from './env.ts'
import { type IncomingMessage, receiveMail } from './inbound/mail.ts'
import { jobContext } from './jobs.ts'
import { sweep } from './scheduled.ts'

export { Limiter } from '../durable-objects/limiter/object.ts'
export { Live } from '../durable-objects/live/object.ts'
export { CallMeter } from '../durable-objects/meter/object.ts'

export default {
  fetch: (request: Request, env: Env, ctx: ExecutionContext) => app.fetch(request, env, ctx as never),

  async queue(batch: MessageBatch<unknown>, env: Env, ctx: ExecutionContext): Promise<void> {
    if (batch.queue !== 'hub-dead')
      return consume(
        batch,
        jobContext(env, (promise) => ctx.waitUntil(promise)),
      )
    for (const message of batch.messages)
      console.error(JSON.stringify({ event: 'queue.gave_up', message: message.body }))
  },

  email: (message: IncomingMessage, env: Env) => receiveMail(message, env),

  async scheduled(_event: unknown, env: Env): Promise<void> {
    await sweep(env)
  },
}
