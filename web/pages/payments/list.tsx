import { useQuery } from '@tanstack/preact-query'
import { Wallet } from 'lucide-preact'
import { useLocation } from 'preact-iso'
import type { Payment } from '../../../core/contract/payments.ts'
import '../../styles/list-filters.css'
import '../../styles/payments.css'
import { LinkButton } from '../../components/button.tsx'
import { DisputeNotice } from '../../components/dispute-notice.tsx'
import { ListPage } from '../../components/list-page.tsx'
import { MoneyTabs } from '../../components/money-tabs.tsx'
import { PageFrame } from '../../components/page-frame.tsx'
import { Pill } from '../../components/pill.tsx'
import { NoAccess } from '../../components/states.tsx'
import { meQuery } from '../../models/account.ts'
import { useBusinessToday } from '../../models/business-day.ts'
import { clock, longDay, money } from '../../models/format.ts'
import { paidDays } from '../../models/payment-days.ts'
import { disputes, movedBy, paymentLabel, payments, returnLabel } from '../../models/payments.ts'
import { usePages } from '../../models/use-pages.ts'
import { Filters } from './filters.tsx'
import { RefundPending } from './refund-pending.tsx'
import { Totals } from './totals.tsx'
import { Unapplied } from './unapplied.tsx'
import { PaymentVerbs } from './verbs.tsx'

/** Who may see none is told so; until that is known, the server would say it. */
export default function Payments() {
  const { data } = useQuery(meQuery)
  if (!data || data.permissions.includes('payments.read')) return <PaymentList />
  return (
    <PageFrame title="Payments">
      <NoAccess what="payments" />
    </PageFrame>
  )
}

function PaymentList() {
  const { query } = useLocation()
  const filters = { ...paidDays(query), q: query.q ?? '' }
  const pages = usePages(payments.pages(filters))
  const isNarrowed = Object.values(filters).some((value) => value !== '')
  return (
    <ListPage
      title="Payments"
      tabs={<MoneyTabs current="/payments" />}
      above={
        <>
          <OpenDisputes />
          <Unapplied />
          <Filters />
          {pages.rows?.length !== 0 && <Totals filters={filters} />}
        </>
      }
      pages={pages}
      what="payments"
      noneYet={{
        icon: Wallet,
        title: 'No payments yet',
        text: 'Money shows here the moment it arrives by a payment link, or when you record it on an invoice.',
        action: <LinkButton href="/invoices">Go to invoices</LinkButton>,
      }}
      noneFits={isNarrowed ? { title: 'No payment fits', text: 'Try another word or amount, or other days.' } : null}
      rows={(rows) => <Rows rows={rows} />}
    />
  )
}

function Rows({ rows }: { rows: readonly Payment[] }) {
  return (
    <ul>
      {rows.map((payment, index) => (
        <li key={payment.id}>
          <DayHeading payment={payment} before={rows[index - 1]} />
          <div class="row">
            <span class="stack none grow">
              <span class="inline">
                <a
                  class="ellipsis plain-link strong"
                  href={payment.invoice_id ? `/invoices/${payment.invoice_id}` : `/contacts/${payment.contact_id}`}
                  data-row
                >
                  {payment.contact_name}
                </a>
                {payment.kind !== 'PAYMENT' && <Pill>{returnLabel(payment) ?? ''}</Pill>}
                {payment.status === 'PENDING' && <Pill look="partly">On its way</Pill>}
                {payment.status === 'FAILED' && <Pill look="late">Failed</Pill>}
              </span>
              <RefundPending payment={payment} />
              <span class="small muted ellipsis">
                {payment.invoice_number ?? 'In advance'} · {paymentLabel(payment)} · {clock(payment.paid_at)}
              </span>
            </span>
            <span class="number strong">{money(movedBy(payment), payment.currency)}</span>
            <span class="only-desktop row-verb two">
              <span class="inline tight">
                <PaymentVerbs payment={payment} />
              </span>
            </span>
          </div>
        </li>
      ))}
    </ul>
  )
}

function DayHeading({ payment, before }: { payment: Payment; before: Payment | undefined }) {
  const today = useBusinessToday()
  const day = payment.paid_on
  if (before?.paid_on === day) return null
  return <h2 class="group-heading">{day === today ? 'Today' : longDay(day)}</h2>
}

/** What customers' banks take back or ask about, until it is decided. */
function OpenDisputes() {
  const rows = useQuery(disputes.rows({ status: 'OPEN', limit: 20 })).data
  return (
    <>
      {rows?.map((dispute) => (
        <DisputeNotice key={dispute.id} dispute={dispute} withInvoice />
      ))}
    </>
  )
}
