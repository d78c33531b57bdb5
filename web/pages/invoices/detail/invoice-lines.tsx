import type { Invoice } from '../../../../core/contract/invoices.ts'
import { isZero } from '../../../models/decimal.ts'
import { money, plainDecimal, price } from '../../../models/format.ts'

export function InvoiceLines({ invoice }: { invoice: Invoice }) {
  return (
    <section class="card lines-card" aria-label="Lines">
      <table class="table">
        <thead>
          <tr>
            <th>Item</th>
            <th class="number only-desktop-cell">Qty</th>
            <th class="number only-desktop-cell">Rate</th>
            <th class="number">Amount</th>
          </tr>
        </thead>
        <tbody>
          {invoice.line_items.map((line) => (
            <tr key={line.id}>
              <td class="break">
                {line.name}
                {line.description && <p class="small muted pre">{line.description}</p>}
                <p class="small muted only-phone">
                  {plainDecimal(line.qty)} × {price(line.rate, invoice.currency)}
                </p>
              </td>
              <td class="number only-desktop-cell">{plainDecimal(line.qty)}</td>
              <td class="number only-desktop-cell">{price(line.rate, invoice.currency)}</td>
              <td class="number">{money(line.amount, invoice.currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Sums invoice={invoice} />
      {invoice.notes && <p class="muted pre lines-notes">{invoice.notes}</p>}
    </section>
  )
}

function Sums({ invoice }: { invoice: Invoice }) {
  const show = (amount: string) => money(amount, invoice.currency)
  const rows: [string, string][] = [
    ['Subtotal', show(invoice.subtotal)],
    ...(isZero(invoice.discount_total) ? [] : [['Discount', `−${show(invoice.discount_total)}`] as [string, string]]),
    ...(isZero(invoice.charge_total) ? [] : [['Charges', show(invoice.charge_total)] as [string, string]]),
    ...invoice.taxes.map((tax): [string, string] => [`${tax.name} ${plainDecimal(tax.percent)}%`, show(tax.tax)]),
    ...(isZero(invoice.amount_paid) ? [] : [['Paid so far', `−${show(invoice.amount_paid)}`] as [string, string]]),
  ]
  return (
    <dl class="sums lines-sums">
      {rows.map(([name, amount]) => (
        <div class="contents" key={name}>
          <dt class="muted">{name}</dt>
          <dd>{amount}</dd>
        </div>
      ))}
      <div class="contents">
        <dt class="total">{isZero(invoice.amount_paid) ? 'Total' : 'Balance'}</dt>
        <dd class="total">{show(isZero(invoice.amount_paid) ? invoice.total : invoice.amount_due)}</dd>
      </div>
    </dl>
  )
}
