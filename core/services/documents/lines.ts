import { z } from 'zod'
import type { LineInput } from '../../contract/documents.ts'
import { newId } from '../../db/ids.ts'
import type { LineInsert } from '../../db/schema.ts'
import type { TotalsLine } from '../../domain/documents/totals.ts'
import { formatMoney, formatUnitPrice } from '../../domain/kernel/money.ts'
import { bigintJson } from '../json.ts'
import { reference } from '../references.ts'
import type { Settings } from '../settings.ts'
import { discountJson, findTaxRate, parseDiscount, scaled, taxOf } from './adjustments.ts'
import { DiscountRow, decimalOf, discountOf } from './decimals.ts'

// A line, from what is typed to what is printed; a new field of it is a line in each of these.

/** A row of lines that does not say yet of which document. */
export type BuiltLine = Omit<LineInsert, 'tenantId' | 'documentId'>

/** As it is printed behind a link. */
export const PrintedLineRow = z.object({
  name: z.string(),
  description: z.string().nullable(),
  qty_e4: bigintJson,
  unit: z.string().nullable(),
  rate_e4: bigintJson,
  discount: DiscountRow.nullable(),
  amount: bigintJson,
})
export const LineRow = PrintedLineRow.extend({
  id: z.string(),
  item_id: z.string().nullable(),
  tax_rate_id: z.string().nullable(),
  tax_name: z.string().nullable(),
  tax_percent_e4: bigintJson.nullable(),
  net: bigintJson,
})
type PrintedLineRow = z.infer<typeof PrintedLineRow>
type LineRow = z.infer<typeof LineRow>

/** Nothing of it is left to an item any more. */
export type WholeLine = LineInput & Required<Pick<LineInput, 'name' | 'rate'>>

/** The same of all the lines of what is written. */
export type Whole<M extends { line_items: LineInput[] }> = Omit<M, 'line_items'> & { line_items: WholeLine[] }

export function parseLine(line: WholeLine, path: string, currency: string, settings: Settings) {
  const rate = findTaxRate(line.tax_rate_id, `${path}.tax_rate_id`, settings)
  const discount = line.discount ? parseDiscount(line.discount, `${path}.discount`, currency) : null
  const totals: TotalsLine = {
    qtyE4: scaled(line.qty, `${path}.qty`),
    rateE4: scaled(line.rate, `${path}.rate`),
    ...(discount ? { discount } : {}),
    ...taxOf(rate),
  }
  const row: Omit<BuiltLine, 'position' | 'amount' | 'net'> = {
    id: newId(),
    itemId: typeof line.item_id === 'string' ? reference(line.item_id, `${path}.item_id`) : null,
    name: line.name,
    description: line.description ?? null,
    qtyE4: totals.qtyE4,
    unit: line.unit?.trim() || null,
    rateE4: totals.rateE4,
    discount: discount && discountJson(discount),
    taxRateId: rate?.id ?? null,
    taxName: rate?.name ?? null,
    taxPercentE4: rate?.percentE4 ?? null,
  }
  return { totals, row }
}

/** `documentLine` of the contract. */
export const presentLine = (line: LineRow, currency: string) => ({
  id: line.id,
  item_id: line.item_id,
  name: line.name,
  description: line.description,
  qty: decimalOf(line.qty_e4),
  unit: line.unit,
  rate: formatUnitPrice(line.rate_e4, currency),
  tax_rate_id: line.tax_rate_id,
  tax_name: line.tax_name,
  tax_percent: line.tax_percent_e4 === null ? null : decimalOf(line.tax_percent_e4),
  discount: line.discount && discountOf(line.discount, currency),
  amount: formatMoney(line.amount, currency),
  net: formatMoney(line.net, currency),
})

/** `PrintedLine` of the contract. */
export const printLine = (line: PrintedLineRow, currency: string) => ({
  name: line.name,
  description: line.description,
  qty: decimalOf(line.qty_e4),
  unit: line.unit,
  rate: decimalOf(line.rate_e4),
  discount: line.discount && discountOf(line.discount, currency),
  amount: formatMoney(line.amount, currency),
})

/** A line as somebody would write it who wants it as it is. */
export const writtenLine = (line: LineRow, currency: string): WholeLine => ({
  item_id: line.item_id,
  name: line.name,
  description: line.description,
  qty: decimalOf(line.qty_e4),
  unit: line.unit,
  rate: decimalOf(line.rate_e4),
  tax_rate_id: line.tax_rate_id,
  discount: line.discount && discountOf(line.discount, currency),
})
