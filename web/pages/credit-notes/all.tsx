import { FileText } from 'lucide-preact'
import { useLocation } from 'preact-iso'
import type { CreditNoteSummary } from '../../../core/contract/credit-notes.ts'
import '../../styles/document-list.css'
import '../../styles/list-filters.css'
import { FilterChips, ListPage } from '../../components/list-page.tsx'
import { MoneyTabs } from '../../components/money-tabs.tsx'
import { SearchField } from '../../components/search-field.tsx'
import { creditNotes } from '../../models/credit-notes.ts'
import { isZero } from '../../models/decimal.ts'
import { money, shortDay } from '../../models/format.ts'
import { usePages } from '../../models/use-pages.ts'
import { DocumentRows, type ListedKind } from '../documents/rows.tsx'

const FILTERS = [
  { value: '', label: 'All' },
  { value: 'DRAFT', label: 'Draft' },
  { value: 'SENT', label: 'Sent' },
] as const

/** What was taken off invoices, newest first. */
export default function CreditNotes() {
  const { url, query } = useLocation()
  const { status = '', q = '' } = query
  const pages = usePages(creditNotes.pages({ status, q }))
  return (
    <ListPage
      title="Credit notes"
      tabs={<MoneyTabs current="/invoices" />}
      above={
        <div class="list-filters">
          <div class="filters">
            <FilterChips name="status" choices={FILTERS} />
          </div>
          <div class="filters">
            <SearchField key={status} url={url} q={q} label="Number, name or invoice" />
          </div>
        </div>
      }
      pages={pages}
      what="the list"
      noneYet={{
        icon: FileText,
        title: 'No credit notes yet',
        text: 'To take something off an invoice that is out, open it and choose Credit note.',
      }}
      noneFits={status || q ? { title: 'No credit note fits', text: 'Try another word, or fewer filters.' } : null}
      rows={(rows) => <DocumentRows kind={LISTED} rows={rows} editing={undefined} />}
    />
  )
}

const LISTED: ListedKind<CreditNoteSummary> = {
  heading: 'Credit note',
  path: '/credit-notes',
  isEditedOnItsPage: true,
  number: (note) => note.credit_note_number,
  until: { label: 'Of invoice', of: (note) => `${note.invoice_number}, ${shortDay(note.issue_date)}` },
  amounts: [
    {
      label: 'Not used yet',
      of: (note) => (isZero(note.amount_unapplied) ? null : money(note.amount_unapplied, note.currency)),
    },
    { label: 'Credited', of: ({ total, currency }) => money(total, currency) },
  ],
}
