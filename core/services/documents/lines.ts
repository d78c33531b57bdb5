import { z } from 'zod'
import type { LineInput } from '../../contract/documents.ts'
import { newId } from '../../db/ids.ts'
import type { DeductionJson, LineInsert } from '../../db/schema.ts'
import type { OfferLine } from '../../domain/documents/offer.ts'
import { decimalMessage, parseFactor } from '../../domain/kernel/decimal.ts'
import { invalid } from '../../domain/kernel/errors.ts'
import { formatMoney, formatUnitPrice, moneyMessage, parseMoney } from '../../domain/kernel/money.ts'
import { FACTOR_DECIMALS } from '../../domain/kernel/scales.ts'
import { bigintJson, bigintText } from '../json.ts'
import { reference } from '../references.ts'
import type { Settings } from '../settings.ts'
import { discountJson, findTaxRate, parseDiscount, taxOf } from './adjustments.ts'
import { DiscountRow, discountOf, factorOf } from './decimals.ts'
import { percentOfRate, presentParts, TaxPartRows } from './tax-parts.ts'

// A line, from what is typed to what is printed; a new field of it is a line in each of these.

/** As it is printed behind a link. */
export const PrintedLineRow = z.object({
  name: z.string(),
  description: z.string().nullable(),
  qty_e6: bigintText,
  unit: z.string().nullable(),
  rate_e6: bigintText,
  tax_name: z.string().nullable(),
  tax_percent_e4: bigintJson.nullable(),
  tax_parts: TaxPartRows,
  discount: DiscountRow.nullable(),
  amount: bigintJson,
})
const DeductionRow = z.object({ invoice_id: z.string(), invoice_number: z.string(), taxes: z.array(z.string()) })

export const LineRow = PrintedLineRow.extend({
  id: z.string(),
  item_id: z.string().nullable(),
  tax_rate_id: z.string().nullable(),
  net: bigintJson,
  optional: z.boolean().optional(),
  qty_editable: z.boolean().optional(),
  deduction: DeductionRow.nullish(),
})
type PrintedLineRow = z.infer<typeof PrintedLineRow>
export type LineRow = z.infer<typeof LineRow>

/** Nothing of it is left to an item any more. */
export type WholeLine = LineInput & Required<Pick<LineInput, 'name' | 'rate'>>

/** The same of all the lines of what is written. */
export type Whole<M extends { line_items: LineInput[] }> = Omit<M, 'line_items'> & { line_items: WholeLine[] }

export function parseLine(line: WholeLine, path: string, currency: string, settings: Settings) {
  const rate = findTaxRate(line.tax_rate_id, `${path}.tax_rate_id`, settings)
  const discount = line.discount ? parseDiscount(line.discount, `${path}.discount`, currency) : null
  const deduction = line.deduction ? parseDeduction(line.deduction, `${path}.deduction`, currency) : null
  const totals: OfferLine = {
    qtyE6: factor(line.qty, `${path}.qty`),
    rateE6: factor(line.rate, `${path}.rate`),
    ...(discount ? { discount } : {}),
    ...taxOf(rate),
    ...(line.optional ? { isOptional: true } : {}),
    ...(deduction ? { deducted: deduction.taxes.map(BigInt) } : {}),
  }
  const row: Omit<LineInsert, 'position' | 'amount' | 'net'> = {
    id: newId(),
    itemId: typeof line.item_id === 'string' ? reference(line.item_id, `${path}.item_id`) : null,
    name: line.name,
    description: line.description ?? null,
    qtyE6: totals.qtyE6,
    unit: line.unit?.trim() || null,
    rateE6: totals.rateE6,
    discount: discount && discountJson(discount),
    taxRateId: rate?.id ?? null,
    taxName: rate?.name ?? null,
    taxPercentE4: rate?.percentE4 ?? null,
    taxParts: rate?.parts ?? null,
    ...offered(line),
    ...(deduction ? { deduction } : {}),
  }
  return { totals, row }
}

function parseDeduction(
  { invoice_id, invoice_number, taxes }: NonNullable<LineInput['deduction']>,
  path: string,
  currency: string,
): DeductionJson {
  const amounts = taxes.map((tax, part) => {
    const amount = parseMoney(tax, currency)
    if (!amount.ok) throw invalid(`${path}.taxes.${part}`, moneyMessage(amount.error, currency))
    return String(amount.value)
  })
  return { invoice_id: reference(invoice_id, `${path}.invoice_id`), invoice_number, taxes: amounts }
}

/** What only the lines of a quote have. */
const offered = ({ optional, qty_editable }: WholeLine) => ({
  ...(optional === undefined ? {} : { optional }),
  ...(qty_editable === undefined ? {} : { qtyEditable: qty_editable }),
})

function factor(input: string | number, field: string): bigint {
  const value = parseFactor(input)
  if (!value.ok) throw invalid(field, decimalMessage(value.error, FACTOR_DECIMALS))
  return value.value
}

/** The rate that a line carries, as it was when it was written. */
const printTax = ({ tax_name, tax_percent_e4, tax_parts }: PrintedLineRow) => ({
  tax_name,
  tax_percent: tax_percent_e4 === null ? null : percentOfRate(tax_percent_e4, tax_parts),
  tax_parts: presentParts(tax_parts),
})

/** `documentLine` of the contract. */
export const presentLine = (line: LineRow, currency: string) => ({
  id: line.id,
  item_id: line.item_id,
  name: line.name,
  description: line.description,
  qty: factorOf(line.qty_e6),
  unit: line.unit,
  rate: formatUnitPrice(line.rate_e6, currency),
  tax_rate_id: line.tax_rate_id,
  ...printTax(line),
  discount: line.discount && discountOf(line.discount, currency),
  amount: formatMoney(line.amount, currency),
  net: formatMoney(line.net, currency),
})

/** `Deduction` of the contract. */
export const presentDeduction = ({ deduction }: LineRow, currency: string) =>
  deduction ? { ...deduction, taxes: deduction.taxes.map((tax) => formatMoney(BigInt(tax), currency)) } : null

/** `PrintedLine` of the contract. */
export const printLine = (line: PrintedLineRow, currency: string) => ({
  name: line.name,
  description: line.description,
  qty: factorOf(line.qty_e6),
  unit: line.unit,
  rate: factorOf(line.rate_e6),
  ...printTax(line),
  discount: line.discount && discountOf(line.discount, currency),
  amount: formatMoney(line.amount, currency),
})

/** A line as somebody would write it who wants it as it is. */
export const writtenLine = (line: LineRow, currency: string): WholeLine => ({
  item_id: line.item_id,
  name: line.name,
  description: line.description,
  qty: factorOf(line.qty_e6),
  unit: line.unit,
  rate: factorOf(line.rate_e6),
  tax_rate_id: line.tax_rate_id,
  discount: line.discount && discountOf(line.discount, currency),
  optional: line.optional,
  qty_editable: line.qty_editable,
  deduction: presentDeduction(line, currency),
})
