import { fileURLToPath } from 'node:url'
import { Miniflare, NoOpLog, supportedCompatibilityDate } from 'miniflare'
import type { CallTaken } from '../../core/domain/plans/call-counts.ts'
import { modulesOf } from '../../local/stack/runtime.ts'
import { bundleWorker } from '../../local/stack/worker-bundle.ts'

const ENTRY = fileURLToPath(new URL('./call-meter-worker.ts', import.meta.url))
export const MONTH = '2026-11-01'

interface Answer {
  taken: (CallTaken | null)[]
  /** Of each that was timed. */
  ms: number[]
  isForgotten: boolean | null
  used: number | null
}

/** The objects that count calls of models, in workerd, with their storage in a folder. */
export async function startCallMeter(folder: string) {
  const runtime = new Miniflare({
    modules: modulesOf(await bundleWorker(ENTRY)),
    compatibilityDate: supportedCompatibilityDate,
    cf: false,
    log: new NoOpLog() as never,
    durableObjectsPersist: folder,
    durableObjects: { CALL_METER: { className: 'CallMeter', useSQLite: true } },
  })
  return {
    async ask(tenantId: string, more: object = {}): Promise<Answer> {
      const body = JSON.stringify({ tenantId, month: MONTH, ...more })
      return (await runtime.dispatchFetch('http://meter/', { method: 'POST', body })).json() as Promise<Answer>
    },
    stop: () => runtime.dispose(),
  }
}
