import { waysToPay } from '../../../../core/domain/payments/ways-to-pay.ts'
import { Tile } from '../../../components/tile.tsx'
import { isBlankLine } from '../../../models/document-draft.ts'
import { capitalised, longDay, money, moneyOff, percent, price, quantity } from '../../../models/format.ts'
import { readDecimal } from '../../../models/typed-number.ts'
import { useEditing } from './context.ts'

/** What the customer will see; it follows every key. */
export function Preview() {
  const { kind, editor, business, live } = useEditing()
  const { value: document } = editor.document
  const draft = editor.draft.value
  const show = (amount: string) => money(amount, draft.currency)
  const total = live.ok ? show(live.totals.total) : '–'
  return (
    <div class="preview-pane">
      <p class="meta muted preview-who">
        {draft.contact ? `What ${draft.contact.display_name} will see` : 'What your customer will see'}
      </p>
      <div class="document meta">
        <div class="inline top loose">
          <Tile name={business.name} logo={business.logo} brand={business.brand_color} />
          <div class="grow">
            <p class="strong">{business.name}</p>
            <p class="muted">{[business.address_line1, business.city].filter(Boolean).join(', ')}</p>
          </div>
        </div>
        <div class="inline top document-to">
          <div class="grow">
            <p class="muted">{kind.preview.to}</p>
            <p class="strong break">{draft.contact?.display_name ?? '…'}</p>
          </div>
          <div class="number">
            <p class="muted">{capitalised(kind.word)}</p>
            <p class="strong">{(document && kind.numberOf(document)) ?? 'Draft'}</p>
          </div>
        </div>
        <div class="document-due">
          <p class="muted">{kind.preview.total}</p>
          <p class="title-page">{total}</p>
          <p class="muted">{draft.untilDate && `${kind.until.label} ${longDay(draft.untilDate)}`}</p>
        </div>
        <ul>
          {draft.lines.map((line, index) =>
            isBlankLine(line) ? null : (
              <li class="document-line" key={line.key}>
                <span class="grow break">
                  {line.name || '…'}
                  <br />
                  <span class="muted">
                    {quantity(readDecimal(line.qty) ?? '0', line.unit.trim())} ×{' '}
                    {price(readDecimal(line.rate) ?? '0', draft.currency)}
                  </span>
                </span>
                <span class="number">{live.ok && show(live.totals.lineAmounts[index] ?? '0')}</span>
              </li>
            ),
          )}
        </ul>
        {live.ok && <Sums />}
        <WaysToPay reference={(document && kind.numberOf(document)) ?? 'Its number'} />
        {draft.notes && <p class="muted pre document-notes">{draft.notes}</p>}
        {business.tax_id && <p class="muted document-notes">Tax no. {business.tax_id}</p>}
      </div>
    </div>
  )
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

function Sums() {
  const { editor, live } = useEditing()
  if (!live.ok) return null
  const { currency } = editor.draft.value
  const { totals } = live
  return (
    <dl class="sums document-sums">
      <dt class="muted">Subtotal</dt>
      <dd>{money(totals.subtotal, currency)}</dd>
      {editor.draft.value.discount && (
        <>
          <dt class="muted">Discount</dt>
          <dd>{moneyOff(totals.discountTotal, currency)}</dd>
        </>
      )}
      {editor.draft.value.charges.length > 0 && (
        <>
          <dt class="muted">Charges</dt>
          <dd>{money(totals.chargeTotal, currency)}</dd>
        </>
      )}
      {totals.taxes.map((tax) => (
        <>
          <dt class="muted" key={`${tax.name} name`}>
            {tax.name} {percent(tax.percent)}
          </dt>
          <dd key={`${tax.name} tax`}>{money(tax.tax, currency)}</dd>
        </>
      ))}
      <dt class="total">Total</dt>
      <dd class="total">{money(totals.total, currency)}</dd>
    </dl>
  )
}
