import type { CreditNote } from '../../core/contract/credit-notes.ts'
import { Autosave, type Autosaved } from './autosave.ts'
import { creditNotes } from './credit-notes.ts'
import { isZero } from './decimal.ts'
import { currencyDecimals, editable } from './format.ts'
import { readDecimal } from './typed-number.ts'

/** What a credit note takes off its invoice, as it is typed. */
export interface Credited {
  what: 'rest' | 'lines' | 'amount'
  amount: string
  /** How many of a line of the invoice, by its id. */
  lines: Record<string, string>
}

interface CreditDraft extends Credited {
  reason: string
  issueDate: string
  notes: string
}

export type CreditEditor = Autosave<CreditNote, CreditDraft>
export const editCreditNote = (note: CreditNote): CreditEditor => new Autosave(WAY, note)

const linesOf = ({ lines }: Pick<Credited, 'lines'>) => Object.entries(lines).filter(([, qty]) => qty.trim() !== '')

/** What is asked for, as the API takes it; nothing named is all that is left. */
export function creditedInput(typed: Credited) {
  if (typed.what === 'amount') return { amount: readDecimal(typed.amount) ?? '' }
  if (typed.what === 'rest') return {}
  return { lines: linesOf(typed).map(([line_id, qty]) => ({ line_id, qty: readDecimal(qty) ?? qty })) }
}

/** What is missing of it, by field. */
export function creditedProblems(typed: Credited): Record<string, string> {
  if (typed.what === 'rest') return {}
  const amount = readDecimal(typed.amount)
  if (typed.what === 'amount') return amount === null || isZero(amount) ? { amount: 'Enter an amount' } : {}
  const lines = linesOf(typed)
  if (lines.length === 0) return { lines: 'Say how many of a line' }
  return Object.fromEntries(
    lines.flatMap(([id, qty]) => (readDecimal(qty) === null ? [[`lines.${id}`, 'Use a number']] : [])),
  )
}

/** The API counts the lines that were sent; the form knows them by their ids. */
export const creditedErrors = (typed: Credited, errors: Record<string, string>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(errors).map(([field, words]) => {
      const at = /^lines\.(\d+)/.exec(field)?.[1]
      const line = at && linesOf(typed)[Number(at)]
      return [line ? `lines.${line[0]}` : field, words]
    }),
  )

const WAY: Autosaved<CreditNote, CreditDraft> = {
  valuesOf: (note) => ({
    what: note.line_items.every(({ line_id }) => line_id === null) ? 'amount' : 'lines',
    amount: editable(note.total, currencyDecimals(note.currency)),
    lines: Object.fromEntries(
      note.line_items.flatMap(({ line_id, qty }) => (line_id ? [[line_id, editable(qty)]] : [])),
    ),
    reason: note.reason ?? '',
    issueDate: note.issue_date,
    notes: note.notes ?? '',
  }),
  problems: (values) => ({
    ...creditedProblems(values),
    ...(values.issueDate ? {} : { issue_date: 'Choose a date' }),
  }),
  wire: (values) => ({
    ...creditedInput(values),
    reason: values.reason.trim() || null,
    issue_date: values.issueDate,
    notes: values.notes.trim() || null,
  }),
  save: (note, changes) => creditNotes.update(note, changes),
  onScreen: creditedErrors,
}
