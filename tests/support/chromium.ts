import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach } from 'vitest'
import { findChromium } from './chromium-path.ts'
import { type Size, type Window, Windows } from './windows.ts'

/** No page lives long enough to earn back what its script costs to optimise. */
const FLAGS = `--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
  --disable-component-update --disable-sync --disable-dev-shm-usage --js-flags=--no-opt,--no-maglev`.split(/\s+/)

export interface Browsing {
  /** A window with an empty profile, left after the test unless it stays. */
  open(size: Size, options?: BrowserContextOptions, stays?: boolean): Promise<Window>
}

let launched: Browser | undefined

/** One for all files of a worker: starting one costs as much as two of its windows. It ends with the worker. */
async function browserOf(executablePath: string): Promise<Browser> {
  if (!launched?.isConnected()) launched = await chromium.launch({ executablePath, args: FLAGS })
  return launched
}

/**
 * A browser for the journeys of a file; they are skipped where the machine has none. A window that is kept for the next
 * test has the files of the app in its cache.
 */
export function useChromium({ keepsWindows = true } = {}): Browsing {
  const executablePath = findChromium()
  let windows: Windows | undefined
  let staying: Windows | undefined
  beforeAll(async () => {
    if (!executablePath) return
    const browser = await browserOf(executablePath)
    windows = new Windows(browser)
    staying = new Windows(browser)
  }, 60_000)
  beforeEach((context) => {
    if (!executablePath) context.skip('no Chromium on this machine')
  })
  afterEach((context) => windows?.leave(keepsWindows && context.task.result?.state !== 'fail'))
  afterAll(() => Promise.all([windows?.close(), staying?.close()]))
  return {
    open: (size, options = {}, stays = false) => (stays ? staying! : windows!).open(size, options),
  }
}
