import type { Quote } from '../../../../core/contract/quotes.ts'
import { may } from '../../../models/permissions.ts'

interface CameFromProps {
  work: Quote['work_item']
  quoteId?: string | null
  recurringId?: string | null
}

/** What it was drafted from: work, a quote, what is billed again and again. */
export function CameFrom({ work, quoteId = null, recurringId = null }: CameFromProps) {
  const isOfQuote = quoteId !== null && may('quotes.read')
  if (!(work || isOfQuote || recurringId)) return null
  return (
    <section class="card padded" aria-labelledby="came-from">
      <h2 class="section-title" id="came-from">
        Came from
      </h2>
      <ul class="stack">
        {work && (
          <li class="break">
            <a href={`/work/${work.id}`}>{work.title}</a>
          </li>
        )}
        {isOfQuote && (
          <li>
            <a href={`/quotes/${quoteId}`}>The quote that was approved</a>
          </li>
        )}
        {recurringId && (
          <li>
            {may('recurring_invoices.read') ? (
              <a href={`/invoices/recurring?open=${recurringId}`}>The recurring invoice that made it</a>
            ) : (
              'A recurring invoice made it'
            )}
          </li>
        )}
      </ul>
    </section>
  )
}
