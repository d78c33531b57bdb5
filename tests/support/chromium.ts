import { type Browser, type BrowserContextOptions, chromium } from 'playwright-core'
import { afterAll, afterEach, beforeEach } from 'vitest'
import { findChromium } from './chromium-path.ts'
import { type Size, type Window, Windows } from './windows.ts'

/** What Playwright turns off for the sake of its own work; these stand in place of its list. */
const WITHOUT = [
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  // A new frame for each address of a window that stays.
  'RenderDocument',
]
/** No page lives long enough to earn back what its script costs to optimise. */
const FLAGS = `--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking
  --disable-component-update --disable-sync --disable-dev-shm-usage --renderer-process-limit=1
  --disable-features=${WITHOUT} --js-flags=--no-opt,--no-maglev`.split(/\s+/)

export interface Browsing {
  /** A window with an empty profile, left after the test unless it stays. */
  open(size: Size, options?: BrowserContextOptions, stays?: boolean): Promise<Window>
}

let launched: Browser | undefined
let windows: Promise<Windows> | undefined

/** One browser for all files of a worker, with its windows: starting one costs as much as two of these. It ends with the worker. */
function windowsOf(executablePath: string): Promise<Windows> {
  // Several may ask before it is there.
  if (!windows || launched?.isConnected() === false) windows = launch(executablePath)
  return windows
}

async function launch(executablePath: string): Promise<Windows> {
  launched = undefined
  launched = await chromium.launch({ executablePath, args: FLAGS })
  return new Windows(launched)
}

/**
 * A browser for the journeys of a file; they are skipped where the machine has none. Its windows were used by other tests,
 * and have the files of the app in their cache, unless it keeps none.
 */
export function useChromium({ keepsWindows = true } = {}): Browsing {
  const executablePath = findChromium()
  const opened: Window[] = []
  const staying: Window[] = []
  beforeEach((context) => {
    if (!executablePath) context.skip('no Chromium on this machine')
  })
  afterEach(async (context) => {
    const keeps = keepsWindows && context.task.result?.state !== 'fail'
    for (const window of opened.splice(0)) await (await windows)?.leave(window, keeps)
  })
  afterAll(async () => {
    for (const window of staying.splice(0)) await (await windows)?.leave(window, keepsWindows)
  })
  return {
    async open(size, options = {}, stays = false) {
      const window = await (await windowsOf(executablePath!)).open(size, options, !keepsWindows)
      ;(stays ? staying : opened).push(window)
      return window
    },
  }
}
