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

/**
 * Windows that are used again once they are as new: a page in a new one costs four times as much, because its process
 * begins with nothing compiled.
 */
export class Windows {
  private readonly browser: Browser
  private readonly inUse: Kept[] = []
  private readonly free: Kept[] = []

  constructor(browser: Browser) {
    this.browser = browser
  }

  async open({ width, height = width < 600 ? 844 : 900 }: Size, options: BrowserContextOptions): Promise<Window> {
    const kind = JSON.stringify(options)
    const index = this.free.findIndex((window) => window.kind === kind)
    const window = index < 0 ? await this.make(kind, options) : this.free.splice(index, 1)[0]!
    this.inUse.push(window)
    window.page.on('framenavigated', (frame) => window.origins.add(new URL(frame.url()).origin))
    await window.page.setViewportSize({ width, height })
    return window
  }

  /** After a test; after one that failed nobody knows what they are like, and none is kept. */
  async leave(keeps: boolean): Promise<void> {
    for (const window of this.inUse.splice(0)) {
      if (keeps && (await emptied(window))) this.free.push(window)
      else await window.context.close()
    }
  }

  async close(): Promise<void> {
    for (const { context } of [...this.inUse.splice(0), ...this.free.splice(0)]) await context.close()
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
