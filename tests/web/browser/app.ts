import type { BrowserContext, Page } from 'playwright-core'
import { afterEach, beforeAll, beforeEach, expect, inject } from 'vitest'
import { type Browsing, useChromium } from '../../support/chromium.ts'
import { type AppServer, startAppServer } from '../support/app-server.ts'
import { newWorld, type World } from '../support/mock-api.ts'
import { setDate } from '../support/page-date.ts'

export const NOON = new Date('2026-11-20T16:50:00Z')
export const SIZES = { desktop: { width: 1280, height: 800 }, phone: { width: 390, height: 844 } }

/** A page with everything it complained about: errors in the console, a policy that refused something. */
export interface Opened {
  page: Page
  complaints: string[]
  context: BrowserContext
}

export interface App {
  readonly world: World
  readonly origin: string
  /** `stays`: not closed after the test, but by who opened it. */
  open(
    path: string,
    options?: { size?: keyof typeof SIZES; theme?: 'light' | 'dark'; zone?: string; locale?: string; stays?: boolean },
  ): Promise<Opened>
}

/** One for all files of a worker, so that its windows know the address; it ends with the worker. */
const servers = new Map<string, Promise<AppServer>>()

function serverOf(folder: string): Promise<AppServer> {
  const known = servers.get(folder) ?? startAppServer(folder)
  servers.set(folder, known)
  return known
}

/**
 * The built app with the canned API behind it; each test begins with a new world. `asShipped`: in the pieces that are
 * fetched with each page, also where others may have it in one (tests/support/setup-app.ts).
 */
export function useApp({ asShipped = false } = {}): App {
  const browsing: Browsing = useChromium()
  let server: AppServer | undefined
  beforeAll(async () => {
    const apps = inject('apps')
    server = await serverOf(asShipped ? apps.shipped : apps.quick)
  }, 60_000)
  beforeEach(() => {
    if (server) server.world = newWorld()
  })
  afterEach(() => expect(server?.world.drifts ?? [], 'the mock answers as the Worker declares').toEqual([]))
  return {
    get world() {
      return server!.world
    },
    get origin() {
      return server!.origin
    },
    async open(path, { size = 'desktop', theme = 'light', zone, locale, stays = false } = {}) {
      const { context, page } = await browsing.open(
        SIZES[size],
        { ...(zone ? { timezoneId: zone } : {}), ...(locale ? { locale } : {}) },
        stays,
      )
      page.setDefaultTimeout(8000)
      const complaints: string[] = []
      page.on('console', (message) => {
        if (message.type() === 'error') complaints.push(message.text())
      })
      page.on('pageerror', (error) => complaints.push(error.message))
      await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' })
      await setDate(page, NOON)
      await page.goto(server!.origin + path)
      return { page, complaints, context }
    },
  }
}
