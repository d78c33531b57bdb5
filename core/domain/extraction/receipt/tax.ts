import type { Found } from '../found.ts'
import { cents, moneyIn } from './money.ts'
import type { Row } from './rows.ts'

const TAX =
  /(?<!\p{L})(?:gst|g\.s\.t|vat|sst|hst|pst|tax|mwst|ust|umsatzsteuer|mehrwertsteuer|tva|iva|igic|steuer)(?!\p{L})|消費税/iu
/** Sums that stand beside the word and are none of tax: what it is on, or in. */
const OTHER =
  /incl|inkl|excl|before|after|without|taxable|net(?:to)?\b|sales(?!\s*tax)|supply|reg|\bno\b|\bid\b|invoice|ttc|\bht\b|brutto|subtotal|sub total|zwischensumme|amount\s*\(rm\)|お買上/iu
const SUM = /total\s*(?:gst|tax|vat|tva|iva|sst)|(?:gst|tax|vat|sst)\s*(?:amount|amt|payable|total)/iu

/** The tax of a receipt, where one is printed; none rather than a guess. It is surer where it and what is before it come to the total. */
export function receiptTax(rows: readonly Row[], total: string | undefined): Found | undefined {
  const found = rows.flatMap((row) => {
    if (!TAX.test(row.text) || (OTHER.test(row.text) && !SUM.test(row.text))) return []
    const cell = row.cells.findLast(({ text }) => moneyIn(text).length > 0)
    const money = cell && moneyIn(cell.text).at(-1)
    if (!cell || !money || Number(money.value) < 0 || (total && cents(money.value) * 2 > cents(total))) return []
    const { value, start, end } = money
    return [{ value, isSum: SUM.test(row.text), span: { line: cell.line, start, end } }]
  })
  const best = found.find(({ isSum }) => isSum) ?? found[0]
  if (!best) return undefined
  const { value, span } = best
  return { value, confidence: total && addsUp(rows, value, total) ? 0.93 : best.isSum ? 0.8 : 0.7, span }
}

/** Whether what is left of the total without the tax is printed, too. */
function addsUp(rows: readonly Row[], tax: string, total: string): boolean {
  const net = cents(total) - cents(tax)
  return rows.some(({ text }) => moneyIn(text).some(({ value }) => Math.abs(cents(value) - net) <= 5))
}
