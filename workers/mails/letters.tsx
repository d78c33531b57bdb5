import type { Letters } from '../../core/services/ports.ts'
import { creditNoteLetter } from './credit-note.tsx'
import { invoiceLetter } from './invoice.tsx'
import { messageLetter } from './message.tsx'
import { quoteLetter } from './quote.tsx'
import { approvedLetter, decidedLetter } from './quote-decided.tsx'
import { reminderLetter } from './reminder.tsx'
import { statementLetter } from './statement.tsx'
import { documentValues } from './values.ts'

/** The words and the look of what goes out by mail. */
export const letters: Letters = {
  invoice: invoiceLetter,
  reminder: reminderLetter,
  quote: quoteLetter,
  credit_note: creditNoteLetter,
  statement: statementLetter,
  quoteApproved: approvedLetter,
  quoteDecided: decidedLetter,
  message: messageLetter,
  values: documentValues,
}
