import { documentNumber } from '../../../core/domain/documents/numbers.ts'
import { Tile } from '../../components/tile.tsx'
import { type Draft, emptyLine } from '../../models/document-draft.ts'
import { type LiveTotals, liveTotals } from '../../models/document-totals.ts'
import { addDays, mediumDay, money, percent, today } from '../../models/format.ts'
import { readPercent } from '../../models/typed-number.ts'
import type { Welcome } from './state.ts'

/** A sample invoice with the person's own name on it; it fills in as they type. */
export function SamplePreview({ state }: { state: Welcome }) {
  const { business } = state
  const tax = sampleTax(state)
  const live = business && sampleTotals(business.currency, tax)
  if (!business || !live?.ok) return <section class="welcome-preview" aria-hidden="true" />
  const shown = { ...business, ...state.typed.value }
  const issued = today()
  return (
    <section class="welcome-preview" aria-label="Preview">
      <div class="card sample">
        <div class="inline loose">
          <Tile name={shown.name ?? ''} logo={shown.logo ?? null} brand={shown.brand_color ?? null} />
          <div class="grow">
            <p class="strong ellipsis">{shown.name}</p>
            <p class="meta muted ellipsis">{shown.address_line1}</p>
          </div>
          <div class="number">
            <p class="meta muted">Invoice</p>
            <p class="strong">{documentNumber(business.invoice_prefix, business.invoice_digits, 1, issued)}</p>
          </div>
        </div>
        <div class="sample-facts">
          <Fact name="Bill to" value="Your first customer" />
          <Fact name="Issued" value={mediumDay(issued)} />
          <Fact name="Due" value={mediumDay(addDays(issued, business.net_days))} />
        </div>
        <SampleLines totals={live.totals} currency={business.currency} />
        {shown.tax_id && <p class="meta muted sample-tax">Tax ID {shown.tax_id}</p>}
      </div>
      <p class="meta muted sample-note">A sample invoice with your name on it</p>
    </section>
  )
}

const SAMPLE_LINES = [
  { name: 'Kitchen tap replacement', qty: '1', rate: '180' },
  { name: 'Call-out', qty: '1', rate: '60' },
]

function sampleTotals(currency: string, tax: Tax | null) {
  const lines = SAMPLE_LINES.map((line) => ({ ...emptyLine(tax ? SAMPLE_RATE.id : ''), ...line }))
  return liveTotals({ ...EMPTY, currency, lines }, tax ? [{ ...SAMPLE_RATE, ...tax }] : [])
}

const EMPTY: Omit<Draft, 'currency' | 'lines'> = {
  contact: null,
  typedTo: '',
  issueDate: '',
  untilDate: '',
  pricesIncludeTax: false,
  discount: '',
  discountTaxRateId: null,
  deposit: '',
  charges: [],
  reference: '',
  poNumber: '',
  notes: '',
  terms: '',
}

function SampleLines({ totals, currency }: { totals: LiveTotals; currency: string }) {
  const show = (amount: string) => money(amount, currency)
  const [tax] = totals.taxes
  return (
    <>
      <table class="table">
        <thead>
          <tr>
            <th>Item</th>
            <th class="number">Amount</th>
          </tr>
        </thead>
        <tbody>
          {SAMPLE_LINES.map((line, index) => (
            <tr key={line.name}>
              <td>{line.name}</td>
              <td class="number">{show(totals.lineAmounts[index] ?? '0')}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <dl class="sums sample-sums">
        <dt class="muted">Subtotal</dt>
        <dd>{show(totals.subtotal)}</dd>
        {tax && (
          <>
            <dt class="muted">
              {tax.name} {percent(tax.percent)}
            </dt>
            <dd>{show(tax.tax)}</dd>
          </>
        )}
        <dt class="total">Amount due</dt>
        <dd class="total">{show(totals.total)}</dd>
      </dl>
    </>
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
  parts: [],
  is_default: true,
  status: 'ACTIVE' as const,
  version: 1,
  created_at: '',
  updated_at: '',
  allowed_actions: [],
}

type Tax = { name: string; percent: string }

function sampleTax(state: Welcome): Tax | null {
  const typed = state.typedTax.value
  const read = typed && readPercent(typed.percent)
  if (typed?.name && read) return { name: typed.name, percent: read }
  const rate = state.rates.find((each) => each.is_default)
  return rate ? { name: rate.name, percent: rate.percent } : null
}
