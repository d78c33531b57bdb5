import { FileText } from 'lucide-preact'
import { useLocation } from 'preact-iso'
import type { InvoiceSummary } from '../../../core/contract/invoices.ts'
import '../../styles/document-list.css'
import '../../styles/list-filters.css'
import { lazyWindow } from '../../components/lazy-page.tsx'
import { FilterChips, ListPage } from '../../components/list-page.tsx'
import { MoneyTabs } from '../../components/money-tabs.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { useBusinessToday } from '../../models/business-day.ts'
import { isZero } from '../../models/decimal.ts'
import { type DueRange, dueChoice, dueRange } from '../../models/due-dates.ts'
import { money, shortDay } from '../../models/format.ts'
import { INVOICE_FILTERS, invoices } from '../../models/invoices.ts'
import { go, withQuery } from '../../models/navigation.ts'
import { may } from '../../models/permissions.ts'
import { usePages } from '../../models/use-pages.ts'
import { ContactChip } from '../documents/contact-chip.tsx'
import { DocumentRows, type ListedKind } from '../documents/rows.tsx'
import { DueChip, DueDays } from './due-filter.tsx'

const InvoiceDrawer = lazyWindow(
  async () => ({ default: (await import('./edit.tsx')).InvoiceDrawer }),
  'Invoice',
  ({ close }) => close(),
)

export default function Invoices() {
  const { url, query } = useLocation()
  const { status = '', q = '', edit } = query
  const contactId = edit === 'new' ? '' : (query.contact_id ?? '')
  const due = dueRange(query, useBusinessToday())
  const pages = usePages(invoices.pages({ status, contact_id: contactId, q, ...due }), due !== null)
  const narrowed = Boolean(contactId || q || due?.due_from || due?.due_to)
  return (
    <ListPage
      title="Invoices"
      tabs={<MoneyTabs current="/invoices" />}
      create={{ label: 'New invoice', query: { edit: 'new' }, needs: 'invoices.create' }}
      above={<Filters due={due} contactId={contactId} />}
      pages={pages}
      what="the list"
      noneYet={{
        icon: FileText,
        title: 'No invoices yet',
        text: 'Bill a customer and send them a link to pay. It takes a minute.',
      }}
      noneFits={status || narrowed ? noneOf(narrowed ? '' : status) : null}
      rows={(rows) => <DocumentRows kind={LISTED} rows={rows} editing={edit} />}
    >
      {edit && (edit !== 'new' || may('invoices.create')) && (
        <InvoiceDrawer
          id={edit}
          contactId={query.contact_id}
          close={() => go(withQuery(url, { edit: null, ...(edit === 'new' ? { contact_id: null } : {}) }), true)}
          created={(id: string) => go(withQuery(url, { edit: id, contact_id: null }), true)}
        />
      )}
    </ListPage>
  )
}

/** What nobody has got yet is not due either. */
const owesNothing = ({ status, amount_due }: InvoiceSummary) => status === 'DRAFT' || isZero(amount_due)

const LISTED: ListedKind<InvoiceSummary> = {
  heading: 'Invoice',
  path: '/invoices',
  number: (invoice) => invoice.invoice_number,
  until: { label: 'Due', of: (invoice) => shortDay(invoice.due_date) },
  amounts: [
    { label: 'Total', of: ({ total, currency }) => money(total, currency) },
    {
      label: 'Amount due',
      of: (invoice) => (owesNothing(invoice) ? null : money(invoice.amount_due, invoice.currency)),
    },
  ],
}

function Filters({ due, contactId }: { due: DueRange | null; contactId: string }) {
  const { url, query } = useLocation()
  const { status = '', q = '' } = query
  const choice = dueChoice(query)
  return (
    <div class="list-filters">
      <div class="filters">
        <FilterChips name="status" choices={INVOICE_FILTERS} />
        <a class="chip" href="/credit-notes">
          Credit notes
        </a>
        {may('recurring_invoices.read') && (
          <a class="chip" href="/invoices/recurring">
            Recurring
          </a>
        )}
        {contactId && <ContactChip id={contactId} clear={withQuery(url, { contact_id: null })} />}
      </div>
      <div class="filters">
        <DueChip url={url} choice={choice} range={due} />
        <SearchField key={status} url={url} q={q} label="Number, name or item" />
      </div>
      {choice === 'custom' && due && <DueDays url={url} range={due} />}
    </div>
  )
}

const EMPTY_WORDS: Record<string, [string, string]> = {
  OVERDUE: ['No overdue invoices', 'Everyone is on time today.'],
  UNPAID: ['Nothing is unpaid', 'Every invoice you sent is settled.'],
  DRAFT: ['No drafts', 'All you wrote has been sent.'],
  PAID: ['No paid invoices yet', 'They show here as soon as money arrives.'],
}

function noneOf(status: string) {
  const [title, text] = EMPTY_WORDS[status] ?? ['No invoice fits', 'Try another word, or fewer filters.']
  return { title, text }
}
