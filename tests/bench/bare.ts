import { fileURLToPath } from 'node:url'
import { Miniflare } from 'miniflare'
import { openDatabase } from '../../local/database/open.ts'
import { startGateway } from '../../local/gateway/gateway.ts'
import { modulesOf } from '../../local/stack/runtime.ts'
import { bundleWorker } from '../../local/stack/worker-bundle.ts'

export interface Bare {
  url: string
  stop(): Promise<void>
}

/** workerd and Hono with one trip to the same database, through a gateway of the same kind. */
export async function startBare(adminUrl: string, port: number): Promise<Bare> {
  const { appUrl } = await openDatabase({ databaseUrl: adminUrl })
  const gateway = await startGateway({ connectionString: appUrl })
  const modules = await bundleWorker(fileURLToPath(new URL('./bare-worker.ts', import.meta.url)))
  const miniflare = new Miniflare({
    host: '127.0.0.1',
    port,
    cf: false,
    name: 'bare',
    modules: modulesOf(modules),
    compatibilityDate: '2026-07-01',
    bindings: { DATABASE_URL: appUrl, DATABASE_GATEWAY: gateway.url },
  })
  await miniflare.ready
  return {
    url: `http://127.0.0.1:${port}/`,
    async stop() {
      await miniflare.dispose()
      await gateway.close()
    },
  }
}
