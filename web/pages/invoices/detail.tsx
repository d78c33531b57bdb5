import { useQuery } from '@tanstack/preact-query'
import { useRoute } from 'preact-iso'
import type { Invoice } from '../../../core/contract/invoices.ts'
import '../../styles/document-detail.css'
import { DisputeNotice } from '../../components/dispute-notice.tsx'
import { FilesCard } from '../../components/files-card.tsx'
import { ObjectPage } from '../../components/object-page.tsx'
import { isZero } from '../../models/decimal.ts'
import { entriesOf } from '../../models/document-activity.ts'
import { INVOICE_WORDS } from '../../models/invoice-activity.ts'
import { invoiceLinks } from '../../models/invoice-links.ts'
import { statusSteps } from '../../models/invoice-steps.ts'
import { invoices } from '../../models/invoices.ts'
import { paymentsOf } from '../../models/payments.ts'
import { granted, may } from '../../models/permissions.ts'
import { Activities } from '../documents/detail/activities.tsx'
import { CameFrom } from '../documents/detail/came-from.tsx'
import { hasLinks, Links } from '../documents/detail/links.tsx'
import { DetailSkeleton } from '../documents/detail/skeleton.tsx'
import { Steps } from '../documents/detail/steps.tsx'
import { DocumentLines } from '../documents/document-lines.tsx'
import { Credits } from './detail/credits.tsx'
import { Header } from './detail/header.tsx'
import { Payments } from './detail/payments.tsx'
import { RemindersCard } from './detail/reminders.tsx'
import { Three } from './detail/three.tsx'

export default function InvoicePage() {
  const { id = '' } = useRoute().params
  const query = useQuery(invoices.one(id))
  const paid = useQuery({ ...paymentsOf(id), enabled: may('payments.read') })
  const payments = paid.data
  const activity = useQuery(invoices.part(id, 'activity'))
  const invoice = query.data
  const lastPaid = payments?.find((payment) => payment.status === 'SUCCEEDED')?.paid_at ?? null
  return (
    <ObjectPage
      back={{ href: '/invoices', label: 'Invoices' }}
      asked={query}
      what="this invoice"
      look="document-page"
      header={<Header key={id} invoice={invoice} />}
    >
      {!invoice && !query.error && <DetailSkeleton questions={['Seen?', 'Paid?', 'Next?']} />}
      {invoice && (
        <>
          {invoice.disputes
            .filter(({ open }) => open)
            .map((dispute) => (
              <DisputeNotice key={dispute.id} dispute={dispute} />
            ))}
          <Steps steps={statusSteps(invoice, lastPaid)} />
          <Three invoice={invoice} payments={payments} />
          <div class="document-columns">
            <div class="stack">
              <DocumentLines document={invoice} less={paidOf(invoice)} />
              <Credits invoice={invoice} />
              <Payments invoice={invoice} payments={payments} isAsked={paid.isLoading || granted.value.size === 0} />
              <CameFrom
                work={invoice.work_item}
                quoteId={invoice.quote_id}
                recurringId={invoice.recurring_invoice_id}
              />
              <FilesCard of={{ linked_entity_type: 'INVOICE', linked_entity_id: invoice.id }} />
              {invoice.sent_at && <RemindersCard invoice={invoice} />}
            </div>
            <section class="card padded" aria-label="Activity and payment link">
              <Activities asked={activity} entries={(told) => entriesOf(INVOICE_WORDS, told, invoice)} />
              {hasLinks({ kind: invoiceLinks, document: invoice }) && (
                <>
                  <hr />
                  <Links kind={invoiceLinks} document={invoice} isOpen={invoice.payment_link_active} />
                </>
              )}
            </section>
          </div>
        </>
      )}
    </ObjectPage>
  )
}

function paidOf({ amount_paid, amount_credited, amount_due }: Invoice) {
  const rows = [
    ...(isZero(amount_paid) ? [] : [{ name: 'Paid so far', amount: amount_paid }]),
    ...(isZero(amount_credited) ? [] : [{ name: 'Credited', amount: amount_credited }]),
  ]
  return rows.length > 0 ? { rows, left: amount_due, leftName: 'Balance' } : undefined
}
