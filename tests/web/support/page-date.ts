import type { BrowserContext, Page } from 'playwright-core'

type Script = Awaited<ReturnType<BrowserContext['addInitScript']>>
const scripts = new WeakMap<BrowserContext, Script>()

/**
 * The date stands still in a window, now and after each load; timers go on. Playwright's own clock takes over every timer
 * too, and leaves one more script in the window with each call.
 */
export async function setDate(page: Page, date: Date): Promise<void> {
  const context = page.context()
  const before = scripts.get(context)
  scripts.set(context, await context.addInitScript(standStill, date.getTime()))
  await before?.dispose()
  await page.evaluate(standStill, date.getTime())
}

/** Runs in the page. */
function standStill(now: number): void {
  globalThis.Date = new Proxy(Date, {
    construct: (native, args, target) => Reflect.construct(native, args.length ? args : [now], target),
    apply: (native) => new native(now).toString(),
    get: (native, key) => (key === 'now' ? () => now : Reflect.get(native, key)),
  })
}
