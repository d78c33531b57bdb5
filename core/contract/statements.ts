import { z } from 'zod'
import { ENTRY_KINDS } from '../domain/statements/entries.ts'
import { Amount, DateInput, PlainDate, text } from './common.ts'

/** More do not stand on one statement: ask for fewer days. */
export const STATEMENT_ENTRIES_MAX = 1000
/** Of the invoices that are open, the oldest first. */
export const STATEMENT_OPEN_MAX = 100

export const StatementQuery = z.strictObject({
  from: DateInput.optional().meta({
    description: 'The first day; else the beginning of the month two months before `to`',
  }),
  to: DateInput.optional().meta({ description: 'The last day; today when absent or later' }),
})

export const StatementPaperQuery = StatementQuery.extend({
  currency: z
    .string()
    .max(3)
    .optional()
    .meta({ description: 'Which of its accounts; that in the currency of the business when absent' }),
})

export const SendStatement = z
  .strictObject({
    ...StatementQuery.shape,
    to_address: text(254).optional().meta({ description: 'Where to, when not to the contact' }),
    message: text(5000).nullish(),
  })
  .meta({ id: 'SendStatement' })
export type SendStatement = z.infer<typeof SendStatement>
export const SentStatement = z
  .strictObject({
    contact_id: z.string(),
    to: z.string().meta({ description: 'The address that it went to' }),
    sent: z.boolean(),
  })
  .meta({ id: 'SentStatement' })

export const StatementEntry = z
  .strictObject({
    on: PlainDate,
    kind: z.enum(ENTRY_KINDS),
    id: z.string().meta({ description: 'Of the invoice, the payment, the credit note or the write-off' }),
    invoice_id: z.string().nullable(),
    number: z.string().nullable().meta({ description: 'Of the invoice or the credit note' }),
    due_date: PlainDate.nullable(),
    detail: z.string().nullable(),
    amount: Amount.meta({ description: 'What it adds to what is owed; less than nothing takes off' }),
    balance: Amount.meta({ description: 'What was owed after it; less than nothing is in favour of the customer' }),
  })
  .meta({ id: 'StatementEntry' })

export const Ageing = z
  .strictObject({
    not_due: Amount,
    days_1_30: Amount,
    days_31_60: Amount,
    days_61_90: Amount,
    days_over_90: Amount,
    total: Amount,
  })
  .meta({
    id: 'Ageing',
    description: 'What of invoices was owed at the end of the last day, by the days since it was due',
  })

export const OpenInvoice = z
  .strictObject({
    id: z.string(),
    invoice_number: z.string(),
    issue_date: PlainDate,
    due_date: PlainDate,
    total: Amount,
    amount_due: Amount,
    days_late: z.number().meta({ description: '0 while it is not late' }),
  })
  .meta({ id: 'OpenInvoice' })

export const StatementAccount = z
  .strictObject({
    currency: z.string(),
    opening_balance: Amount,
    entries: z.array(StatementEntry),
    closing_balance: Amount,
    ageing: Ageing,
    unapplied: Amount.meta({
      description:
        'Money of the customer that counts for no invoice: the total of `ageing` less this is the closing balance',
    }),
    open_invoices: z.array(OpenInvoice).max(STATEMENT_OPEN_MAX),
    open_invoices_more: z.number().meta({ description: 'How many more are open' }),
  })
  .meta({ id: 'StatementAccount' })

export const Statement = z
  .strictObject({
    contact_id: z.string(),
    contact_name: z.string(),
    from: PlainDate,
    to: PlainDate,
    accounts: z.array(StatementAccount).meta({ description: 'One for each currency in which there is anything' }),
  })
  .meta({ id: 'Statement' })
export type Statement = z.infer<typeof Statement>
