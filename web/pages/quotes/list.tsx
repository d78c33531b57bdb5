import { FilePen } from 'lucide-preact'
import { useLocation } from 'preact-iso'
import type { QuoteSummary } from '../../../core/contract/quotes.ts'
import { ENDING_DAYS } from '../../../core/domain/quotes/state.ts'
import '../../styles/document-list.css'
import '../../styles/list-filters.css'
import { lazyWindow } from '../../components/lazy-page.tsx'
import { FilterChips, ListPage } from '../../components/list-page.tsx'
import { MoneyTabs } from '../../components/money-tabs.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { daysBetween, money, plural, shortDay, today } from '../../models/format.ts'
import { go, withQuery } from '../../models/navigation.ts'
import { may } from '../../models/permissions.ts'
import { QUOTE_FILTERS, quotes } from '../../models/quotes.ts'
import { usePages } from '../../models/use-pages.ts'
import { ContactChip } from '../documents/contact-chip.tsx'
import { DocumentRows, type ListedKind } from '../documents/rows.tsx'

const QuoteDrawer = lazyWindow(
  async () => ({ default: (await import('./edit.tsx')).QuoteDrawer }),
  'Quote',
  ({ close }) => close(),
)

export default function Quotes() {
  const { url, query } = useLocation()
  const { status = '', q = '', edit } = query
  const contactId = edit === 'new' ? '' : (query.contact_id ?? '')
  const pages = usePages(quotes.pages({ status, contact_id: contactId, q }))
  const narrowed = contactId !== '' || q !== ''
  return (
    <ListPage
      title="Quotes"
      tabs={<MoneyTabs current="/quotes" />}
      create={{ label: 'New quote', query: { edit: 'new' }, needs: 'quotes.create' }}
      above={
        <div class="list-filters">
          <div class="filters">
            <FilterChips name="status" choices={QUOTE_FILTERS} />
            {contactId && <ContactChip id={contactId} clear={withQuery(url, { contact_id: null })} />}
          </div>
          <div class="filters">
            <SearchField key={status} url={url} q={q} label="Number, name or item" />
          </div>
        </div>
      }
      pages={pages}
      what="the list"
      noneYet={{
        icon: FilePen,
        title: 'No quotes yet',
        text: 'Say what it would cost. Your customer approves it from a link, and one tap makes it an invoice.',
      }}
      noneFits={status || narrowed ? noneOf(narrowed ? '' : status) : null}
      rows={(rows) => <DocumentRows kind={LISTED} rows={rows} editing={edit} />}
    >
      {edit && (edit !== 'new' || may('quotes.create')) && (
        <QuoteDrawer
          id={edit}
          contactId={query.contact_id}
          close={() => go(withQuery(url, { edit: null, ...(edit === 'new' ? { contact_id: null } : {}) }), true)}
          created={(id: string) => go(withQuery(url, { edit: id, contact_id: null }), true)}
        />
      )}
    </ListPage>
  )
}

const LISTED: ListedKind<QuoteSummary> = {
  heading: 'Quote',
  path: '/quotes',
  number: (quote) => quote.quote_number,
  until: { label: 'Valid until', of: lastDay },
  amounts: [
    { label: 'Total', of: ({ total, currency }) => money(total, currency) },
    {
      label: 'Approved',
      of: ({ accepted_total, currency }) => (accepted_total === null ? null : money(accepted_total, currency)),
    },
  ],
}

/** Of what waits for an answer also how soon it ends. */
function lastDay({ status, expiry_date }: QuoteSummary): string {
  const days = daysBetween(today(), expiry_date)
  const day = shortDay(expiry_date)
  if (status !== 'SENT' || days > ENDING_DAYS) return day
  return days === 0 ? `${day}, ends today` : `${day}, in ${plural(days, 'day')}`
}

const EMPTY_WORDS: Record<string, [string, string]> = {
  DRAFT: ['No drafts', 'All you wrote has been sent.'],
  SENT: ['No quote waits for an answer', 'Those you send show here until they are answered or expire.'],
  APPROVED: ['Nothing waits to be invoiced', 'Approved quotes show here until they become invoices.'],
  REJECTED: ['No rejected quotes', 'Nobody said no so far.'],
  EXPIRED: ['No expired quotes', 'Every answer came in time.'],
  CONVERTED: ['No converted quotes yet', 'They show here once they have become invoices.'],
}

function noneOf(status: string) {
  const [title, text] = EMPTY_WORDS[status] ?? ['No quote fits', 'Try another word, or fewer filters.']
  return { title, text }
}
