import { neon, neonConfig } from '@neondatabase/serverless'
import { drizzle, type NeonHttpDatabase } from 'drizzle-orm/neon-http'

/** Counts the trips of one request; a query without a meter throws, so that none goes uncounted. */
export class Meter {
  trips = 0
  ms = 0
}

export type Db = NeonHttpDatabase

let gateway: string | undefined

neonConfig.fetchFunction = async (url: string, { meter, ...init }: RequestInit & { meter?: Meter }) => {
  if (!meter) throw new Error('a query outside of a metered request')
  const started = performance.now()
  meter.trips++
  try {
    return await fetch(url, init)
  } finally {
    meter.ms += performance.now() - started
  }
}
neonConfig.fetchEndpoint = (host) => gateway ?? `https://api.${host.split('.').slice(1).join('.')}/sql`

export interface DatabaseSettings {
  url: string
  /** Address of the local gateway that speaks Neon's protocol; absent in production. */
  gateway?: string | undefined
}

/** A handle for one request; opens nothing until it is used. */
export function connect(settings: DatabaseSettings, meter: Meter): Db {
  gateway = settings.gateway && `${settings.gateway}/sql`
  const client = neon(settings.url, { fetchOptions: { meter } })
  return drizzle(client, { casing: 'snake_case' })
}
