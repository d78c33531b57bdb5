import { useQuery } from '@tanstack/preact-query'
import type { Business } from '../../../core/contract/business.ts'
import { documentNumber } from '../../../core/domain/documents/numbers.ts'
import { Tile } from '../../components/tile.tsx'
import { type Draft, emptyLine } from '../../models/document-draft.ts'
import { type LiveTotals, liveTotals } from '../../models/document-totals.ts'
import { addDays, mediumDay, money, percent, today } from '../../models/format.ts'
import { taxRatesQuery } from '../../models/tax-rates.ts'
import type { Shown, Welcome } from './state.ts'

/** An invoice with the person's own name and colour on it; it fills in as they type. */
export function SamplePreview({ state }: { state: Welcome }) {
  const rates = useQuery(taxRatesQuery).data ?? []
  const shown = state.shown.value
  const business = { ...state.business, ...shown.business }
  const usual = rates.find((rate) => rate.is_default)
  const lines = shown.line ? [{ ...shown.line, qty: '1' }] : SAMPLE_LINES
  const live = totalsOf(lines, business.currency, shown.tax ?? usual ?? null)
  if (!live.ok) return <section class="welcome-preview" aria-hidden="true" />
  return (
    <section class="welcome-preview" aria-label="Preview">
      <div class="card sample">
        <Head business={business} isQuote={shown.isQuote === true} />
        <Facts business={business} shown={shown} />
        <SampleLines lines={lines} totals={live.totals} currency={business.currency} />
        {business.tax_id && <p class="meta muted sample-tax">Tax ID {business.tax_id}</p>}
      </div>
      <p class="meta muted sample-note">
        {shown.line ? 'What your customer will read' : 'A sample with your name on it: nothing of it is kept'}
      </p>
    </section>
  )
}

function Head({ business, isQuote }: { business: Business; isQuote: boolean }) {
  const { quote_prefix, quote_digits, quote_next_number, invoice_prefix, invoice_digits, invoice_next_number } =
    business
  const number = isQuote
    ? documentNumber(quote_prefix, quote_digits, quote_next_number, today())
    : documentNumber(invoice_prefix, invoice_digits, invoice_next_number, today())
  return (
    <div class="inline loose">
      <Tile name={business.name} logo={business.logo} brand={business.brand_color} />
      <div class="grow">
        <p class="strong ellipsis">{business.name}</p>
        <p class="meta muted ellipsis">{business.address_line1}</p>
      </div>
      <div class="number">
        <p class="meta muted">{isQuote ? 'Quote' : 'Invoice'}</p>
        <p class="strong">{number}</p>
      </div>
    </div>
  )
}

function Facts({ business, shown }: { business: Business; shown: Shown }) {
  const isQuote = shown.isQuote
  const until = addDays(today(), isQuote ? business.quote_valid_days : business.net_days)
  return (
    <div class="sample-facts">
      <Fact name={isQuote ? 'Prepared for' : 'Bill to'} value={shown.to ?? 'Your first customer'} />
      <Fact name="Issued" value={mediumDay(today())} />
      <Fact name={isQuote ? 'Good until' : 'Due'} value={mediumDay(until)} />
    </div>
  )
}

const SAMPLE_LINES = [
  { name: 'Kitchen tap replacement', qty: '1', rate: '180' },
  { name: 'Call-out', qty: '1', rate: '60' },
]

interface SampleLine {
  name: string
  qty: string
  rate: string
}

const totalsOf = (lines: readonly SampleLine[], currency: string, tax: Tax | null) =>
  liveTotals(
    { ...EMPTY, currency, lines: lines.map((line) => ({ ...emptyLine(tax ? SAMPLE_RATE.id : ''), ...line })) },
    tax ? [{ ...SAMPLE_RATE, name: tax.name, percent: tax.percent }] : [],
  )

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

interface SampleLinesProps {
  lines: readonly SampleLine[]
  totals: LiveTotals
  currency: string
}

function SampleLines({ lines, totals, currency }: SampleLinesProps) {
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
          {lines.map((line, index) => (
            <tr key={index}>
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
  vat_category: null,
  exemption_reason: null,
  is_default: true,
  status: 'ACTIVE' as const,
  version: 1,
  created_at: '',
  updated_at: '',
  allowed_actions: [],
}

type Tax = { name: string; percent: string }
