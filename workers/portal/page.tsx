/** @jsxImportSource hono/jsx */
import type { Child } from 'hono/jsx'
import { Remembered } from '../../core/domain/kernel/remembered.ts'
import type { HubContext } from '../context.ts'
import { stylesFor } from './styles.ts'

export interface Page {
  title: string
  language?: string
  brand?: string | null
  /** Looks again after so many seconds, without a script. */
  refresh?: { seconds: number; to: string } | null
  /** Beside those of every page. */
  styles?: string
  body: Child
}

/** Answers a page that needs no script, asks nobody else for anything, and may not be kept, framed or indexed (PT6, PT10). */
export async function respondPage(c: HubContext, status: number, page: Page): Promise<Response> {
  const styles = stylesFor(page.brand ?? null) + (page.styles ?? '')
  const html = `<!doctype html>${String(<Document page={page} styles={styles} />)}`
  return c.body(html, status as 200, {
    'Content-Type': 'text/html; charset=UTF-8',
    'Content-Security-Policy': await policyFor(styles, c.var.services.settings.CHECKOUT_ORIGIN),
  })
}

const Document = ({ page, styles }: { page: Page; styles: string }) => (
  <html lang={page.language ?? 'en'}>
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width,initial-scale=1,viewport-fit=cover" />
      <meta name="robots" content="noindex,nofollow" />
      <link rel="icon" href="data:," />
      {page.refresh ? <meta http-equiv="refresh" content={`${page.refresh.seconds};url=${page.refresh.to}`} /> : null}
      <title>{page.title}</title>
      <style dangerouslySetInnerHTML={{ __html: styles }} />
    </head>
    <body>{page.body}</body>
  </html>
)

const POLICIES_MAX = 100
/** Hashing the styles takes as long as a good part of the page; there is one for each brand's colour. */
const policies = new Remembered<string>(POLICIES_MAX)

/** The checkout's origin stands in `form-action` because browsers hold the redirect of a form to it as well. */
async function policyFor(styles: string, checkout: string): Promise<string> {
  const key = `${checkout} ${styles}`
  return policies.get(key) ?? policies.set(key, await makePolicy(styles, checkout))
}

async function makePolicy(styles: string, checkout: string): Promise<string> {
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(styles))
  const hash = btoa(String.fromCharCode(...new Uint8Array(digest)))
  return [
    "default-src 'none'",
    `style-src 'sha256-${hash}'`,
    'img-src data:',
    `form-action 'self' ${new URL(checkout).origin}`,
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ')
}
