import { expect, it } from 'vitest'
import { apiClient } from '../../support/api.ts'
import { OPERATIONS } from '../../support/operations.ts'
import { useStack } from '../../support/shared-stack.ts'

const stack = useStack()
const pageAt = (path: string) => apiClient(stack).get(path)

/** What a page leads to, on its own site and from elsewhere. */
const linksOf = (html: string) => [...html.matchAll(/(?:href|src)="([^"]+)"/g)].map(([, href]) => href!)

it('lists every operation, each with its place on a page that is there, and asks nobody else for anything', async () => {
  const start = await pageAt('/docs/api')
  expect(start.headers.get('Content-Security-Policy')).toMatch(/^default-src 'none'/)
  expect(start.text).not.toMatch(/<script|https?:\/\/(?!127\.0\.0\.1|localhost)/)
  const operations = linksOf(start.text).filter((href) => href.includes('#'))
  expect(operations.length).toBe(OPERATIONS.length)

  const pages = new Map<string, string>()
  const read = async (path: string) => {
    const known = pages.get(path) ?? (await pageAt(path)).text
    pages.set(path, known)
    return known
  }
  for (const href of operations) {
    const [path, place] = href.split('#')
    expect(await read(path!), href).toContain(`id="${place}"`)
  }
  // What they name has its fields in a chapter of its own.
  const objects = await read('/docs/api/objects')
  const named = [...pages.values()].flatMap(linksOf).filter((href) => href.startsWith('/docs/api/objects#'))
  expect(named.length).toBeGreaterThan(100)
  const missing = [...new Set(named)].filter((href) => !objects.includes(`id="${href.split('#')[1]}"`))
  expect(missing).toEqual([])
})

it('says of a field what it may be, whether it must be there, and what refuses it', async () => {
  const { text } = await pageAt('/docs/api/invoices')
  const words = text.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ')
  expect(words).toContain('po_number text (at most 100) or null The number of the customer’s order')
  expect(words).toContain('list of LineInput (at most 200)')
  expect(words).toContain('409 It changed meanwhile, or its state does not allow it')
  expect((await pageAt('/docs/api/nothing')).status).toBe(404)
})
