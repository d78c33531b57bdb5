import type { InvoiceSummary } from '../../../core/contract/invoices.ts'
import { InvoicePill } from '../../components/pill.tsx'
import { isZero } from '../../models/decimal.ts'
import { money, shortDay } from '../../models/format.ts'
import { PHONE, useMedia } from '../../models/use-media.ts'

interface RowsProps {
  rows: readonly InvoiceSummary[]
  editing: string | undefined
}

export function InvoiceRows(props: RowsProps) {
  return useMedia(PHONE) ? <PhoneRows {...props} /> : <InvoiceTable {...props} />
}

export const hrefOf = (invoice: InvoiceSummary) =>
  invoice.allowed_actions.includes('update') ? `/invoices?edit=${invoice.id}` : `/invoices/${invoice.id}`

/** What nobody has got yet is not due either. */
const owesNothing = ({ status, amount_due }: InvoiceSummary) => status === 'DRAFT' || isZero(amount_due)

function InvoiceTable({ rows, editing }: RowsProps) {
  return (
    <table class="table edged linked invoice-table">
      <thead>
        <tr>
          <th>Invoice</th>
          <th>Contact</th>
          <th>Status</th>
          <th>Due</th>
          <th class="number">Total</th>
          <th class="number">Amount due</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((invoice) => (
          <tr key={invoice.id} class={editing === invoice.id ? 'selected' : undefined}>
            <td class={invoice.invoice_number ? 'nowrap' : 'muted'}>
              <a class="cover" href={hrefOf(invoice)} data-row>
                {invoice.invoice_number ?? 'Draft'}
                <span class="visually-hidden">, {invoice.contact.display_name}</span>
              </a>
            </td>
            <td class="strong ellipsis contact-cell">{invoice.contact.display_name}</td>
            <td>
              <InvoicePill status={invoice.status} />
            </td>
            <td class="nowrap">{shortDay(invoice.due_date)}</td>
            <td class="number">{money(invoice.total, invoice.currency)}</td>
            <td class={`number${owesNothing(invoice) ? ' muted' : ''}`}>
              {owesNothing(invoice) ? '–' : money(invoice.amount_due, invoice.currency)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const PhoneRows = ({ rows }: RowsProps) => (
  <ul>
    {rows.map((invoice) => (
      <li key={invoice.id}>
        <a class="row" href={hrefOf(invoice)} data-row>
          <span class="stack none grow">
            <span class="inline">
              <span class="ellipsis grow">{invoice.contact.display_name}</span>
              <span class="number">
                {money(owesNothing(invoice) ? invoice.total : invoice.amount_due, invoice.currency)}
              </span>
            </span>
            <span class="inline">
              <span class="meta muted grow">
                {invoice.invoice_number ?? 'Draft'} · {shortDay(invoice.due_date)}
              </span>
              <InvoicePill status={invoice.status} />
            </span>
          </span>
        </a>
      </li>
    ))}
  </ul>
)
