import { newId } from '../../db/ids.ts'
import type { DeductionJson, LineInsert } from '../../db/schema.ts'
import { computeTotals, type Totals, type TotalsLine } from '../../domain/documents/totals.ts'
import { minorUnits } from '../../domain/kernel/currencies.ts'
import { FACTOR_DECIMALS } from '../../domain/kernel/scales.ts'
import { sumColumns, taxRows } from '../documents/build.ts'
import type { LineRow } from '../documents/lines.ts'
import { storedAdjustment, storedLine, storedRates } from '../documents/stored.ts'
import type { Deposit } from './convert.ts'
import type { QuoteRow } from './internal.ts'

type Line = Omit<LineInsert, 'position' | 'amount' | 'net'>
interface Priced {
  row: Line
  totals: TotalsLine
}

const ONE_E6 = 10n ** BigInt(FACTOR_DECIMALS)

/** What was accepted, by the rates that stand on the quote, and below it what the deposit billed of it. */
export function buildFinal(quote: QuoteRow, deposit: Deposit | null) {
  const { currency, prices_include_tax: pricesIncludeTax } = quote
  const rates = storedRates(quote)
  const adjust = (adjustment: QuoteRow['charges'][number]) => storedAdjustment(adjustment, rates)
  const lines = [...acceptedLines(quote), ...(deposit ? deductions(quote, deposit) : [])]
  const totals = computeTotals({
    currency,
    pricesIncludeTax,
    lines: lines.map((line) => line.totals),
    discounts: quote.discount ? [adjust(quote.discount)] : [],
    charges: quote.charges.map(adjust),
  })
  // It was computed when it was approved, and less than all of it was billed.
  if (!totals.ok) throw new Error(`an approved quote cannot be billed: ${totals.error.field} ${totals.error.reason}`)
  return {
    columns: {
      currency,
      pricesIncludeTax,
      discount: quote.discount,
      charges: quote.charges,
      taxes: taxRows(totals.value, rates),
      ...sumColumns(totals.value),
    },
    lines: placed(lines, totals.value),
  }
}

const placed = (lines: readonly Priced[], totals: Totals): LineInsert[] =>
  lines.map(({ row }, position) => ({ ...row, position, ...totals.lines[position]! }))

function acceptedLines(quote: QuoteRow): Priced[] {
  const rates = storedRates(quote)
  return (quote.accepted?.lines ?? []).flatMap(({ position, qty_e6 }) => {
    const line = quote.lines[position]
    if (!line) return []
    const taken = { ...line, qty_e6 }
    return [{ row: copied(taken), totals: storedLine(taken, rates) }]
  })
}

const copied = (line: LineRow): Line => ({
  id: newId(),
  itemId: line.item_id,
  name: line.name,
  description: line.description,
  qtyE6: line.qty_e6,
  unit: line.unit,
  rateE6: line.rate_e6,
  discount: line.discount,
  taxRateId: line.tax_rate_id,
  taxName: line.tax_name,
  taxPercentE4: line.tax_percent_e4,
  taxParts: line.tax_parts,
})

/** A negative line for each rate that the deposit billed, with the tax that it charged. */
function deductions({ currency, prices_include_tax }: QuoteRow, deposit: Deposit): Priced[] {
  const rates = storedRates({ lines: deposit.lines, discount: null, charges: [] })
  const lines = deposit.lines.map((line) => storedLine(line, rates))
  const bill = computeTotals({ currency, pricesIncludeTax: true, lines, discounts: [], charges: [] })
  if (!bill.ok) throw new Error(`a deposit cannot be deducted: ${bill.error.field} ${bill.error.reason}`)
  const scale = 10n ** BigInt(FACTOR_DECIMALS - (minorUnits(currency) ?? 0))
  return deposit.lines.map((line, at) => {
    const taxes = bill.value.taxes.filter(({ key }) => key === line.tax_rate_id).map(({ tax }) => tax)
    const rateE6 = (prices_include_tax ? line.amount : line.net) * scale
    const deduction: DeductionJson = {
      invoice_id: deposit.id,
      invoice_number: deposit.invoice_number,
      taxes: taxes.map(String),
    }
    const row: Line = {
      ...copied(line),
      name: `Less deposit, invoice ${deposit.invoice_number}`,
      qtyE6: -ONE_E6,
      rateE6,
      deduction,
    }
    return { row, totals: { ...lines[at]!, qtyE6: -ONE_E6, rateE6, deducted: taxes } }
  })
}
