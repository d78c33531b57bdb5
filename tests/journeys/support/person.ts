import { join } from 'node:path'
import type { BrowserContextOptions, Page } from 'playwright-core'
import { afterEach, expect } from 'vitest'
import { ROOT } from '../../../local/root.ts'
import { mailTo, type SignedUp } from '../../support/api.ts'
import { type Browsing, useChromium } from '../../support/chromium.ts'
import { type SharedStack, useStack } from '../../support/shared-stack.ts'

export interface Kind {
  name: string
  width: number
  options: BrowserContextOptions
}

const CLIPBOARD = { locale: 'en-CA', permissions: ['clipboard-read', 'clipboard-write'] }
export const DESK: Kind = { name: '1280', width: 1280, options: CLIPBOARD }
/** A narrow window of a desktop browser: it has a mouse, and scrollbars that take room. */
export const NARROW: Kind = { name: '390', width: 390, options: CLIPBOARD }
export const PHONE: Kind = {
  name: '390, touch',
  width: 390,
  options: { ...CLIPBOARD, isMobile: true, hasTouch: true },
}
export const isSmall = (kind: Kind) => kind.width < 900

export type Member = Pick<SignedUp, 'email' | 'password'> & { tenantId?: string }

/** Someone in front of a window of their own. */
export interface Person {
  page: Page
  kind: Kind
  origin: string
  /** What the browser complained about; a test that provokes something takes it out. */
  complaints: string[]
}

/**
 * The stack, a browser, and people; whatever a browser complains about fails the test. `asShipped`: with the app in the
 * pieces that are fetched with each page; others may have it in one (tests/support/setup-stack.ts).
 */
export function useJourneys({ keepsWindows = true, asShipped = false } = {}) {
  const stack = useStack(asShipped || !keepsWindows ? 0 : 1)
  const browsing = useChromium({ keepsWindows })
  const people: Person[] = []
  afterEach(async (context) => {
    const leaving = people.splice(0)
    if (context.task.result?.state === 'fail') return keepPictures(leaving, context.task.name)
    expect(leaving.flatMap((person) => person.complaints)).toEqual([])
  })
  return {
    stack,
    browsing,
    async person(kind: Kind = DESK, more: BrowserContextOptions = {}): Promise<Person> {
      const person = await sitDown(browsing, stack, kind, more)
      people.push(person)
      return person
    },
    /** Someone whose sign-in is already a cookie of the window. */
    async signedIn(who: Member, kind: Kind = DESK, more: BrowserContextOptions = {}) {
      const person = await sitDown(browsing, stack, kind, more)
      people.push(person)
      await signInQuietly(person.page, stack.origin, who)
      return person
    },
  }
}

/** What the windows showed, kept for whoever looks into a failing test. */
async function keepPictures(people: readonly Person[], test: string): Promise<void> {
  const name = test.replace(/\W+/g, '-').slice(0, 60)
  for (const [index, { page }] of people.entries()) {
    const path = join(ROOT, 'dist', 'tests', `${name}-${index}.png`)
    await page.screenshot({ path }).catch(() => console.log(`no picture of ${test}`))
    const seen = await page
      .locator('body')
      .ariaSnapshot()
      .catch(() => 'nothing')
    console.log(`${test}: the window at ${page.url().split('?')[0]} shows ${seen.slice(0, 2_000)}`)
  }
}

async function sitDown(browsing: Browsing, stack: SharedStack, kind: Kind, more: BrowserContextOptions) {
  const { page } = await browsing.open({ width: kind.width }, { ...kind.options, ...more })
  page.setDefaultTimeout(20_000)
  const person: Person = { page, kind, origin: stack.origin, complaints: [] }
  listen(page, stack, person.complaints)
  return person
}

/** Scripts that fail, policies that are broken, windows that pop up, and requests to anyone else. */
function listen(page: Page, stack: SharedStack, complaints: string[]): void {
  const ours = [stack.origin, stack.servicesUrl].map((url) => new URL(url).host)
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      complaints.push(`console: ${message.text()} ${message.location().url}`)
  })
  page.on('pageerror', (error) => complaints.push(`script: ${error.message}`))
  page.on('dialog', (dialog) => {
    if (dialog.type() !== 'beforeunload') complaints.push(`dialog: ${dialog.message()}`)
    void dialog.accept().catch(() => {})
  })
  page.on('request', (request) => {
    const url = new URL(request.url())
    if (/^https?:$/.test(url.protocol) && !ours.includes(url.host)) complaints.push(`elsewhere: ${request.url()}`)
  })
}

async function signInQuietly(page: Page, origin: string, { email, password, tenantId }: Member): Promise<void> {
  await page.goto(`${origin}/icon.svg`)
  const status = await page.evaluate(
    async (body) => {
      const headers = { 'Content-Type': 'application/json' }
      return (await fetch('/v1/auth/login', { method: 'POST', headers, body })).status
    },
    JSON.stringify({ email, password, tenant_id: tenantId }),
  )
  expect(status).toBe(200)
}

/** The address in the newest mail to someone that leads to `path`. */
export async function linkTo(stack: SharedStack, to: string, path: string): Promise<string> {
  const mails = await mailTo(stack, to)
  const link = mails.flatMap((mail) => mail.links).find((each) => new URL(each).pathname.startsWith(path))
  if (!link) throw new Error(`no link to ${path} in the mails to ${to}`)
  return link
}

/** What the console says about a request that was refused is not a defect of the page. */
export function forgive(person: Person, what: RegExp): void {
  const rest = person.complaints.filter((complaint) => !what.test(complaint))
  person.complaints.splice(0, person.complaints.length, ...rest)
}
