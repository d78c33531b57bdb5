import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { startPGliteServer } from '../gateway/pglite-server.ts'

export interface Embedded {
  folder: string
  users: Record<string, string>
}

/** Opens the folder and serves it over TCP until it is closed. */
export async function serveEmbedded({ folder, users }: Embedded) {
  const db = await PGlite.create(folder)
  const server = await startPGliteServer({ db, users })
  return {
    port: server.port,
    async close() {
      await server.close()
      await db.close()
    },
  }
}

const isOurThread = !isMainThread && (workerData as Partial<Embedded> | null)?.folder !== undefined
if (isOurThread && parentPort) {
  const port = parentPort
  const served = await serveEmbedded(workerData as Embedded)
  port.once('message', () => void served.close())
  port.postMessage(served.port)
}
