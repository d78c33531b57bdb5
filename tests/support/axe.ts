import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright-core'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
/** What is asked of a page without frames; the rest of what axe would compute is read by nobody. */
const ASKED = { resultTypes: ['violations'], preload: false, iframes: false, selectors: false }

interface Found {
  violations: { id: string; nodes: { html: string; failureSummary: string }[] }[]
}

/** What axe finds in both themes; the rules that do not depend on colours are asked once. */
export async function violationsOf(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  const light = await violationsNow(page)
  await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' })
  const dark = await ask(page, { runOnly: ['color-contrast'] })
  await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
  return [...light, ...dark.map((each) => `dark ${each}`)]
}

/** What axe finds in the theme that the page has. */
export async function violationsNow(page: Page): Promise<string[]> {
  await page.evaluate(AXE)
  return ask(page)
}

async function ask(page: Page, rules: { runOnly?: string[] } = {}): Promise<string[]> {
  const { violations } = (await page.evaluate(`axe.run(document, ${JSON.stringify({ ...ASKED, ...rules })})`)) as Found
  return violations.map(
    ({ id, nodes }) =>
      `${id}: ${nodes.map((node) => `${node.html.slice(0, 160)} ${node.failureSummary.slice(0, 200)}`).join(' | ')}`,
  )
}
