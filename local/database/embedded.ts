import { once } from 'node:events'
import { setTimeout } from 'node:timers/promises'
import { Worker } from 'node:worker_threads'
import { type Embedded, serveEmbedded } from './embedded-thread.ts'

export interface EmbeddedDatabase {
  port: number
  close(): Promise<void>
}

/** Deep enough for PostgreSQL's own limit to speak first. */
const STACK_MB = 64
const CLOSING_MS = 5_000

/**
 * Runs PGlite in a thread of its own, because a statement blocks the thread that it runs in. A thread that dies is
 * followed by another on the same port, which recovers as after a crash. Where Node cannot run TypeScript (a test
 * runner under an older Node) it runs in this thread.
 */
export async function openEmbedded(
  embedded: Omit<Embedded, 'onBroken'>,
  stackMb: number = STACK_MB,
): Promise<EmbeddedDatabase> {
  if (!process.features.typescript) return serveEmbedded(embedded)
  let isClosing = false
  let port = embedded.port
  let thread: Worker

  const run = async (): Promise<void> => {
    const url = new URL('./embedded-thread.ts', import.meta.url)
    thread = new Worker(url, { workerData: { ...embedded, port }, resourceLimits: { stackSizeMb: stackMb } })
    port = await firstMessage(thread)
    thread.on('error', (error) => console.error('The embedded database failed:', error))
    thread.once('exit', () => {
      if (!isClosing && embedded.folder !== undefined) run().catch((error) => console.error(error))
    })
  }

  await run()
  return {
    port: port!,
    async close() {
      isClosing = true
      const ended = once(thread, 'exit')
      thread.postMessage('close')
      await Promise.race([ended, setTimeout(CLOSING_MS, null, { ref: false })])
      await thread.terminate()
    },
  }
}

async function firstMessage(thread: Worker): Promise<number> {
  return new Promise((resolve, reject) => {
    thread.once('message', resolve).once('error', reject)
    thread.once('exit', (code) => reject(new Error(`The embedded database ended with code ${code}`)))
  })
}
