import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { type Embedded, serveEmbedded } from './embedded-thread.ts'

export interface EmbeddedDatabase {
  port: number
  close(): Promise<void>
}

/**
 * Runs PGlite in a thread of its own, because a statement blocks the thread that it runs in. Where Node cannot run
 * TypeScript (a test runner under an older Node) it runs in this one.
 */
export async function openEmbedded(embedded: Embedded): Promise<EmbeddedDatabase> {
  if (!process.features.typescript) return serveEmbedded(embedded)
  const thread = new Worker(new URL('./embedded-thread.ts', import.meta.url), { workerData: embedded })
  const [port] = (await once(thread, 'message')) as [number]
  const ended = once(thread, 'exit')
  return {
    port,
    async close() {
      thread.postMessage('close')
      const timer = setTimeout(() => void thread.terminate(), 5_000)
      await ended
      clearTimeout(timer)
    },
  }
}
