import type { InvoiceSummary } from '../../../core/contract/invoices.ts'
import type { RecurringInvoice } from '../../../core/contract/recurring-invoices.ts'
import { ListFrame } from '../../components/list-frame.tsx'
import { DocumentPill } from '../../components/pill.tsx'
import { mediumDay, money, shortDay } from '../../models/format.ts'
import { invoices } from '../../models/invoices.ts'
import { usePages } from '../../models/use-pages.ts'

const PAGE = 10

/** What came of a recurring invoice, newest first. */
export function MadeInvoices({ of }: { of: RecurringInvoice }) {
  const pages = usePages(invoices.pages({ recurring_invoice_id: of.id, limit: PAGE }))
  return (
    <section aria-labelledby="made-invoices">
      <h3 class="section-title" id="made-invoices">
        Invoices it made
      </h3>
      <ListFrame flat pages={pages} what="its invoices" empty={<p class="muted">{noneWords(of)}</p>}>
        <ul class="stack">
          {pages.rows?.map((invoice) => (
            <li key={invoice.id}>
              <Made invoice={invoice} />
            </li>
          ))}
        </ul>
      </ListFrame>
    </section>
  )
}

const Made = ({ invoice }: { invoice: InvoiceSummary }) => (
  <span class="inline loose">
    <span class="stack none grow">
      <a href={`/invoices/${invoice.id}`}>{invoice.invoice_number ?? 'Draft invoice'}</a>
      <span class="meta muted">{shortDay(invoice.issue_date)}</span>
    </span>
    <DocumentPill status={invoice.status} />
    <span class="number strong">{money(invoice.total, invoice.currency)}</span>
  </span>
)

/** A draft that was deleted is in no list, but it was made. */
function noneWords({ made, status, mode, next_days, problem }: RecurringInvoice): string {
  if (made > 0) return 'Those that it made were deleted.'
  if (status === 'ENDED') return 'It ended before it made one.'
  if (problem || status === 'PAUSED') return 'None yet: they come here when it goes on.'
  const [first] = next_days
  const what = mode === 'SEND' ? 'The first one is made and mailed' : 'The first draft is made'
  return first ? `${what} on the morning of ${mediumDay(first)}, and stands here then.` : 'None yet.'
}
