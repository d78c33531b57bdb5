import type { AnyDocument } from '../../../core/contract/documents.ts'
import { isZero } from '../../models/decimal.ts'
import { money, moneyOff, percent, price, quantity } from '../../models/format.ts'

interface LinesProps {
  document: AnyDocument
  /** What is taken off the total, such as what was paid, and what is left then. */
  less?: { name: string; amount: string; left: string; leftName: string } | undefined
}

/** The lines of a document, its sums and its notes. */
export function DocumentLines({ document, less }: LinesProps) {
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
          {document.line_items.map((line) => (
            <tr key={line.id}>
              <td class="break">
                {line.name}
                {line.description && <p class="small muted pre">{line.description}</p>}
                <p class="small muted only-phone">
                  {quantity(line.qty, line.unit)} × {price(line.rate, document.currency)}
                </p>
              </td>
              <td class="number only-desktop-cell">{quantity(line.qty, line.unit)}</td>
              <td class="number only-desktop-cell">{price(line.rate, document.currency)}</td>
              <td class="number">{money(line.amount, document.currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Sums document={document} less={less} />
      {document.notes && <p class="muted pre lines-notes">{document.notes}</p>}
    </section>
  )
}

function Sums({ document, less }: LinesProps) {
  const show = (amount: string) => money(amount, document.currency)
  const off = (amount: string) => moneyOff(amount, document.currency)
  const rows: [string, string][] = [
    ['Subtotal', show(document.subtotal)],
    ...(isZero(document.discount_total) ? [] : [['Discount', off(document.discount_total)] as [string, string]]),
    ...(isZero(document.charge_total) ? [] : [['Charges', show(document.charge_total)] as [string, string]]),
    ...document.taxes.map((tax): [string, string] => [`${tax.name} ${percent(tax.percent)}`, show(tax.tax)]),
    ...(less ? [[less.name, off(less.amount)] as [string, string]] : []),
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
        <dt class="total">{less?.leftName ?? 'Total'}</dt>
        <dd class="total">{show(less?.left ?? document.total)}</dd>
      </div>
    </dl>
  )
}
