import type { AnyDocument } from '../../../core/contract/documents.ts'
import { carriedTax, lineDiscount, sumsOf } from '../../../core/domain/documents/sums.ts'
import { money, moneyOff, percent, price, quantity } from '../../models/format.ts'

interface LinesProps {
  document: AnyDocument
  /** Where there are others beside it. */
  title?: string | undefined
  /** What is taken off the total, such as what was paid, and what is left then. */
  less?: { rows: readonly { name: string; amount: string }[]; left: string; leftName: string } | undefined
}

/** The lines of a document, its sums and its notes. */
export function DocumentLines({ document, title, less }: LinesProps) {
  const words = { money: (amount: string) => money(amount, document.currency), percent }
  return (
    <section class="card lines-card" aria-label={title ?? 'Lines'}>
      {title && <h2 class="section-title">{title}</h2>}
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
                {line.optional && <span class="muted"> (optional)</span>}
                {line.description && <p class="small muted pre">{line.description}</p>}
                {document.taxes.length > 0 && <p class="small muted">{carriedTax(line, words) ?? 'No tax'}</p>}
                <p class="small muted only-phone">
                  {quantity(line.qty, line.unit)} × {price(line.rate, document.currency)}
                </p>
                {line.discount && <p class="small muted">{lineDiscount(line.discount, words)}</p>}
                {line.qty_editable && <p class="small muted">The quantity is up to the customer</p>}
              </td>
              <td class="number only-desktop-cell">{quantity(line.qty, line.unit)}</td>
              <td class="number only-desktop-cell">{price(line.rate, document.currency)}</td>
              <td class="number">{money(line.amount, document.currency)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <Sums document={document} less={less} />
      {document.po_number && <p class="muted lines-notes break">Order number {document.po_number}</p>}
      {document.reference && <p class="muted lines-notes break">Reference {document.reference}</p>}
      {[document.notes, document.terms].map((text) => text && <p class="muted pre lines-notes">{text}</p>)}
    </section>
  )
}

function Sums({ document, less }: LinesProps) {
  const show = (amount: string) => money(amount, document.currency)
  const charges = document.charges.flatMap(({ name }) => name ?? []).join(', ') || undefined
  const sums = sumsOf(document, { money: show, percent }, charges)
  const rows = [
    ...(less ? sums : sums.slice(0, -1)).map(({ label, amount }): [string, string] => [label, show(amount)]),
    ...(less?.rows ?? []).map(({ name, amount }): [string, string] => [name, moneyOff(amount, document.currency)]),
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
