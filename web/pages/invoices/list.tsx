import { FileText, ListFilter, Plus } from 'lucide-preact'
import { useLocation } from 'preact-iso'
import '../../styles/invoices.css'
import { Button, LinkButton } from '../../components/button.tsx'
import { lazyWindow } from '../../components/lazy-page.tsx'
import { ListFrame } from '../../components/list-frame.tsx'
import { MoneyTabs } from '../../components/money-tabs.tsx'
import { PageFrame } from '../../components/page-frame.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { Empty } from '../../components/states.tsx'
import { useBusinessToday } from '../../models/business-day.ts'
import { withoutHidden } from '../../models/delete-later.ts'
import { type DueRange, dueChoice, dueRange } from '../../models/due-dates.ts'
import { INVOICE_FILTERS, invoices } from '../../models/invoices.ts'
import { go, withQuery } from '../../models/navigation.ts'
import { may } from '../../models/permissions.ts'
import { usePages } from '../../models/use-pages.ts'
import { ContactChip } from './contact-chip.tsx'
import { DueChip, DueDays } from './due-filter.tsx'
import { InvoiceRows } from './rows.tsx'

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
    <PageFrame
      title="Invoices"
      actions={
        <span class="only-desktop">
          <NewButton url={url} />
        </span>
      }
      tabs={<MoneyTabs current="/invoices" />}
    >
      <Filters due={due} contactId={contactId} />
      <ListFrame
        pages={pages}
        what="the list"
        empty={status || narrowed ? <NoneFits status={narrowed ? '' : status} /> : <NoneYet url={url} />}
      >
        <InvoiceRows rows={withoutHidden(pages.rows ?? [])} editing={edit} />
      </ListFrame>
      {edit && (edit !== 'new' || may('invoices.create')) && (
        <InvoiceDrawer
          id={edit}
          contactId={query.contact_id}
          close={() => go(withQuery(url, { edit: null, ...(edit === 'new' ? { contact_id: null } : {}) }), true)}
          created={(id: string) => go(withQuery(url, { edit: id, contact_id: null }), true)}
        />
      )}
    </PageFrame>
  )
}

function Filters({ due, contactId }: { due: DueRange | null; contactId: string }) {
  const { url, query } = useLocation()
  const { status = '', q = '' } = query
  const choice = dueChoice(query)
  return (
    <div class="invoice-filters">
      <div class="filters">
        {INVOICE_FILTERS.map((filter) => (
          <a
            key={filter.value}
            class={`chip${status === filter.value ? ' on' : ''}`}
            href={withQuery(url, { status: filter.value })}
            aria-current={status === filter.value ? 'true' : undefined}
          >
            {filter.label}
          </a>
        ))}
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

const NewButton = ({ url }: { url: string }) =>
  may('invoices.create') ? (
    <LinkButton href={withQuery(url, { edit: 'new' })} look="primary" icon={Plus}>
      New invoice
    </LinkButton>
  ) : null

const EMPTY_WORDS: Record<string, [string, string]> = {
  OVERDUE: ['No overdue invoices', 'Everyone is on time today.'],
  UNPAID: ['Nothing is unpaid', 'Every invoice you sent is settled.'],
  DRAFT: ['No drafts', 'All you wrote has been sent.'],
  PAID: ['No paid invoices yet', 'They show here as soon as money arrives.'],
}

function NoneFits({ status }: { status: string }) {
  const [title, text] = EMPTY_WORDS[status] ?? ['No invoice fits', 'Try another word, or fewer filters.']
  return (
    <Empty icon={ListFilter} title={title} actions={<Button onClick={() => go('/invoices')}>Clear filter</Button>}>
      {text}
    </Empty>
  )
}

const NoneYet = ({ url }: { url: string }) => (
  <Empty icon={FileText} title="No invoices yet" actions={<NewButton url={url} />}>
    Bill a customer and send them a link to pay. It takes a minute.
  </Empty>
)
