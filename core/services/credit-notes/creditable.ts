import { type SQL, sql } from 'drizzle-orm'
import { z } from 'zod'
import type { PieceJson } from '../../db/credit-schema.ts'
import { addPieces, type CreditedInvoice, noneOf, type Piece } from '../../domain/credit-notes/pieces.ts'
import { computeByRate } from '../../domain/documents/totals.ts'
import { PieceRow } from '../documents/credited.ts'
import { storedAdjustment, storedLine, storedRates } from '../documents/stored.ts'
import { type InvoiceRow, parseInvoice } from '../invoices/get.ts'
import type { TaxRateSetting } from '../settings.ts'

type StoredPiece = z.infer<typeof PieceRow>

/** An invoice, what it is made of, and what stands in credit notes already. */
export interface Creditable {
  row: InvoiceRow
  invoice: CreditedInvoice
  credited: Piece
  /** By their ids, as they stand on it. */
  rates: ReadonlyMap<string, TaxRateSetting>
}

/** Of an invoice, not counting the credit note `but`. */
export const creditableObject = (invoice: SQL, but: string | null): SQL =>
  sql`app.creditable_object(${invoice}, ${but}::uuid)`

const Pieces = z.object({ pieces: z.array(PieceRow) })

export function parseCreditable(found: unknown): Creditable {
  const row = parseInvoice(found)
  const rates = storedRates(row)
  const invoice = creditedInvoice(row, rates)
  const pieces = Pieces.parse(found).pieces.map((piece) => placed(row, invoice, piece))
  return { row, invoice, credited: pieces.reduce(addPieces, noneOf(invoice)), rates }
}

/** Computed again by the rates that stand on it, so that each rate's share of discounts and charges is known. */
function creditedInvoice(row: InvoiceRow, rates: Creditable['rates']): CreditedInvoice {
  const sums = computeByRate({
    currency: row.currency,
    pricesIncludeTax: row.prices_include_tax,
    lines: row.lines.map((line) => storedLine(line, rates)),
    discounts: row.discount ? [storedAdjustment(row.discount, rates)] : [],
    charges: row.charges.map((charge) => storedAdjustment(charge, rates)),
  })
  // It was finalised with these sums.
  if (!sums.ok || sums.value.totals.total !== row.total) throw new Error(`invoice ${row.id} does not come to its total`)
  const rateOf = (at: number) => sums.value.rates.findIndex(({ lines }) => lines.some(({ index }) => index === at))
  return {
    lines: row.lines.map(({ qty_e6, net }, at) => ({ qtyE6: qty_e6, net, rate: rateOf(at) })),
    rates: sums.value.rates,
  }
}

function placed(row: InvoiceRow, invoice: CreditedInvoice, stored: StoredPiece): Piece {
  const piece = noneOf(invoice)
  for (const { id, qty_e6, net } of stored.lines) {
    const at = row.lines.findIndex((line) => line.id === id)
    if (at < 0) throw new Error(`invoice ${row.id} has no line ${id}`)
    piece.lines[at] = { qtyE6: qty_e6, net }
  }
  for (const { key, ...sums } of stored.rates) {
    const at = invoice.rates.findIndex((rate) => rate.key === key)
    if (at < 0) throw new Error(`invoice ${row.id} has no rate ${key}`)
    piece.rates[at] = sums
  }
  return piece
}

/** As it is kept: what it has nothing of is left out. */
export const storedPiece = ({ row, invoice }: Creditable, piece: Piece): PieceJson => ({
  lines: piece.lines.flatMap(({ qtyE6, net }, at) =>
    qtyE6 === 0n && net === 0n ? [] : [{ id: row.lines[at]!.id, qty_e6: String(qtyE6), net: String(net) }],
  ),
  rates: piece.rates.flatMap(({ discount, charge, taxes }, at) =>
    [discount, charge, ...taxes].every((sum) => sum === 0n)
      ? []
      : [
          {
            key: invoice.rates[at]!.key,
            discount: String(discount),
            charge: String(charge),
            taxes: taxes.map(String),
          },
        ],
  ),
})
