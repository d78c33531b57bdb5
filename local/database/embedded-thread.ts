import { existsSync, openAsBlob } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { startPGliteServer } from '../gateway/pglite-server.ts'

export interface Embedded {
  /** Where the data is kept; in memory when absent. */
  folder?: string
  /** An archive of a database to begin with. */
  snapshot?: string
  users: Record<string, string>
  port?: number
  onBroken?: () => void
}

/** Opens a database and serves it over TCP until it is closed. */
export async function serveEmbedded({ folder, snapshot, ...serving }: Embedded) {
  if (folder !== undefined && !existsSync(folder)) await makeWhole(folder)
  const db = await PGlite.create({
    ...(folder === undefined ? {} : { dataDir: folder }),
    ...(snapshot === undefined ? {} : { loadDataDir: await openAsBlob(snapshot) }),
  })
  const server = await startPGliteServer({ db, ...serving })
  return {
    port: server.port,
    /** An archive of everything in it, to begin another one with. */
    dump: () => db.dumpDataDir('none'),
    async close() {
      await server.close()
      await db.close()
    },
  }
}

/** A database that was killed while it was being made would never open again, so it gets its name when it is done. */
async function makeWhole(folder: string): Promise<void> {
  const unfinished = `${folder}.new`
  await rm(unfinished, { recursive: true, force: true })
  const db = await PGlite.create(unfinished)
  await db.close()
  await rename(unfinished, folder)
}

const isOurThread = !isMainThread && (workerData as Partial<Embedded> | null)?.users !== undefined
if (isOurThread && parentPort) {
  const port = parentPort
  // Leaving ends the thread only; the one that started it starts another.
  const served = await serveEmbedded({ ...(workerData as Embedded), onBroken: () => process.exit(1) })
  port.once('message', () => void served.close())
  port.postMessage(served.port)
}
