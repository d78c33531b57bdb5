import { Tile } from '../../components/tile.tsx'
import { readDecimal } from '../../models/decimal.ts'
import { addDays, localToday, mediumDay, money, plainDecimal } from '../../models/format.ts'
import { emptyLine } from '../../models/invoice-draft.ts'
import { liveTotals } from '../../models/invoice-totals.ts'
import type { Welcome } from './state.ts'

/** A sample invoice with the person's own name on it; it fills in as they type. */
export function SamplePreview({ state }: { state: Welcome }) {
  const { business } = state
  if (!business) return <section class="welcome-preview" aria-hidden="true" />
  const shown = { ...business, ...state.typed.value }
  const today = localToday()
  const tax = sampleTax(state)
  const rates = tax ? [{ ...SAMPLE_RATE, ...tax }] : []
  const live = liveTotals(
    {
      contact: null,
      issueDate: today,
      dueDate: today,
      currency: business.currency,
      pricesIncludeTax: false,
      lines: [
        { ...emptyLine(tax ? 'sample' : ''), name: 'Kitchen tap replacement', qty: '1', rate: '180' },
        { ...emptyLine(tax ? 'sample' : ''), name: 'Call-out', qty: '1', rate: '60' },
      ],
      discount: '',
      discountTaxRateId: null,
      charges: [],
      reference: '',
      notes: '',
      terms: '',
    },
    rates,
  )
  if (!live.ok) return <section class="welcome-preview" aria-hidden="true" />
  const show = (amount: string) => money(amount, business.currency)
  return (
    <section class="welcome-preview" aria-label="Preview">
      <div class="card sample">
        <div class="inline loose">
          <Tile name={shown.name} logo={shown.logo} brand={shown.brand_color} />
          <div class="grow">
            <p class="strong ellipsis">{shown.name}</p>
            <p class="meta muted ellipsis">{shown.address_line1}</p>
          </div>
          <div class="number">
            <p class="meta muted">Invoice</p>
            <p class="strong">{business.invoice_prefix}0001</p>
          </div>
        </div>
        <div class="sample-facts">
          <Fact name="Bill to" value="Your first customer" />
          <Fact name="Issued" value={mediumDay(today)} />
          <Fact name="Due" value={mediumDay(addDays(today, business.net_days))} />
        </div>
        <table class="table">
          <thead>
            <tr>
              <th>Item</th>
              <th class="number">Amount</th>
            </tr>
          </thead>
          <tbody>
            <tr>
              <td>Kitchen tap replacement</td>
              <td class="number">{show(live.totals.lineAmounts[0] ?? '0')}</td>
            </tr>
            <tr>
              <td>Call-out</td>
              <td class="number">{show(live.totals.lineAmounts[1] ?? '0')}</td>
            </tr>
          </tbody>
        </table>
        <dl class="sums sample-sums">
          <dt class="muted">Subtotal</dt>
          <dd>{show(live.totals.subtotal)}</dd>
          {tax && (
            <>
              <dt class="muted">
                {tax.name} {plainDecimal(tax.percent)}%
              </dt>
              <dd>{show(live.totals.taxTotal)}</dd>
            </>
          )}
          <dt class="total">Amount due</dt>
          <dd class="total">{show(live.totals.total)}</dd>
        </dl>
        {shown.tax_id && <p class="meta muted sample-tax">Tax no. {shown.tax_id}</p>}
      </div>
      <p class="meta muted sample-note">A sample invoice with your name on it</p>
    </section>
  )
}

const Fact = ({ name, value }: { name: string; value: string }) => (
  <div>
    <p class="meta muted">{name}</p>
    <p>{value}</p>
  </div>
)

const SAMPLE_RATE = {
  id: 'sample',
  is_default: true,
  status: 'ACTIVE' as const,
  version: 1,
  created_at: '',
  updated_at: '',
  allowed_actions: [],
}

function sampleTax(state: Welcome): { name: string; percent: string } | null {
  const typed = state.typedTax.value
  const percent = typed && readDecimal(typed.percent)
  if (typed?.name && percent) return { name: typed.name, percent }
  const rate = state.rates.find((each) => each.is_default)
  return rate ? { name: rate.name, percent: rate.percent } : null
}
