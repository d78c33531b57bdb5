import { neon, neonConfig } from '@neondatabase/serverless'
import { drizzle, type NeonHttpDatabase } from 'drizzle-orm/neon-http'

/** Counts the trips of one request; a query without a meter throws, so that none goes uncounted. */
export class Meter {
  trips = 0
  ms = 0
}

/** A caller is told within ten seconds that the database is away (IN1). */
const TRIP_MS_MAX = 8_000
/** Nobody waits for a snapshot, and it cannot be of one moment in more trips than one. */
const SNAPSHOT_MS_MAX = 60_000

export type Db = NeonHttpDatabase
type MeteredInit = RequestInit & { meter?: Meter; limitMs?: number }

let gateway: string | undefined

neonConfig.fetchFunction = async (url: string, { meter, limitMs = TRIP_MS_MAX, ...init }: MeteredInit) => {
  if (!meter) throw new Error('a query outside of a metered request')
  const started = performance.now()
  meter.trips++
  try {
    return await wholeAnswer(await fetch(url, { ...init, signal: AbortSignal.timeout(limitMs) }))
  } finally {
    meter.ms += performance.now() - started
  }
}
/** What breaks off, or comes from something that is no database, fails here, where the driver says that it cannot connect. */
async function wholeAnswer(response: Response): Promise<Answer> {
  const text = await response.text()
  const isJson = /^application\/json\b/i.test(response.headers.get('Content-Type') ?? '')
  if (response.ok && !isJson) throw new Error('The database answered something else than JSON')
  const { ok, status } = response
  // What the driver asks of a Response, without turning megabytes into bytes and back.
  return { ok, status, text: async () => text, json: async () => JSON.parse(text) as unknown }
}

type Answer = Pick<Response, 'ok' | 'status' | 'text' | 'json'>

neonConfig.fetchEndpoint = (host) => gateway ?? `https://api.${host.split('.').slice(1).join('.')}/sql`

export interface DatabaseSettings {
  url: string
  /** Address of the local gateway that speaks Neon's protocol; absent in production. */
  gateway?: string | undefined
}

/** A handle for one request; opens nothing until it is used. RepeatableRead: each of its batches sees one moment. */
export function connect(settings: DatabaseSettings, meter: Meter, isolationLevel?: 'RepeatableRead'): Db {
  gateway = settings.gateway && `${settings.gateway}/sql`
  const client = isolationLevel
    ? neon(settings.url, { fetchOptions: { meter, limitMs: SNAPSHOT_MS_MAX }, isolationLevel })
    : neon(settings.url, { fetchOptions: { meter } })
  return drizzle(client, { casing: 'snake_case' })
}
