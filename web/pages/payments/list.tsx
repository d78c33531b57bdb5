import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { TriangleAlert, Wallet } from 'lucide-preact'
import { useLocation } from 'preact-iso'
import type { Payment } from '../../../core/contract/payments.ts'
import { Button, LinkButton } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { ListPage } from '../../components/list-page.tsx'
import { MoneyTabs } from '../../components/money-tabs.tsx'
import { Pill } from '../../components/pill.tsx'
import { askable, useBusinessToday } from '../../models/business-day.ts'
import { clock, longDay, money, plural, shortInstant } from '../../models/format.ts'
import {
  PROVIDER_LABELS,
  paymentLabel,
  payments,
  returnLabel,
  UNAPPLIED_REASONS,
  unappliedMoney,
} from '../../models/payments.ts'
import { usePages } from '../../models/use-pages.ts'
import { DaysChip } from './days-chip.tsx'
import { ReverseDialog } from './reverse-dialog.tsx'

export default function Payments() {
  const { query } = useLocation()
  const paid_from = askable(query.paid_from)
  const paid_to = askable(query.paid_to)
  const pages = usePages(payments.pages({ paid_from, paid_to }))
  const ofDays = paid_from !== '' || paid_to !== ''
  return (
    <ListPage
      title="Payments"
      tabs={<MoneyTabs current="/payments" />}
      above={
        <>
          {ofDays && (
            <div class="filters">
              <DaysChip from={paid_from} to={paid_to} clear="/payments" />
            </div>
          )}
          <Unapplied />
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
      noneFits={ofDays ? { title: 'No payment fits', text: 'No money came in on these days.' } : null}
      rows={(rows) => <Rows rows={rows} />}
    />
  )
}

function Rows({ rows }: { rows: readonly Payment[] }) {
  const reversing = useSignal<Payment | null>(null)
  return (
    <>
      <ul>
        {rows.map((payment, index) => (
          <li key={payment.id}>
            <DayHeading payment={payment} before={rows[index - 1]} />
            <div class="row">
              <span class="stack none grow">
                <span class="inline">
                  <a class="ellipsis plain-link strong" href={`/invoices/${payment.invoice_id}`} data-row>
                    {payment.contact_name}
                  </a>
                  {payment.kind !== 'PAYMENT' && <Pill look="void">{returnLabel(payment) ?? ''}</Pill>}
                  {payment.status === 'PENDING' && <Pill look="partly">On its way</Pill>}
                  {payment.status === 'FAILED' && <Pill look="late">Failed</Pill>}
                </span>
                <span class="small muted ellipsis">
                  {payment.invoice_number} · {paymentLabel(payment)} · {clock(payment.paid_at)}
                </span>
              </span>
              <span class="number strong">{money(payment.amount, payment.currency)}</span>
              {payment.allowed_actions.includes('reverse') && (
                <span class="only-desktop">
                  <Button look="quiet" onClick={() => (reversing.value = payment)}>
                    Take back
                  </Button>
                </span>
              )}
            </div>
          </li>
        ))}
      </ul>
      {reversing.value && <ReverseDialog payment={reversing.value} close={() => (reversing.value = null)} />}
    </>
  )
}

function DayHeading({ payment, before }: { payment: Payment; before: Payment | undefined }) {
  const today = useBusinessToday()
  const day = payment.paid_on
  if (before?.paid_on === day) return null
  return <h2 class="group-heading">{day === today ? 'Today' : longDay(day)}</h2>
}

/** Money that came in and fits no invoice: nothing is lost, a person decides. */
function Unapplied() {
  const rows = useQuery(unappliedMoney.rows({ limit: 50 })).data
  if (!rows || rows.length === 0) return null
  return (
    <section class="banner partly unapplied" aria-labelledby="unapplied">
      <h2 class="inline strong" id="unapplied">
        <Icon of={TriangleAlert} />
        {plural(rows.length, 'payment')} without a place
      </h2>
      <p>
        This money is in your account but counts for no invoice. Refund it at the provider, or record it where it
        belongs.
      </p>
      <ul>
        {rows.map((row) => (
          <li class="inline" key={row.id}>
            <span class="grow">
              {UNAPPLIED_REASONS[row.reason] ?? row.reason}, {PROVIDER_LABELS[row.provider] ?? row.provider},{' '}
              {shortInstant(row.paid_at)}
              {row.invoice_id && (
                <>
                  . <a href={`/invoices/${row.invoice_id}`}>See the invoice</a>
                </>
              )}
            </span>
            <span class="number strong">{money(row.amount, row.currency)}</span>
          </li>
        ))}
      </ul>
    </section>
  )
}
