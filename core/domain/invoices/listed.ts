/** Something is still due on it, whatever the date; in the words of the index invoices_open_due. */
export const owing = (row: string): string => `${row}.status = 'SENT' and ${row}.amount_due > 0`

/** Not finalised and sent yet. */
export const drafted = (row: string): string => `${row}.phase = 'DRAFT'`

/** The phases of what is no draft any more. */
export const NUMBERED_PHASES = ['SENT', 'PARTIALLY_PAID', 'PAID', 'VOID'] as const

/** Open for a payment in the currency it is in. */
export const payable = (row: string): string => `${row}.status = 'SENT'`

/** Why money for an invoice that is not open does not fit, as `unapplied_money.reason`. */
export const misfitReason = (row: string): string =>
  `case when ${row}.status = 'VOID' then 'INVOICE_VOID' when ${row}.status = 'DRAFT' then 'NOT_SENT' else 'OTHER_CURRENCY' end`

/** The statuses of the API that are listed by due date, as conditions; any other is a phase. Each is one index scan (MECHANISMS 7). */
export const LISTED_BY_DUE: Readonly<Partial<Record<string, (row: string) => string>>> = {
  UNPAID: owing,
  OVERDUE: (row) => `${owing(row)} and ${row}.due_date < app.today()`,
  SENT: (row) => `${row}.phase = 'SENT' and ${row}.due_date >= app.today()`,
  PARTIALLY_PAID: (row) => `${row}.phase = 'PARTIALLY_PAID' and ${row}.due_date >= app.today()`,
}
