/** @jsxImportSource hono/jsx */
import { getCookie, setCookie } from 'hono/cookie'
import type { HubContext } from '../context.ts'
import { type Page, respondPage } from './page.tsx'
import { pathOf } from './visit.ts'

const HOUR = 3600
const FLAGS = { prefix: 'host', path: '/', secure: true, httpOnly: true, sameSite: 'Lax' } as const
const OURS = /^\/portal\/[a-z_]+\/[A-Za-z0-9_-]{1,100}$/
const cookieOf = (session: string) => `hub_pay_${session}`

/** This browser finds back to the page from which it went to pay; two documents that are paid at once do not mix. */
export function rememberPage(c: HubContext, session: string): void {
  const path = pathOf(c)
  if (path && OURS.test(path)) setCookie(c, cookieOf(session), path, { ...FLAGS, maxAge: HOUR })
}

/** Where payment leads back to. Nothing that opens a document stands in that address, because another service keeps it (PT2). */
export function leadBack(c: HubContext): Response | Promise<Response> {
  const session = c.req.query('session') ?? ''
  const outcome = c.req.query('checkout') === 'canceled' ? 'canceled' : 'done'
  const path = /^[a-z0-9-]{1,40}$/.test(session) ? getCookie(c, cookieOf(session), 'host') : undefined
  return path && OURS.test(path) ? c.redirect(`${path}?checkout=${outcome}`, 303) : respondPage(c, 200, page)
}

const page: Page = {
  title: 'Back from the payment page',
  body: (
    <main>
      <section class="card" aria-labelledby="message">
        <h1 id="message">Back from the payment page</h1>
        <p>To see what is paid and what is due, open the link in the message that the business sent you.</p>
      </section>
    </main>
  ),
}
