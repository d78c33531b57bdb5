import { type RateShare, sharesOfTotal } from '../../domain/documents/deposit.ts'
import { computeTotals, TOTALS_MESSAGES, type TotalsError } from '../../domain/documents/totals.ts'
import { decimalMessage, parseFactor } from '../../domain/kernel/decimal.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { FACTOR_DECIMALS } from '../../domain/kernel/scales.ts'
import { taxRows } from '../documents/build.ts'
import type { LineRow } from '../documents/lines.ts'
import type { DocumentRow } from '../documents/rows.ts'
import { storedAdjustment, storedLine, storedRates } from '../documents/stored.ts'
import type { TaxRateSetting } from '../settings.ts'
import type { AcceptedRow } from './accepted.ts'

/** What is offered: all of it, as it was frozen. */
export type Offered = Pick<DocumentRow, 'currency' | 'prices_include_tax' | 'discount' | 'charges'> & {
  lines: readonly LineRow[]
}

/** What the customer wants of it; `field` names where he said how many, by the place of the line. */
export interface Choice {
  isChosen(line: LineRow, index: number): boolean
  qtyOf(line: LineRow, index: number): string | number | undefined
  field(index: number): string
}

interface Chosen {
  line: LineRow
  index: number
  qtyE6: bigint
}

export interface Accepted {
  accepted: AcceptedRow
  /** What each rate comes to, for a deposit. */
  shares: RateShare[]
  rates: ReadonlyMap<string, TaxRateSetting>
}

/** The lines that are taken, and what they come to: computed here, whatever the page of the customer showed. */
export function acceptOffer(offer: Offered, choice: Choice): Accepted {
  const chosen = offer.lines.flatMap((line, index): Chosen[] =>
    line.optional && !choice.isChosen(line, index) ? [] : [{ line, index, qtyE6: quantity(line, index, choice) }],
  )
  const rates = storedRates(offer)
  const totals = computeTotals({
    currency: offer.currency,
    pricesIncludeTax: offer.prices_include_tax,
    lines: chosen.map(({ line, qtyE6 }) => storedLine({ ...line, qty_e6: qtyE6 }, rates)),
    discounts: offer.discount ? [storedAdjustment(offer.discount, rates)] : [],
    charges: offer.charges.map((charge) => storedAdjustment(charge, rates)),
  })
  if (!totals.ok) throw refusal(totals.error, chosen, choice)
  const { subtotal, discountTotal, chargeTotal, taxTotal, total } = totals.value
  if (total <= 0n) throw invalid('total', 'What is chosen must come to more than zero')
  const lines = chosen.map(({ index, qtyE6 }, place) => ({
    position: index,
    qty_e6: qtyE6,
    ...totals.value.lines[place]!,
  }))
  const sums = { subtotal, discount_total: discountTotal, charge_total: chargeTotal, tax_total: taxTotal, total }
  return {
    accepted: { lines, taxes: taxRows(totals.value, rates), ...sums },
    shares: sharesOfTotal(totals.value),
    rates,
  }
}

function quantity(line: LineRow, index: number, choice: Choice): bigint {
  const said = line.qty_editable ? choice.qtyOf(line, index) : undefined
  if (said === undefined) return line.qty_e6
  const value = parseFactor(typeof said === 'string' ? withPoint(said.trim()) : said)
  if (!value.ok) throw invalid(choice.field(index), decimalMessage(value.error, FACTOR_DECIMALS))
  if (value.value <= 0n) throw invalid(choice.field(index), 'Use more than zero, or leave it out')
  return value.value
}

/** A comma where people write one before decimals; one before three digits could mean thousands, and is refused. */
const withPoint = (text: string) => (/^\d+,(\d{1,2}|\d{4,6})$/.test(text) ? text.replace(',', '.') : text)

function refusal({ field, reason }: TotalsError, chosen: readonly Chosen[], choice: Choice) {
  const place = /^lines\.(\d+)/.exec(field)?.[1]
  const at = place === undefined ? null : chosen[Number(place)]
  const most = chosen.find(({ line }) => line.qty_editable)
  const named = at ?? (reason === 'too_large' ? most : null)
  return invalid(named ? choice.field(named.index) : 'total', TOTALS_MESSAGES[reason])
}
