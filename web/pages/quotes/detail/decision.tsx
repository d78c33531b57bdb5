import type { Quote } from '../../../../core/contract/quotes.ts'
import { capitalised, longInstant, money } from '../../../models/format.ts'
import { may } from '../../../models/permissions.ts'

/** Who decided, when and how, and what proves it. */
export function Decision({ quote: { decision } }: { quote: Quote }) {
  if (!decision) return null
  const isApproval = decision.outcome === 'APPROVED'
  const byStaff = decision.via === 'STAFF'
  const facts: [name: string, value: string | null][] = [
    ['When', capitalised(longInstant(decision.at))],
    ['Name', decision.name],
    ['How', byStaff ? `Recorded by ${decision.recorded_by} for the customer` : 'On the page of the quote'],
    [byStaff ? 'Note' : 'Reason', decision.note],
    ['Address', decision.ip_address],
    ['Browser', decision.user_agent],
    ['What was shown', decision.shown_sha256],
  ]
  return (
    <section class="card padded" aria-labelledby="decision">
      <h2 class="section-title" id="decision">
        {isApproval ? 'Approved' : 'Rejected'}
      </h2>
      <dl class="evidence">
        {facts.map(
          ([name, value]) =>
            value && (
              <div key={name}>
                <dt class="meta muted">{name}</dt>
                <dd class="break pre">{value}</dd>
              </div>
            ),
        )}
      </dl>
    </section>
  )
}

/** What became of it. */
export function Invoices({ quote }: { quote: Quote }) {
  const { deposit_invoice: deposit, converted_invoice_id: invoiceId, currency } = quote
  if (!(deposit || invoiceId) || !may('invoices.read')) return null
  return (
    <section class="card padded" aria-labelledby="invoices">
      <h2 class="section-title" id="invoices">
        Invoices
      </h2>
      <ul class="stack">
        {deposit && (
          <li class="inline loose">
            <a class="grow" href={`/invoices/${deposit.id}`}>
              Deposit {deposit.invoice_number ?? ''}
            </a>
            <span class="muted">
              {deposit.is_void
                ? 'Void'
                : `${money(deposit.amount_paid, currency)} of ${money(deposit.total, currency)} paid`}
            </span>
          </li>
        )}
        {invoiceId && (
          <li>
            <a href={`/invoices/${invoiceId}`}>The invoice that it became</a>
          </li>
        )}
      </ul>
    </section>
  )
}
