import { newId } from '../../db/ids.ts'
import type { LineInsert, TaxJson } from '../../db/schema.ts'
import type { Asked } from '../../domain/credit-notes/credit.ts'
import { type Piece, sumsOfPiece, taxableOf } from '../../domain/credit-notes/pieces.ts'
import { minorUnits } from '../../domain/kernel/currencies.ts'
import { divideRounded, sumOf } from '../../domain/kernel/money.ts'
import { FACTOR_DECIMALS } from '../../domain/kernel/scales.ts'
import { type Creditable, storedPiece } from './creditable.ts'

const ONE_E6 = 10n ** BigInt(FACTOR_DECIMALS)

/** The columns and lines of a credit note with this piece of its invoice. Its prices are without tax, whatever the invoice's are. */
export function buildCreditNote(creditable: Creditable, piece: Piece, asked: Asked) {
  const { row } = creditable
  const isAmount = asked !== 'rest' && 'amount' in asked
  const shown = isAmount ? { ...piece, rates: piece.rates.map(withoutParts) } : piece
  const sums = sumsOfPiece(shown)
  const lines = isAmount ? amountLines(creditable, piece) : pieceLines(creditable, piece)
  const names = row.charges.flatMap(({ name }) => (name ? [name] : [])).join(', ')
  return {
    columns: {
      currency: row.currency,
      pricesIncludeTax: false,
      discount: sums.discountTotal === 0n ? null : { amount: String(sums.discountTotal) },
      charges:
        sums.chargeTotal === 0n ? [] : [{ name: names.slice(0, 100) || 'Charges', amount: String(sums.chargeTotal) }],
      taxes: taxesOf(creditable, piece),
      subtotal: isAmount ? sumOf(lines.map(({ net }) => net)) : sums.subtotal,
      discountTotal: sums.discountTotal,
      chargeTotal: sums.chargeTotal,
      taxTotal: sums.taxTotal,
      total: sumsOfPiece(piece).total,
      piece: storedPiece(creditable, piece),
    },
    lines: lines.map((line, position) => ({ ...line, position })),
  }
}

/** What an amount has of discounts and charges is in its lines. */
const withoutParts = ({ taxes }: Piece['rates'][number]) => ({ discount: 0n, charge: 0n, taxes })

type Line = Omit<LineInsert, 'position'>

function pieceLines({ row }: Creditable, piece: Piece): Line[] {
  return row.lines.flatMap((line, at) => {
    const { qtyE6, net } = piece.lines[at]!
    if (qtyE6 === 0n && net === 0n) return []
    return [
      {
        id: newId(),
        itemId: line.item_id,
        name: line.name,
        description: line.description,
        ...priced(qtyE6, net, line.unit, row.currency, line.discount ? null : line.rate_e6),
        discount: null,
        taxRateId: line.tax_rate_id,
        taxName: line.tax_name,
        taxPercentE4: line.tax_percent_e4,
        taxParts: line.tax_parts,
        amount: net,
        net,
        invoiceLineId: line.id,
      },
    ]
  })
}

/** A quantity at a price that come to the net: those of the invoice, else the quantity at what one of it came to, else the net once. */
function priced(qtyE6: bigint, net: bigint, unit: string | null, currency: string, ownRateE6: bigint | null) {
  const scale = ONE_E6 / 10n ** BigInt(minorUnits(currency) ?? 0)
  const comesTo = (rateE6: bigint) => divideRounded(qtyE6 * rateE6, ONE_E6 * scale) === net
  if (ownRateE6 !== null && comesTo(ownRateE6)) return { qtyE6, unit, rateE6: ownRateE6 }
  const [size, signed] = qtyE6 < 0n ? [-qtyE6, -net] : [qtyE6, net]
  const each = size === 0n ? null : divideRounded(signed * scale * ONE_E6, size)
  return each !== null && comesTo(each)
    ? { qtyE6, unit, rateE6: each }
    : { qtyE6: ONE_E6, unit: null, rateE6: net * scale }
}

/** An amount is one line for each rate that it has something of. */
function amountLines({ row, invoice, rates }: Creditable, piece: Piece): Line[] {
  return invoice.rates.flatMap(({ key }, at) => {
    const net = taxableOf(invoice, piece, at)
    if (net === 0n && piece.rates[at]!.taxes.every((tax) => tax === 0n)) return []
    const rate = key === null ? null : rates.get(key)
    return [
      {
        id: newId(),
        itemId: null,
        name: `Credit on invoice ${row.invoice_number ?? ''}`,
        description: null,
        ...priced(ONE_E6, net, null, row.currency, null),
        discount: null,
        taxRateId: rate?.id ?? null,
        taxName: rate?.name ?? null,
        taxPercentE4: rate?.percentE4 ?? null,
        taxParts: rate?.parts ?? null,
        amount: net,
        net,
        invoiceLineId: null,
      },
    ]
  })
}

function taxesOf({ invoice, rates }: Creditable, piece: Piece): TaxJson[] {
  return invoice.rates.flatMap(({ key, parts }, at) => {
    const rate = key === null ? null : rates.get(key)
    const { taxes } = piece.rates[at]!
    const taxable = taxableOf(invoice, piece, at)
    if (!rate || (taxable === 0n && taxes.every((tax) => tax === 0n))) return []
    return parts.map(({ percentE4, isCompound }, part) => ({
      name: rate.parts?.[part]?.name ?? rate.name,
      percent_e4: String(percentE4),
      taxable: String(isCompound ? taxable + sumOf(taxes.slice(0, part)) : taxable),
      tax: String(taxes[part]!),
    }))
  })
}
