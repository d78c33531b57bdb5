import type { JWK } from 'jose'
import { AppError } from '../../../core/domain/kernel/errors.ts'
import type { FindKey } from './signature.ts'

const FETCH_EVERY_MS = 60_000
const REFRESH_AFTER_MS = 10 * 60_000
const USABLE_MS = 24 * 60 * 60_000
const TIMEOUT_MS = 3_000
const KEYS_MAX = 20
const BODY_CHARACTERS_MAX = 64 * 1024

export interface RemoteKeysOptions {
  url: string
  fetch: typeof fetch
  nowMs: () => number
}

/** The key set of an outside issuer: fetched at most once a minute, used for at most a day when the issuer is silent (AU2, AU12). */
export function remoteKeys({ url, fetch, nowMs }: RemoteKeysOptions): FindKey {
  let keys = new Map<string, JWK>()
  let fetchedMs = Number.NEGATIVE_INFINITY
  let triedMs = Number.NEGATIVE_INFINITY
  let running: Promise<void> | null = null

  const refresh = async (): Promise<void> => {
    const answer = await download(fetch, url)
    running = null
    if (!answer) return
    keys = answer
    fetchedMs = nowMs()
  }
  return async ({ kid }) => {
    const isStale = nowMs() - fetchedMs > REFRESH_AFTER_MS
    if ((isStale || !keys.has(kid)) && nowMs() - triedMs >= FETCH_EVERY_MS) {
      triedMs = nowMs()
      running = refresh()
    }
    // Another request may own the download that runs now; workerd can drop it with that request, hence the limit.
    if (running && (isStale || !keys.has(kid))) await Promise.race([running, pause(TIMEOUT_MS + 500)])
    if (nowMs() - fetchedMs > USABLE_MS) throw unavailable()
    return keys.get(kid) ?? null
  }
}

async function download(fetch: RemoteKeysOptions['fetch'], url: string): Promise<Map<string, JWK> | null> {
  try {
    const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) })
    const text = response.ok ? await response.text() : ''
    if (text.length > BODY_CHARACTERS_MAX) return null
    const set = JSON.parse(text) as { keys?: JWK[] }
    const usable = (set.keys ?? []).filter((key) => typeof key.kid === 'string' && key.kty !== 'oct').slice(0, KEYS_MAX)
    return usable.length > 0 ? new Map(usable.map((key) => [key.kid as string, key])) : null
  } catch {
    return null
  }
}

const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

const unavailable = () =>
  new AppError('UNAVAILABLE', 'The sign-in service cannot be reached, try again', { retryAfterSeconds: 60 })
