import type { Browser, BrowserContext, BrowserContextOptions, CDPSession, Page } from 'playwright-core'

export interface Size {
  width: number
  height?: number
}

/** What a person sits in front of: a profile of its own, with one page. */
export interface Window {
  context: BrowserContext
  page: Page
}

interface Kept extends Window {
  kind: string
  devtools: CDPSession
  origins: Set<string>
}

/** More would fill the memory of a small machine: each has processes of its own. */
const FREE_MAX = 4

/**
 * Windows that are used again once they are as new, by whichever test of the worker comes next: a page in a new one costs
 * four times as much, because its process begins with nothing compiled and nothing fetched.
 */
export class Windows {
  private readonly browser: Browser
  private readonly inUse = new Map<Window, Kept>()
  private readonly free: Kept[] = []

  constructor(browser: Browser) {
    this.browser = browser
  }

  /** `isNew`: one that nobody has used. */
  async open(
    { width, height = width < 600 ? 844 : 900 }: Size,
    options: BrowserContextOptions,
    isNew: boolean,
  ): Promise<Window> {
    const kind = JSON.stringify(options)
    const index = isNew ? -1 : this.free.findIndex((window) => window.kind === kind)
    const window = index < 0 ? await this.make(kind, options) : this.free.splice(index, 1)[0]!
    this.inUse.set(window, window)
    window.page.on('framenavigated', (frame) => window.origins.add(new URL(frame.url()).origin))
    await window.page.setViewportSize({ width, height })
    return window
  }

  /** After a test that failed nobody knows what it is like: it is not kept. */
  async leave(window: Window, keeps: boolean): Promise<void> {
    const left = this.inUse.get(window)
    this.inUse.delete(window)
    if (!left || !keeps || !(await emptied(left))) return window.context.close()
    this.free.push(left)
    if (this.free.length > FREE_MAX) await this.free.shift()?.context.close()
  }

  private async make(kind: string, options: BrowserContextOptions): Promise<Kept> {
    const context = await this.browser.newContext(options)
    // What a service worker fetches, no test can answer: only those of it let one in.
    if (options.serviceWorkers !== 'allow')
      await context.addInitScript(() =>
        Object.defineProperty(Navigator.prototype, 'serviceWorker', { value: undefined }),
      )
    const page = await context.newPage()
    return { kind, context, page, devtools: await context.newCDPSession(page), origins: new Set() }
  }
}

/** Whether nothing is left in it of who used it. */
async function emptied({ context, page, devtools, origins, kind }: Kept): Promise<boolean> {
  try {
    for (const other of context.pages()) if (other !== page) await other.close()
    page.removeAllListeners()
    await Promise.all([page.unrouteAll(), context.unrouteAll(), context.setOffline(false)])
    await page.goto('about:blank', { timeout: 5000 })
    await Promise.all(
      [...origins]
        .filter((origin) => origin !== 'null')
        .map((origin) =>
          devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'local_storage,indexeddb' }),
        ),
    )
    origins.clear()
    await Promise.all([context.clearCookies(), context.clearPermissions(), page.mouse.move(0, 0)])
    const { permissions } = JSON.parse(kind) as BrowserContextOptions
    if (permissions) await context.grantPermissions(permissions)
    await page.emulateMedia({ media: null, colorScheme: null, reducedMotion: null, forcedColors: null })
    await devtools.send('Page.resetNavigationHistory')
    return true
  } catch {
    return false
  }
}
