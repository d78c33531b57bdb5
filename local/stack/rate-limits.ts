import type { WorkerOptions } from 'miniflare'

/** Calls a minute of one key: the same as in wrangler.toml. */
export const RATE_LIMITS = { PORTAL_BY_ADDRESS: 120, PORTAL_BY_LINK: 60, PORTAL_MISSES: 30 }
const PERIOD_SECONDS = 60
const COUNTER_NAME = 'rate-limit'

/** Counts as the platform's rate limiting does, in windows of the clock. Miniflare's own asks a Durable Object for each call. */
const COUNTER = `export default function ({ limit, period }) {
  let window = 0
  let counts = new Map()
  return {
    async limit({ key }) {
      const now = Math.floor(Date.now() / 1000 / period)
      if (now !== window) [window, counts] = [now, new Map()]
      const count = (counts.get(key) ?? 0) + 1
      counts.set(key, count)
      return { success: count <= limit }
    },
  }
}`

export const counterWorker: WorkerOptions = {
  name: COUNTER_NAME,
  modules: [{ type: 'ESModule', path: 'rate-limit.js', contents: COUNTER }],
}

export const rateLimitBindings = (): NonNullable<WorkerOptions['wrappedBindings']> =>
  Object.fromEntries(
    Object.entries(RATE_LIMITS).map(([name, limit]) => [
      name,
      { scriptName: COUNTER_NAME, bindings: { limit, period: PERIOD_SECONDS } },
    ]),
  )
