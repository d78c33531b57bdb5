import type { CreateCreditNote } from '../../contract/credit-notes.ts'
import { type Asked, type CreditRefusal, creditPiece } from '../../domain/credit-notes/credit.ts'
import type { Piece } from '../../domain/credit-notes/pieces.ts'
import { decimalMessage, parseFactor } from '../../domain/kernel/decimal.ts'
import { AppError, invalid } from '../../domain/kernel/errors.ts'
import { formatMoney } from '../../domain/kernel/money.ts'
import { FACTOR_DECIMALS } from '../../domain/kernel/scales.ts'
import { factorOf } from '../documents/decimals.ts'
import { parsePositive } from '../payments/amount.ts'
import type { Creditable } from './creditable.ts'

/** What is asked for, in the terms of the invoice; refused with its field. */
export function askedOf({ row }: Creditable, { lines, amount }: Pick<CreateCreditNote, 'lines' | 'amount'>): Asked {
  if (amount !== undefined) return { amount: parsePositive(amount, row.currency) }
  if (lines === undefined) return 'rest'
  return {
    lines: lines.map(({ line_id, qty }, at) => {
      const line = row.lines.findIndex(({ id }) => id === line_id)
      if (line < 0) throw invalid(`lines.${at}.line_id`, 'No such record')
      return { line, ...(qty === undefined ? {} : { qtyE6: quantity(qty, `lines.${at}.qty`) }) }
    }),
  }
}

function quantity(input: string | number, field: string): bigint {
  const value = parseFactor(input)
  if (!value.ok) throw invalid(field, decimalMessage(value.error, FACTOR_DECIMALS))
  return value.value
}

/** The piece that is credited, or why it cannot be. */
export function pieceOf(creditable: Creditable, asked: Asked): Piece {
  const piece = creditPiece(creditable.invoice, creditable.credited, asked)
  if (!piece.ok) throw refusal(creditable, asked, piece.error)
  return piece.value
}

function refusal({ row }: Creditable, asked: Asked, { reason, at = 0, left = 0n }: CreditRefusal): AppError {
  const field = asked !== 'rest' && 'amount' in asked ? 'amount' : 'lines'
  switch (reason) {
    case 'nothing_left':
      return new AppError('CONFLICT', 'All of this invoice stands in credit notes already')
    case 'nothing':
      return invalid(field, 'This comes to nothing: ask for more')
    case 'line_twice':
      return invalid(`lines.${at}.line_id`, 'This line was named before')
    case 'more_than_line':
      return invalid(`lines.${at}.qty`, `Use a quantity of no more than what is left of the line, ${factorOf(left)}`)
    case 'more_than_left':
      return invalid(field, `No more than ${formatMoney(left, row.currency)} is left to be credited`)
  }
}
