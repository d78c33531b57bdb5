import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads'
import { seedDemo } from '../../../local/demo/seed.ts'

export const PASSWORD = 'maple-of-the-tests'

/** Makes the demo business; false when it was there. */
export const seed = ({ adminUrl }: { adminUrl: string }) =>
  seedDemo({
    adminUrl,
    password: PASSWORD,
    payments: {
      createAccount: async () => ({
        outcome: 'ok',
        value: { id: 'acct_1demo', chargesEnabled: true, detailsSubmitted: true, country: 'CA', currency: 'CAD' },
      }),
    },
  })

/** The same in a thread of its own, which remembers nothing of what another start made. */
export function seedAnew({ adminUrl }: { adminUrl: string }): Promise<boolean> {
  const thread = new Worker(new URL(import.meta.url), { workerData: { adminUrl, seedsDemo: true } })
  return new Promise((resolve, reject) => {
    thread.once('message', resolve).once('error', reject)
  })
}

if (!isMainThread && workerData?.seedsDemo) parentPort!.postMessage(await seed(workerData))
