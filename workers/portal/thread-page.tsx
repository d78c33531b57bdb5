/** @jsxImportSource hono/jsx */
import type { PortalThread } from '../../core/contract/portal.ts'
import { localeOf, writtenInstant } from '../documents/format.ts'
import { businessLines } from '../documents/party-lines.ts'
import { ClosedNote, Head } from './document-parts.tsx'
import type { Page } from './page.tsx'
import { QuestionForm } from './question.tsx'

/** What a customer wrote and was answered, and where he writes on. */
export function threadPage(thread: PortalThread, token: string): Page {
  const { business, subject } = thread
  const locale = localeOf(business.language, business.country)
  return {
    title: `${subject}: messages with ${business.name}`,
    language: locale.startsWith('en') ? locale : 'en',
    brand: business.brand_color,
    body: (
      <main>
        <Head business={business} title={`Messages about ${subject}`} />
        {thread.has_earlier ? <p class="m s gap">Earlier messages are not shown here.</p> : null}
        <ol class="thread">
          {thread.messages.map((message) => (
            <Message message={message} business={business} locale={locale} />
          ))}
        </ol>
        {thread.business_closed ? (
          <ClosedNote business={business} />
        ) : (
          <section class="card" aria-label="Write">
            <p class="m s">
              {thread.is_answered_by_mail
                ? 'The answer comes to you by mail, and stands on this page as well.'
                : 'The answer will stand on this page: keep its address.'}
            </p>
            <QuestionForm token={token} />
          </section>
        )}
        <footer class="m s foot">
          {businessLines(business, locale).map((line) => (
            <p>{line}</p>
          ))}
        </footer>
      </main>
    ),
  }
}

interface Shown {
  message: PortalThread['messages'][number]
  business: PortalThread['business']
  locale: string
}

const Message = ({ message, business, locale }: Shown) => (
  <li class={message.is_own ? 'own' : ''}>
    <div class="m s">
      <bdi>{message.is_own ? 'You' : message.from_name || business.name}</bdi>
      {', '}
      {writtenInstant(locale, business.timezone, message.at)}
    </div>
    <div class="typed" dir="auto">
      {message.text}
    </div>
    {message.is_cut ? <div class="m s">The mail has the rest.</div> : null}
    {message.attachments > 0 ? <div class="m s">{attached(message.attachments)}: see the mail.</div> : null}
  </li>
)

const attached = (count: number) => (count === 1 ? '1 attachment' : `${count} attachments`)
