import { CircleAlert, ExternalLink } from 'lucide-preact'
import type { Dispute } from '../../core/contract/disputes.ts'
import { disputeAdvice, disputeTitle, reasonSentence } from '../models/disputes.ts'
import { money } from '../models/format.ts'
import { Icon } from './icon.tsx'

/** A dispute that is open: how much, why, what can be done, and until when. */
export function DisputeNotice({ dispute, withInvoice = false }: { dispute: Dispute; withInvoice?: boolean }) {
  const { amount, currency, contact_name, invoice_id, invoice_number, respond_url } = dispute
  return (
    <section class="banner late dispute" aria-label={disputeTitle(dispute)}>
      <p class="inline strong">
        <Icon of={CircleAlert} />
        <span class="grow">
          {disputeTitle(dispute)}
          {withInvoice && contact_name && `, ${contact_name}`}
        </span>
        <span class="number">{money(amount, currency)}</span>
      </p>
      <p>
        {reasonSentence(dispute)} {disputeAdvice(dispute)}
      </p>
      <p class="inline dispute-links">
        {respond_url && (
          <a class="button light" href={respond_url} target="_blank" rel="noreferrer">
            <Icon of={ExternalLink} /> Answer in Stripe
          </a>
        )}
        {withInvoice && invoice_id && <a href={`/invoices/${invoice_id}`}>See {invoice_number ?? 'the invoice'}</a>}
      </p>
    </section>
  )
}
