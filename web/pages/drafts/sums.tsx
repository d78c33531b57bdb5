import type { Live } from '../../models/document-totals.ts'
import { money, percent } from '../../models/format.ts'

export const LinesHeading = () => (
  <div class="draft-heading meta muted">
    <span>Lines</span>
    <span>Amount</span>
  </div>
)

/** What the lines come to, as in the editor; nothing while one of them cannot be summed. */
export function Totals({ live, currency }: { live: Live; currency: string }) {
  if (!live.ok) return null
  const { subtotal, taxes, total } = live.totals
  return (
    <dl class="draft-sums">
      <dt class="muted">Subtotal</dt>
      <dd>{money(subtotal, currency)}</dd>
      {taxes.map(({ name, percent: share, tax }) => (
        <div class="draft-tax" key={`${name} ${share}`}>
          <dt class="muted">{`${name} ${share && percent(share)}`}</dt>
          <dd>{money(tax, currency)}</dd>
        </div>
      ))}
      <dt class="strong">Total</dt>
      <dd class="strong">{money(total, currency)}</dd>
    </dl>
  )
}
