/** @jsxImportSource hono/jsx */
import type { PortalInvoice } from '../../core/contract/portal.ts'
import { AppError } from '../../core/domain/kernel/errors.ts'
import { Contact } from './invoice-page.tsx'
import type { Page } from './page.tsx'
import { Head } from './parts.tsx'

interface Message {
  title: string
  text: string
  /** What a person can do next. */
  next: 'retry' | 'look' | null
}

/** A plain sentence instead of an error; `path` is the page of the invoice, when there is one. */
export function messagePage(error: unknown, path: string | null): Page {
  const { title, text, next } = messageOf(error)
  return {
    title,
    body: (
      <main>
        <section class="card" aria-labelledby="message">
          <h1 id="message">{title}</h1>
          <p>{text}</p>
          {next === 'retry' && path ? (
            <form class="gap" method="post" action={`${path}/pay`}>
              <button class="pay" type="submit">
                Try again
              </button>
            </form>
          ) : null}
          {next && path ? (
            <p class="gap">
              <a href={path}>Back to the invoice</a>
            </p>
          ) : null}
        </section>
      </main>
    ),
  }
}

/** Only with a link that is valid: the same for a stranger would tell that it exists. */
export const voidedPage = (invoice: PortalInvoice): Page => ({
  title: `Invoice ${invoice.invoice_number} was voided`,
  brand: invoice.business.brand_color,
  body: (
    <main>
      <Head invoice={invoice} title={`Invoice ${invoice.invoice_number}`} />
      <section class="card" aria-labelledby="message">
        <h2 id="message">This invoice was voided</h2>
        <p>
          There is nothing to pay. If you think that is a mistake, ask <bdi>{invoice.business.name}</bdi>.
        </p>
      </section>
      <Contact invoice={invoice} />
    </main>
  ),
})

function messageOf(error: unknown): Message {
  if (!(error instanceof AppError)) return CRASHED
  switch (error.code) {
    case 'NOT_FOUND':
      return {
        title: 'Link expired',
        text: 'This link no longer works. Ask the business that sent it to you for a new one.',
        next: null,
      }
    case 'GONE':
      return { title: 'This invoice was voided', text: 'There is nothing to pay.', next: 'look' }
    case 'IN_FLIGHT':
      return {
        title: 'One moment',
        text: 'The payment page of this invoice is just being opened. Nothing was charged yet.',
        next: 'retry',
      }
    case 'CONFLICT':
      return { title: 'Nothing to pay now', text: `${error.message}.`, next: 'look' }
    case 'RATE_LIMITED':
      return { title: 'Too many requests', text: `${error.message}, then try again.`, next: null }
    case 'PROVIDER_ERROR':
      return { title: 'Nothing was charged', text: `${error.message}.`, next: 'retry' }
    case 'FORBIDDEN':
      return {
        title: 'Nothing was charged',
        text: 'This came from another site. Open the invoice itself to pay it.',
        next: 'look',
      }
    case 'UNAVAILABLE':
      return {
        title: 'We cannot be reached right now',
        text: 'Nothing was charged. Try again in a minute.',
        next: 'look',
      }
    default:
      return CRASHED
  }
}

const CRASHED: Message = {
  title: 'Something went wrong on our side',
  text: 'Nothing was charged. Try again in a minute.',
  next: 'look',
}
