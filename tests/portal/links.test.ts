import { describe, expect, it } from 'vitest'
import { PortalLinks } from '../../core/services/documents/portal-links.ts'

const links = new PortalLinks('https://hub.example', 'a secret of sixteen')
const TOKENS = 100_000
/** Divides a half of them. */
const AT_ONCE = 500
const SYMBOLS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
/** The last of 43 symbols carries 4 bits only. */
const FULL_SYMBOLS = 42
/** Chi-square with 63 degrees of freedom is above this once in ten million runs. */
const CHI_SQUARE_MAX = 145

const ADDRESS = 'https://hub.example/portal/invoices/'

async function mint(saltOf: (n: number) => string | undefined): Promise<string[]> {
  const tokens: string[] = []
  while (tokens.length < TOKENS / 2) {
    const batch = Array.from({ length: AT_ONCE }, (_, i) => links.mint('invoice', saltOf(tokens.length + i)))
    for (const { url } of await Promise.all(batch)) tokens.push(url.slice(ADDRESS.length))
  }
  return tokens
}

function chiSquare(tokens: readonly string[], position: number): number {
  const counts = new Uint32Array(128)
  for (const token of tokens) counts[token.charCodeAt(position)]!++
  const expected = tokens.length / SYMBOLS.length
  return [...SYMBOLS].reduce((sum, symbol) => sum + (counts[symbol.charCodeAt(0)]! - expected) ** 2 / expected, 0)
}

describe('PT1 the tokens of links', () => {
  it('are 256 bits without repeats or structure, of drawn salts and of salts in a row', {
    timeout: 60_000,
  }, async () => {
    const [drawn, derived] = [await mint(() => undefined), await mint((n) => `salt-${n}`)]
    expect(new Set([...drawn, ...derived]).size).toBe(TOKENS)
    expect([...drawn, ...derived].every((token) => /^[A-Za-z0-9_-]{43}$/.test(token))).toBe(true)
    for (const tokens of [drawn, derived])
      for (let position = 0; position < FULL_SYMBOLS; position++)
        expect(chiSquare(tokens, position), `position ${position}`).toBeLessThan(CHI_SQUARE_MAX)
  })
})
