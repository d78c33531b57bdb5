import type { DurableObjectNamespace } from '@cloudflare/workers-types'
import type { CallTake, SettledCall } from '../../core/domain/plans/call-counts.ts'
import { callMeter } from '../../durable-objects/meter/client.ts'
import type { CallMeter } from '../../durable-objects/meter/object.ts'

export { CallMeter } from '../../durable-objects/meter/object.ts'

interface Asked {
  tenantId: string
  take?: CallTake[]
  /** One after the other; how long each took is told. */
  timed?: CallTake[]
  settle?: SettledCall[]
  forget?: boolean
  month: string
}

/** Asks the object of a business, as the Worker does: all takes at once. Answers with what is used after it. */
export default {
  async fetch(request: Request, env: { CALL_METER: DurableObjectNamespace<CallMeter> }): Promise<Response> {
    const { tenantId, take = [], timed = [], settle, forget, month } = (await request.json()) as Asked
    const meter = callMeter(env.CALL_METER)
    const taken = await Promise.all(take.map((call) => meter.take(tenantId, call)))
    const ms: number[] = []
    for (const call of timed) {
      const started = performance.now()
      await meter.take(tenantId, call)
      ms.push(performance.now() - started)
    }
    if (settle) await meter.settle(tenantId, month, settle)
    const isForgotten = forget ? await meter.forget(tenantId) : null
    return Response.json({ taken, ms, isForgotten, used: (await meter.used(tenantId, month))?.calls ?? null })
  },
}
