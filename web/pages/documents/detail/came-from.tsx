import type { Quote } from '../../../../core/contract/quotes.ts'
import { may } from '../../../models/permissions.ts'

/** What it was drafted from: work, a quote. */
export function CameFrom({ work, quoteId = null }: { work: Quote['work_item']; quoteId?: string | null }) {
  const isOfQuote = quoteId !== null && may('quotes.read')
  if (!(work || isOfQuote)) return null
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
      </ul>
    </section>
  )
}
