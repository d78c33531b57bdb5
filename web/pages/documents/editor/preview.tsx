import { useQuery } from '@tanstack/preact-query'
import { addressLines } from '../../../../core/domain/documents/address.ts'
import { carriedTax, lineDiscount, sumsOf } from '../../../../core/domain/documents/sums.ts'
import { waysToPay } from '../../../../core/domain/payments/ways-to-pay.ts'
import { Tile } from '../../../components/tile.tsx'
import { contacts } from '../../../models/contacts.ts'
import { isBlankLine } from '../../../models/document-draft.ts'
import { capitalised, longDay, money, percent, price, quantity } from '../../../models/format.ts'
import { readDecimal, readShare } from '../../../models/typed-number.ts'
import { useEditing } from './context.ts'

/** What the customer will see; it follows every key. */
export function Preview() {
  const { kind, editor, live, rates } = useEditing()
  const { value: document } = editor.document
  const draft = editor.draft.value
  const show = (amount: string) => money(amount, draft.currency)
  const isTaxed = live.ok && live.totals.taxes.length > 0
  const taxWords = (id: string) => {
    const rate = rates.find((each) => each.id === id)
    const tax =
      rate &&
      carriedTax({ tax_name: rate.name, tax_percent: rate.percent, tax_parts: rate.parts }, { money: show, percent })
    return isTaxed ? `, ${tax ?? 'no tax'}` : ''
  }
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard.
    <section class="preview-pane" aria-label="Preview" tabIndex={0}>
      <p class="meta muted preview-who">
        {draft.contact ? `What ${draft.contact.display_name} will see` : 'What your customer will see'}
      </p>
      <div class="document meta">
        <Head />
        <ul>
          {draft.lines.map((line, index) =>
            isBlankLine(line) ? null : (
              <li class="document-line" key={line.key}>
                <span class="grow break">
                  {line.name || '…'}
                  {line.optional && <span class="muted"> (optional)</span>}
                  <br />
                  <span class="muted">
                    {quantity(readDecimal(line.qty) ?? '0', line.unit.trim())} ×{' '}
                    {price(readDecimal(line.rate) ?? '0', draft.currency)}
                    {line.discount && `, ${lineDiscount(line.discount, { money: show, percent })}`}
                    {taxWords(line.taxRateId)}
                  </span>
                  {line.description.trim() && <p class="muted pre">{line.description}</p>}
                  {line.qtyEditable && <p class="muted">They can change the quantity</p>}
                </span>
                <span class={line.optional ? 'number muted' : 'number'}>
                  {live.ok && show(live.totals.lineAmounts[index] ?? '0')}
                </span>
              </li>
            ),
          )}
        </ul>
        {live.ok && <Sums />}
        <Deposit />
        {[draft.notes, draft.terms].map((text) => text.trim() && <p class="muted pre document-notes">{text}</p>)}
        {kind.usePayWords && <WaysToPay reference={(document && kind.numberOf(document)) ?? 'Its number'} />}
      </div>
    </section>
  )
}

/** Who bills whom, the days and the numbers, and what is due. */
function Head() {
  const { kind, editor, business, live } = useEditing()
  const { value: document } = editor.document
  const draft = editor.draft.value
  const total = live.ok ? money(live.totals.total, draft.currency) : '–'
  return (
    <>
      <div class="inline top loose wrap document-from">
        <Tile name={business.name} logo={business.logo} brand={business.brand_color} />
        <div class="grow">
          <p class="strong">{business.name}</p>
          <p class="muted">{addressLines(business, navigator.language).join(', ')}</p>
          {business.tax_id && <p class="muted">Tax ID {business.tax_id}</p>}
        </div>
      </div>
      <div class="inline top document-to">
        <div class="grow">
          <p class="muted">{kind.preview.to}</p>
          <p class="strong break">{draft.contact?.display_name ?? '…'}</p>
          {draft.contact && <CustomerLines id={draft.contact.id} />}
        </div>
        <div class="number">
          <p class="muted">{capitalised(kind.word)}</p>
          <p class="strong">{(document && kind.numberOf(document)) ?? 'Draft'}</p>
        </div>
      </div>
      <div class="document-due">
        <p class="muted">{kind.preview.total}</p>
        <p class="title-page">{total}</p>
        <p class="muted">{draft.untilDate && `${kind.preview.until} ${longDay(draft.untilDate)}`}</p>
        <p class="muted">{draft.issueDate && `Issued ${longDay(draft.issueDate)}`}</p>
        {draft.poNumber.trim() && <p class="muted break">Order number {draft.poNumber}</p>}
        {draft.reference.trim() && <p class="muted break">Reference {draft.reference}</p>}
      </div>
    </>
  )
}

/** What will be asked for when it is approved. */
function Deposit() {
  const { kind, editor } = useEditing()
  const share = readShare(editor.draft.value.deposit)
  if (!kind.offers || !share) return null
  const amount = share.isPercent ? percent(share.value) : money(share.value, editor.draft.value.currency)
  return <p class="document-notes">A deposit of {amount} is due when you approve.</p>
}

/** How to pay besides, as it will be printed. */
function WaysToPay({ reference }: { reference: string }) {
  const ways = waysToPay(useEditing().business, reference)
  if (!ways) return null
  return (
    <div class="document-notes">
      <p class="strong">How to pay</p>
      {ways.account.map(({ label, value }) => (
        <p class="muted break" key={label}>
          {label}: {value}
        </p>
      ))}
      {ways.text && <p class="muted pre">{ways.text}</p>}
    </div>
  )
}

/** The address and the tax number of whom it is for. */
function CustomerLines({ id }: { id: string }) {
  const contact = useQuery(contacts.one(id)).data
  if (!contact) return null
  const company = contact.company_name === contact.display_name ? null : contact.company_name
  const lines = [company, ...addressLines(contact, navigator.language), contact.tax_id && `Tax ID ${contact.tax_id}`]
  return <>{lines.map((line) => line && <p class="muted break">{line}</p>)}</>
}

function Sums() {
  const { editor, live } = useEditing()
  if (!live.ok) return null
  const { currency, pricesIncludeTax, charges, lines } = editor.draft.value
  const { totals } = live
  const show = (amount: string) => money(amount, currency)
  const sums = sumsOf(
    {
      prices_include_tax: pricesIncludeTax,
      line_items: totals.lineAmounts.map((amount, index) => ({ amount, optional: lines[index]?.optional ?? false })),
      subtotal: totals.subtotal,
      discount_total: totals.discountTotal,
      charge_total: totals.chargeTotal,
      taxes: totals.taxes,
      total: totals.total,
    },
    { money: show, percent },
    charges.map(({ name }) => name).join(', ') || undefined,
  )
  return (
    <dl class="sums document-sums">
      {sums.map(({ label, amount, isTotal }) => (
        <>
          <dt class={isTotal ? 'total' : 'muted'}>{label}</dt>
          <dd class={isTotal ? 'total' : undefined}>{show(amount)}</dd>
        </>
      ))}
    </dl>
  )
}
