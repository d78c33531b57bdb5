/** @jsxImportSource hono/jsx */
import type { PortalThread } from '../../core/contract/portal.ts'
import { QUESTION_MAX } from '../../core/services/portal/messages.ts'
import { Head } from './document-parts.tsx'
import type { Page } from './page.tsx'

interface Asking {
  /** Of this page's link. */
  token: string
  typed?: string
}

export const QuestionForm = ({ token, typed = '' }: Asking) => (
  <form class="ask" method="post" action="/portal/messages">
    <input type="hidden" name="token" value={token} />
    <label for="body">Your message</label>
    <textarea id="body" name="body" rows={4} maxlength={QUESTION_MAX} required dir="auto">
      {typed}
    </textarea>
    <button class="pay" type="submit">
      Send
    </button>
  </form>
)

/** Where the holder of a link to a document asks about it. */
export const askPage = (business: PortalThread['business'], path: string): Page => ({
  title: `Ask ${business.name}`,
  brand: business.brand_color,
  body: (
    <main>
      <Head business={business} title="Ask a question" />
      <section class="card" aria-label="Write">
        <QuestionForm token={path.split('/').at(-1) ?? ''} />
      </section>
      <nav class="links" aria-label="Back">
        <a href={path}>Back to what you ask about</a>
      </nav>
    </main>
  ),
})
