import type { JWK } from 'jose'
import { describe, expect, it } from 'vitest'
import { remoteKeys } from '../../../workers/adapters/tokens/remote-keys.ts'

const HOUR_MS = 3_600_000
const KEY: JWK = { kty: 'RSA', kid: 'known', n: 'AQAB', e: 'AQAB' }

function endpoint() {
  const state = { nowMs: 0, fetches: 0, answer: async (): Promise<Response> => Response.json({ keys: [KEY] }) }
  const fetch = async () => {
    state.fetches++
    return state.answer()
  }
  const find = remoteKeys({ url: 'https://clerk.example/jwks', fetch, nowMs: () => state.nowMs })
  return {
    state,
    find: (kid: string) =>
      find({ alg: 'RS256', kid }).then(
        (key) => key?.kid ?? null,
        (error) => error.code,
      ),
  }
}

const down: [string, () => Promise<Response>][] = [
  ['down', () => Promise.reject(new TypeError('fetch failed'))],
  ['answering 500', async () => new Response('no', { status: 500 })],
  ['answering a page', async () => new Response('<html>maintenance</html>')],
  ['answering no keys', async () => Response.json({ keys: [] })],
]

describe('the key set of an outside issuer', () => {
  it('AU2 ten thousand unknown key ids cost one download a minute', async () => {
    const { state, find } = endpoint()
    const odd = ["' or 1=1 --", '../../etc/passwd', 'https://evil.example']
    for (let i = 0; i < 10_000; i++) expect(await find(odd[i % 7] ?? `random-${i}`)).toBeNull()
    expect(state.fetches).toBe(1)
    state.nowMs += 60_000
    await Promise.all(Array.from({ length: 50 }, (_, i) => find(`flood-${i}`)))
    expect(state.fetches).toBe(2)
  })

  it('a hundred first requests share one download', async () => {
    const { state, find } = endpoint()
    const found = await Promise.all(Array.from({ length: 100 }, () => find('known')))
    expect({ fetches: state.fetches, found: new Set(found) }).toEqual({ fetches: 1, found: new Set(['known']) })
  })

  it('a key that appears later is found a minute later', async () => {
    const { state, find } = endpoint()
    expect(await find('next')).toBeNull()
    state.answer = async () => Response.json({ keys: [KEY, { ...KEY, kid: 'next' }] })
    expect(await find('next')).toBeNull()
    state.nowMs += 60_000
    expect(await find('next')).toBe('next')
  })

  it.each(down)('AU12 %s: known keys serve for a day, then 503', async (_, answer) => {
    const { state, find } = endpoint()
    expect(await find('known')).toBe('known')
    state.answer = answer
    state.nowMs = 24 * HOUR_MS
    expect(await find('known')).toBe('known')
    state.nowMs = 24 * HOUR_MS + 1
    expect(await find('known')).toBe('UNAVAILABLE')
    state.answer = async () => Response.json({ keys: [KEY] })
    state.nowMs += 60_000
    expect(await find('known')).toBe('known')
  })

  it.each(down)('AU12 %s from the start: 503, never accepted', async (_, answer) => {
    const { state, find } = endpoint()
    state.answer = answer
    expect(await find('known')).toBe('UNAVAILABLE')
    expect(await find('known')).toBe('UNAVAILABLE')
    expect(state.fetches).toBe(1)
  })

  it('a shared secret in the set is dropped', async () => {
    const { state, find } = endpoint()
    state.answer = async () => Response.json({ keys: [KEY, { kty: 'oct', kid: 'secret', k: 'AAAA' }] })
    expect(await find('secret')).toBeNull()
  })
})
