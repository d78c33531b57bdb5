import type { TaxRate } from '../../core/contract/business.ts'
import type { LineInput } from '../../core/contract/documents.ts'
import { computeOffer, type OfferLine } from '../../core/domain/documents/offer.ts'
import { type Adjustment, type Discount, type Taxed, TOTALS_MESSAGES } from '../../core/domain/documents/totals.ts'
import { decimalMessage, parseFactor, parsePercent } from '../../core/domain/kernel/decimal.ts'
import { formatMoney, parseMoney } from '../../core/domain/kernel/money.ts'
import { FACTOR_DECIMALS } from '../../core/domain/kernel/scales.ts'
import { type Draft, type DraftLine, readCharges, readDiscount } from './document-draft.ts'
import { readDecimal } from './typed-number.ts'

/** Decimal strings, ready to be shown; the same arithmetic as the server's, to the cent. */
export interface LiveTotals {
  lineAmounts: readonly string[]
  subtotal: string
  discountTotal: string
  chargeTotal: string
  taxes: readonly { name: string; percent: string; taxable: string; tax: string }[]
  taxTotal: string
  total: string
}

/** What is needed of a rate to sum with it. */
export type Rate = Pick<TaxRate, 'id' | 'name' | 'percent' | 'parts'>

export type Live = { ok: true; totals: LiveTotals } | { ok: false; errors: Record<string, string> }

/** The totals of what is typed so far: a line without a price counts as zero. */
export function liveTotals(draft: Draft, rates: readonly Rate[]): Live {
  const lines = draft.lines.map((line, index) => totalsLine(line, index, draft.currency, rates))
  const refused = lines.find((line) => 'field' in line)
  if (refused && 'field' in refused) return { ok: false, errors: { [refused.field]: refused.message } }
  const discount = adjustment(readDiscount(draft), draft.currency, rates)
  const result = computeOffer({
    currency: draft.currency,
    pricesIncludeTax: draft.pricesIncludeTax,
    lines: lines as OfferLine[],
    discounts: discount ? [discount] : [],
    charges: readCharges(draft).flatMap((charge) => adjustment(charge, draft.currency, rates) ?? []),
  })
  if (!result.ok) {
    const field = result.error.field.replace(/^lines/, 'line_items').replace(/^discounts\.\d+/, 'discount')
    return { ok: false, errors: { [field]: TOTALS_MESSAGES[result.error.reason] } }
  }
  const shown = (minor: bigint) => formatMoney(minor, draft.currency)
  const { value } = result
  return {
    ok: true,
    totals: {
      lineAmounts: value.lines.map((line) => shown(line.amount)),
      subtotal: shown(value.subtotal),
      discountTotal: shown(value.discountTotal),
      chargeTotal: shown(value.chargeTotal),
      taxTotal: shown(value.taxTotal),
      total: shown(value.total),
      taxes: value.taxes.map((tax) => {
        const rate = rates.find((each) => each.id === tax.key)
        const own = tax.part === undefined ? rate : rate?.parts[tax.part]
        const sums = { taxable: shown(tax.taxable), tax: shown(tax.tax) }
        return { name: own?.name ?? 'Tax', percent: own?.percent ?? '', ...sums }
      }),
    },
  }
}

type Refused = { field: string; message: string }

function totalsLine(line: DraftLine, index: number, currency: string, rates: readonly Rate[]): OfferLine | Refused {
  const qty = parseFactor(readDecimal(line.qty) ?? '0')
  const rate = parseFactor(readDecimal(line.rate) ?? '0')
  if (!qty.ok) return { field: `line_items.${index}.qty`, message: decimalMessage(qty.error, FACTOR_DECIMALS) }
  if (!rate.ok) return { field: `line_items.${index}.rate`, message: decimalMessage(rate.error, FACTOR_DECIMALS) }
  const discount = line.discount ? discountOf(line.discount, currency) : null
  return {
    qtyE6: qty.value,
    rateE6: rate.value,
    ...(discount ? { discount } : {}),
    ...taxOf(line.taxRateId, rates),
    isOptional: line.optional,
    ...(line.deduction ? { deducted: line.deduction.taxes.map((tax) => minorOf(tax, currency)) } : {}),
  }
}

function minorOf(amount: string | number, currency: string): bigint {
  const read = parseMoney(amount, currency)
  return read.ok ? read.value : 0n
}

function adjustment(
  input: ({ tax_rate_id?: string | null | undefined } & object) | null | undefined,
  currency: string,
  rates: readonly Rate[],
): Adjustment | null {
  const discount = input ? discountOf(input as NonNullable<LineInput['discount']>, currency) : null
  return discount && { ...discount, ...taxOf(input?.tax_rate_id ?? '', rates) }
}

function discountOf(input: NonNullable<LineInput['discount']>, currency: string): Discount | null {
  if ('percent' in input) {
    const percent = parsePercent(input.percent)
    return percent.ok ? { percentE4: percent.value } : null
  }
  const amount = parseMoney(input.amount, currency)
  return amount.ok ? { amount: amount.value } : null
}

function taxOf(id: string, rates: readonly Rate[]): Taxed {
  const rate = rates.find((each) => each.id === id)
  if (!rate) return {}
  const percentE4 = (percent: string) => {
    const read = parsePercent(percent)
    return read.ok ? read.value : 0n
  }
  if (rate.parts.length === 0) return { taxKey: rate.id, taxPercentE4: percentE4(rate.percent) }
  const taxParts = rate.parts.map(({ percent, compound }) => ({ percentE4: percentE4(percent), isCompound: compound }))
  return { taxKey: rate.id, taxParts }
}
