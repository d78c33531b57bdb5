import { useSignal } from '@preact/signals'
import { useQuery } from '@tanstack/preact-query'
import { TriangleAlert } from 'lucide-preact'
import type { UnappliedMoney } from '../../../core/contract/payments.ts'
import { Button } from '../../components/button.tsx'
import { Icon } from '../../components/icon.tsx'
import { money, plural, shortInstant } from '../../models/format.ts'
import { PROVIDER_LABELS, UNAPPLIED_REASONS, unappliedMoney } from '../../models/payments.ts'
import { ApplyDialog } from './apply-dialog.tsx'
import { ReturnDialog } from './return-dialog.tsx'

/** Money that came in and fits no invoice: nothing is lost, a person decides. */
export function Unapplied() {
  const applying = useSignal<UnappliedMoney | null>(null)
  const returning = useSignal<UnappliedMoney | null>(null)
  const rows = useQuery(unappliedMoney.rows({ limit: 50 })).data
  if (!rows || rows.length === 0) return null
  return (
    <section class="banner partly unapplied" aria-labelledby="unapplied">
      <h2 class="inline strong" id="unapplied">
        <Icon of={TriangleAlert} />
        {plural(rows.length, 'payment')} without a place
      </h2>
      <p>
        This money came to you but counts for no invoice. Apply it to one, or say here that you gave it back; what you
        refund in Stripe leaves this list by itself.
      </p>
      <ul>
        {rows.map((row) => (
          <li class="inline" key={row.id}>
            <span class="grow">
              {row.contact_name && `${row.contact_name}: `}
              {UNAPPLIED_REASONS[row.reason] ?? row.reason}, {PROVIDER_LABELS[row.provider] ?? row.provider},{' '}
              {shortInstant(row.paid_at)}
              {row.invoice_id && (
                <>
                  {' · '}
                  <a href={`/invoices/${row.invoice_id}`}>See the invoice</a>
                </>
              )}
            </span>
            <span class="number strong">{money(row.amount, row.currency)}</span>
            {row.allowed_actions.includes('apply') && (
              <Button look="light" onClick={() => (applying.value = row)}>
                Apply
              </Button>
            )}
            {row.allowed_actions.includes('return') && (
              <Button look="light" onClick={() => (returning.value = row)}>
                Given back
              </Button>
            )}
          </li>
        ))}
      </ul>
      {applying.value && <ApplyDialog row={applying.value} close={() => (applying.value = null)} />}
      {returning.value && <ReturnDialog row={returning.value} close={() => (returning.value = null)} />}
    </section>
  )
}
