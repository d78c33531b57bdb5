import { useQuery } from '@tanstack/preact-query'
import { Bell, CircleCheck } from 'lucide-preact'
import { useRoute } from 'preact-iso'
import type { Quote } from '../../../core/contract/quotes.ts'
import '../../styles/document-detail.css'
import { FilesCard } from '../../components/files-card.tsx'
import { ObjectPage } from '../../components/object-page.tsx'
import { entriesOf } from '../../models/document-activity.ts'
import { today } from '../../models/format.ts'
import { may } from '../../models/permissions.ts'
import { QUOTE_WORDS } from '../../models/quote-activity.ts'
import { quoteLinks } from '../../models/quote-links.ts'
import { answerOf, nextOf, quoteSteps } from '../../models/quote-steps.ts'
import { quotes } from '../../models/quotes.ts'
import { Activities } from '../documents/detail/activities.tsx'
import { AnswerCard, Seen } from '../documents/detail/answer-card.tsx'
import { CameFrom } from '../documents/detail/came-from.tsx'
import { hasLinks, Links } from '../documents/detail/links.tsx'
import { DetailSkeleton } from '../documents/detail/skeleton.tsx'
import { Steps } from '../documents/detail/steps.tsx'
import { Decision, Invoices } from './detail/decision.tsx'
import { Header } from './detail/header.tsx'
import { QuoteLines } from './detail/lines.tsx'

export default function QuotePage() {
  const { id = '' } = useRoute().params
  const query = useQuery(quotes.one(id))
  const activity = useQuery(quotes.part(id, 'activity'))
  const quote = query.data
  return (
    <ObjectPage
      back={{ href: '/quotes', label: 'Quotes' }}
      asked={query}
      what="this quote"
      look="document-page"
      header={<Header key={id} quote={quote} />}
    >
      {!quote && !query.error && <DetailSkeleton questions={['Seen?', 'Approved?', 'Next?']} />}
      {quote && (
        <>
          <Steps steps={quoteSteps(quote)} />
          <Three quote={quote} />
          <div class="document-columns">
            <div class="stack">
              <QuoteLines quote={quote} />
              <FilesCard of={{ linked_entity_type: 'QUOTE', linked_entity_id: quote.id }} />
            </div>
            <div class="stack">
              <Decision quote={quote} />
              <CameFrom work={quote.work_item} />
              <Invoices quote={quote} />
              <section class="card padded" aria-label="Activity and link">
                <Activities asked={activity} entries={(told) => entriesOf(QUOTE_WORDS, told, quote)} />
                {hasLinks({ kind: quoteLinks, document: quote }) && (
                  <>
                    <hr />
                    <Links kind={quoteLinks} document={quote} isOpen={quote.link_active} />
                  </>
                )}
              </section>
            </div>
          </div>
        </>
      )}
    </ObjectPage>
  )
}

/** Seen? Approved? Next? */
function Three({ quote }: { quote: Quote }) {
  const [answer, note] = answerOf(quote)
  const [next, hint] = nextOf(quote, today(), may('quotes.send'))
  return (
    <div class="three">
      <Seen document={quote} />
      <AnswerCard icon={CircleCheck} question="Approved?" answer={answer}>
        <p class="meta muted break">{note}</p>
      </AnswerCard>
      <AnswerCard icon={Bell} question="Next?" answer={next}>
        <p class="meta muted">{hint}</p>
      </AnswerCard>
    </div>
  )
}
