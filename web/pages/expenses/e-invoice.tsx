import { useQuery } from '@tanstack/preact-query'
import { FileText } from 'lucide-preact'
import type { ReceivedInvoice } from '../../../core/contract/e-invoices.ts'
import { get } from '../../api.ts'
import { Icon } from '../../components/icon.tsx'
import { SkeletonRows } from '../../components/states.tsx'
import { mediumDay, money, percent, plural, price, quantity } from '../../models/format.ts'
import { sentence } from '../../models/sentences.ts'

const UNITS: Record<string, string> = {
  HUR: 'h',
  DAY: 'days',
  KGM: 'kg',
  MTR: 'm',
  LTR: 'l',
  KWH: 'kWh',
  C62: '',
  EA: '',
  H87: '',
}

const figuresOf = (id: string, fileId: string) => ({
  queryKey: ['/v1/expenses', id, 'e-invoice', fileId],
  queryFn: async () => (await get('/v1/expenses/:id/e-invoice', { params: { id } })).data,
  retry: false,
})

/** Every figure of an e-invoice, read from its file; or why that is none. */
export default function EInvoice({ id, fileId }: { id: string; fileId: string }) {
  const { data, error } = useQuery(figuresOf(id, fileId))
  if (error && !data)
    return (
      <p class="receipt-none muted" role="status">
        <Icon of={FileText} size="large" />
        {reasonOf(error)}
      </p>
    )
  if (!data) return <SkeletonRows count={4} />
  return (
    <div class="e-invoice stack">
      <Problems of={data} />
      <Head of={data} />
      <Lines of={data} />
      <Sums of={data} />
      <Paying of={data} />
    </div>
  )
}

const reasonOf = (error: unknown) =>
  (error as { details?: readonly { message: string }[] }).details?.[0]?.message ?? sentence(error)

function Problems({ of: { problems } }: { of: ReceivedInvoice }) {
  if (problems.length === 0) return null
  return (
    <div class="expense-note" role="status">
      <p>Look before you pay: this e-invoice breaks rules of EN 16931.</p>
      <ul>
        {problems.map(({ rule, message }) => (
          <li key={`${rule} ${message}`}>
            {message} ({rule})
          </li>
        ))}
      </ul>
    </div>
  )
}

function Head({ of }: { of: ReceivedInvoice }) {
  const { seller, buyer } = of
  const facts: [string, string | null][] = [
    [of.kind === 'INVOICE' ? 'Invoice number' : 'Credit note number', of.number],
    ['Issued', dayOf(of.issue_date)],
    ['Due', dayOf(of.due_date)],
    ['Delivered', dayOf(of.delivery_date)],
    [
      'Period',
      of.period_start || of.period_end ? `${dayOf(of.period_start) ?? ''} – ${dayOf(of.period_end) ?? ''}` : null,
    ],
    ['From', [seller.name, ...seller.address].filter(Boolean).join(', ') || null],
    ['Their tax ID', seller.vat_id ?? seller.tax_id ?? seller.legal_id],
    ['Billed to', [buyer.name, ...buyer.address].filter(Boolean).join(', ') || null],
    ['Your order', of.order],
    ['Your reference', of.buyer_reference],
    ['Of invoice', of.preceding_invoices.join(', ') || null],
  ]
  return <Facts facts={facts} />
}

function Facts({ facts }: { facts: [string, string | null][] }) {
  return (
    <dl class="e-invoice-facts">
      {facts
        .filter(([, value]) => value)
        .map(([name, value]) => (
          <div key={name}>
            <dt class="small muted">{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
    </dl>
  )
}

/** More lines than this are opened first. */
const SHOWN_MAX = 8

function Lines({ of }: { of: ReceivedInvoice }) {
  const words = wordsIn(of.currency)
  return (
    <details open={of.lines.length <= SHOWN_MAX}>
      <summary>{plural(of.line_count, 'line')}</summary>
      <ol class="e-invoice-lines" aria-label="Lines">
        {of.lines.map((line, at) => (
          <li key={at}>
            <span>
              {line.name}
              {line.description && <span class="small muted"> {line.description}</span>}
            </span>
            <span class="number">{words.money(line.net)}</span>
            <span class="small muted">
              {[
                line.quantity && quantityOf(line.quantity, line.unit),
                line.price &&
                  `at ${words.price(line.price)}${line.base_quantity && line.base_quantity !== '1' ? ` for ${line.base_quantity}` : ''}`,
                line.tax_percent && `tax ${percentOf(line.tax_percent)}`,
                ...line.discounts.map(({ reason, amount }) => `${reason ?? 'Discount'} −${words.money(amount)}`),
                ...line.charges.map(({ reason, amount }) => `${reason ?? 'Charge'} ${words.money(amount)}`),
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </li>
        ))}
      </ol>
      {of.line_count > of.lines.length && (
        <p class="small muted">
          The first {of.lines.length} of {of.line_count} lines: open the file to see all.
        </p>
      )}
    </details>
  )
}

function Sums({ of }: { of: ReceivedInvoice }) {
  const words = wordsIn(of.currency)
  const sums: [string, string | null][] = [
    ['Lines', of.lines_total],
    ...of.discounts.map(({ reason, amount }): [string, string | null] => [
      reason ?? 'Discount',
      amount && `-${amount}`,
    ]),
    ...of.charges.map(({ reason, amount }): [string, string | null] => [reason ?? 'Charge', amount]),
    ['Without tax', of.total_without_tax],
    ...of.taxes.map((tax): [string, string | null] => [taxWords(tax, words.money(tax.taxable)), tax.tax]),
    ['With tax', of.total],
    ['Paid before', of.prepaid && `-${of.prepaid}`],
    ['Rounding', of.rounding],
    ['To pay', of.amount_due],
  ]
  return (
    <dl class="sums">
      {sums
        .filter(([, amount]) => amount !== null)
        .map(([name, amount], at) => (
          <div class="contents" key={at}>
            <dt class="muted">{name}</dt>
            <dd>{words.money(amount)}</dd>
          </div>
        ))}
    </dl>
  )
}

function taxWords({ category, percent: rate, reason }: ReceivedInvoice['taxes'][number], on: string): string {
  const named = rate === null ? `Tax (${category ?? '–'})` : `Tax ${percentOf(rate)}`
  return `${named} on ${on}${reason ? `, ${reason}` : ''}`
}

function Paying({ of }: { of: ReceivedInvoice }) {
  const facts = of.payments.flatMap(({ account, account_name, bank, reference }): [string, string | null][] => [
    ['Pay to', [account_name, account, bank].filter(Boolean).join(', ') || null],
    ['With the words', reference],
  ])
  return (
    <>
      <Facts facts={[...facts, ['Terms', of.payment_terms]]} />
      {of.notes.map((note) => (
        <p class="small muted" key={note}>
          {note}
        </p>
      ))}
    </>
  )
}

const NUMBER = /^-?\d{1,30}(\.\d{1,20})?$/
const dayOf = (day: string | null) => (day && /^\d{4}-\d\d-\d\d$/.test(day) ? mediumDay(day) : day)
const percentOf = (rate: string) => (NUMBER.test(rate) ? percent(rate) : rate)
const quantityOf = (qty: string, unit: string | null) => {
  const word = unit !== null && Object.hasOwn(UNITS, unit) ? UNITS[unit] : unit
  return NUMBER.test(qty) ? quantity(qty, word || null) : qty
}

/** What is no number, or in no currency, is shown as it was written. */
function wordsIn(currency: string | null) {
  const isKnown = currency !== null && /^[A-Z]{3}$/.test(currency)
  const as = (write: (amount: string, currency: string) => string) => (amount: string | null) =>
    amount === null ? '–' : isKnown && NUMBER.test(amount) ? write(amount, currency) : amount
  return { money: as(money), price: as(price) }
}
