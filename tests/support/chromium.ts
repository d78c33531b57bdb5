import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { findChromium } from './chromium-path.ts'

/** No page lives long enough to earn back what its script costs to optimise. */
const FLAGS = `--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
  --disable-component-update --disable-sync --disable-dev-shm-usage --js-flags=--no-opt,--no-maglev`.split(/\s+/)

export interface Browsing {
  /** A window with an empty profile, closed after the test unless it stays. */
  open(
    size: { width: number; height?: number },
    options?: BrowserContextOptions,
    stays?: boolean,
  ): Promise<BrowserContext>
}

let launched: Browser | undefined

/** One for all files of a worker: starting one costs as much as two of its windows. It ends with the worker. */
async function browserOf(executablePath: string): Promise<Browser> {
  if (!launched?.isConnected()) launched = await chromium.launch({ executablePath, args: FLAGS })
  return launched
}

/** A browser for the journeys of a file; they are skipped where the machine has none. */
export function useChromium(): Browsing {
  const executablePath = findChromium()
  const opened: BrowserContext[] = []
  const staying: BrowserContext[] = []
  let browser: Browser | undefined
  beforeAll(async () => {
    if (executablePath) browser = await browserOf(executablePath)
  }, 60_000)
  beforeEach((context) => {
    if (!executablePath) context.skip('no Chromium on this machine')
  })
  afterEach(async () => {
    for (const context of opened.splice(0)) await context.close()
  })
  // What stayed open for all tests of the file.
  afterAll(async () => {
    for (const context of staying.splice(0)) await context.close()
  })
  return {
    async open({ width, height = width < 600 ? 844 : 900 }, options = {}, stays = false) {
      const context = await browser!.newContext({ ...options, viewport: { width, height } })
      ;(stays ? staying : opened).push(context)
      return context
    },
  }
}
